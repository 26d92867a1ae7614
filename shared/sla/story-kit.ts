import { compileCalendar } from './calendar.ts';
import type { SlaInput } from './evaluate-sla.ts';
import { evaluateSla } from './evaluate-sla.ts';
import type { SlaEvent, SlaMetric, SlaPolicy, SlaTarget, SlaTargetResult } from './sla-types.ts';

/** The desk of the stories: one calendar, one policy, and a short way to tell what happened when. */

const OFFICE = [['08:00', '18:00']];
export const calendars = new Map([
  [
    'office',
    compileCalendar({
      timezone: 'Europe/Berlin',
      hours: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE },
      holidays: ['2027-03-26', '2027-03-29'],
    }),
  ],
  ['never', compileCalendar({ timezone: 'UTC', hours: {} })],
]);

export const DONE = { kind: 'while-state', states: ['resolved', 'closed'] } as const;
export const response: SlaTarget = {
  metric: 'response',
  minutesByPriority: { 1: 15, 2: 60, 3: 240 },
  pauseWhile: [],
  stopWhen: [{ kind: 'on-response' }, DONE],
  reopen: 'nothing',
  warnAtPercent: 75,
};
export const resolution: SlaTarget = {
  metric: 'resolution',
  minutesByPriority: { 1: 240, 2: 480, 3: 1200 },
  pauseWhile: [{ states: ['on-hold'], reasons: ['awaiting-caller'] }],
  stopWhen: [DONE],
  reopen: 'resume',
  warnAtPercent: 75,
};
const assignment: SlaTarget = {
  ...response,
  metric: 'assignment',
  stopWhen: [{ kind: 'on-assignment' }, DONE],
};
export const policy = (
  change: Partial<SlaPolicy> = {},
  target: Partial<SlaTarget> = {},
): SlaPolicy => ({
  id: 'policy:desk',
  name: 'Service desk',
  kind: 'sla',
  calendarId: 'office',
  retroactive: 'fromStart',
  targets: [response, { ...resolution, ...target }, assignment],
  ...change,
});

/** Events of one summer Tuesday unless a date is given; 09:00 is local time in Berlin. */
export const at = (time: string) => {
  const [date = '', clock = ''] = time.includes(' ') ? time.split(' ') : ['2027-06-01', time];
  const local = new Date(`${date}T${clock}:00Z`).getTime();
  return new Date(local - (date >= '2027-03-28' ? 2 : 1) * 3_600_000).toISOString();
};
let count = 0;
export const id = () => `event-${String((count += 1)).padStart(6, '0')}`;
export const created = (time: string, priority: number | null = 2, state = 'new'): SlaEvent => ({
  id: id(),
  at: at(time),
  kind: 'created',
  state,
  priority,
});
export const state = (time: string, name: string, reason?: string): SlaEvent => ({
  id: id(),
  at: at(time),
  kind: 'state',
  state: name,
  ...(reason === undefined ? {} : { reason }),
});
export const hold = (time: string) => state(time, 'on-hold', 'awaiting-caller');
export const priority = (time: string, value: number | null): SlaEvent => ({
  id: id(),
  at: at(time),
  kind: 'priority',
  priority: value,
});
export const comment = (time: string, isPublic = true, byRequester = false): SlaEvent => ({
  id: id(),
  at: at(time),
  kind: 'comment',
  isPublic,
  byRequester,
});

export const evaluate = (
  metric: SlaMetric,
  now: string,
  events: readonly SlaEvent[],
  policies = [policy()],
): SlaTargetResult => {
  const input: SlaInput = { events, policies, calendars, now: at(now) };
  return evaluateSla(input).targets.find((target) => target.metric === metric)!;
};
export const hours = (value: number) => value * 3_600;
