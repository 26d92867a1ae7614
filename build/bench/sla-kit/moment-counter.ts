import { IANAZone } from 'luxon';
import moment from 'moment-business-time';
import type { BusinessCalendar } from '../../../shared/sla/calendar.ts';
import type { Counter } from './plain-runs.ts';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/**
 * Counts with moment-business-time, which keeps hours and holidays in moment's locale and knows no
 * zones: it is given the wall clock of the calendar's zone as if that were UTC. Right as long as no
 * clock changes within opening hours.
 */
export function momentCounter(calendars: Readonly<Record<string, BusinessCalendar>>): Counter {
  const zones = new Map<string, IANAZone>();
  for (const [id, { timezone, hours, holidays }] of Object.entries(calendars)) {
    const workinghours = Object.fromEntries(
      WEEKDAYS.map((day, i) => [i, hours[day]?.flatMap((interval) => [...interval]) ?? null]),
    );
    moment.defineLocale(localeOf(id), { parentLocale: 'en', workinghours, holidays });
    zones.set(id, IANAZone.create(timezone));
  }
  let current = '';
  const use = (id: string): IANAZone => {
    if (id !== current) moment.locale(localeOf(id));
    current = id;
    return zones.get(id)!;
  };
  return {
    elapsedMs(id, fromMs, toMs) {
      const zone = use(id);
      const from = moment.utc(toWallClock(zone, fromMs));
      return -from.workingDiff(moment.utc(toWallClock(zone, toMs)), 'seconds', true) * SECOND_MS;
    },
    dueMs(id, fromMs, amountMs) {
      const zone = use(id);
      const due = moment.utc(toWallClock(zone, fromMs));
      due.addWorkingTime(amountMs / SECOND_MS, 'seconds');
      return toInstant(zone, due.valueOf());
    },
  };
}

function localeOf(id: string): string {
  return `bench-${id}`;
}

function toWallClock(zone: IANAZone, ms: number): number {
  return ms + zone.offset(ms) * MINUTE_MS;
}

function toInstant(zone: IANAZone, wallMs: number): number {
  const guess = wallMs - zone.offset(wallMs) * MINUTE_MS;
  return wallMs - zone.offset(guess) * MINUTE_MS;
}
