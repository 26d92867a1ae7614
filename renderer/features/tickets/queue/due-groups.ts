import { msg } from '../../../ui/i18n.ts';
import { DONE, NO_CLOCK, WAITING_FROM } from './sort-keys.ts';

export const DUE_GROUPS = [
  'overdue',
  'hour',
  'today',
  'week',
  'later',
  'waiting',
  'unclocked',
  'done',
] as const;
export type DueGroup = (typeof DUE_GROUPS)[number];

export function isDueGroup(group: string): group is DueGroup {
  return (DUE_GROUPS as readonly string[]).includes(group);
}

export const DUE_GROUP_LABELS: Readonly<Record<DueGroup, string>> = {
  overdue: msg('Past due'),
  hour: msg('Due within 1 hour'),
  today: msg('Due today'),
  week: msg('Later this week'),
  later: msg('Later'),
  waiting: msg('Paused, the clock stands still'),
  unclocked: msg('No service level'),
  done: msg('Done'),
};

const HOUR_MS = 3_600_000;

export interface DueLimits {
  readonly nowS: number;
  readonly hourS: number;
  readonly todayS: number;
  readonly weekS: number;
}

/**
 * Where the groups end, in seconds since 1970, on the wall clock of this machine; weeks end with
 * Sunday. An hour that reaches past midnight still is an hour.
 */
export function dueLimits(nowMs: number): DueLimits {
  const midnight = new Date(nowMs);
  midnight.setHours(24, 0, 0, 0);
  const daysLeft = (7 - new Date(nowMs).getDay()) % 7;
  const week = new Date(midnight);
  week.setDate(week.getDate() + daysLeft);
  const hourS = (nowMs + HOUR_MS) / 1000;
  const todayS = Math.max(hourS, midnight.getTime() / 1000);
  return { nowS: nowMs / 1000, hourS, todayS, weekS: Math.max(todayS, week.getTime() / 1000) };
}

/** The group of a `leftKey`. */
export function dueGroupOf(key: number, limits: DueLimits): DueGroup {
  if (key === DONE) return 'done';
  if (key === NO_CLOCK) return 'unclocked';
  if (key >= WAITING_FROM) return 'waiting';
  if (key <= limits.nowS) return 'overdue';
  if (key <= limits.hourS) return 'hour';
  if (key < limits.todayS) return 'today';
  return key < limits.weekS ? 'week' : 'later';
}
