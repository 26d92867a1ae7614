import type { PolicyId } from '../../model/ids.ts';
import type { NewBody } from '../../workflow/command.ts';

type CalendarBody = Extract<NewBody<'policies'>, { kind: 'calendar' }>;
type PolicyBody = Extract<NewBody<'policies'>, { kind: 'sla' }>;

/** Which service levels a ServiceNow instance may have had, as far as its log tells. */
export interface FittedLevels {
  /** The state that ends the clock: the work is done, or nobody objected for some days. */
  readonly endsWith: 'resolved' | 'closed';
  /** The clock stands still while the caller is asked. */
  readonly pausesForCaller: boolean;
  readonly days: readonly (keyof CalendarBody['hours'])[];
  /** `HH:00` on the log's own wall clock. */
  readonly opens: string;
  readonly closes: string;
  /** Minutes of open time by priority, 1 first. */
  readonly minutes: PolicyBody['targets'][number]['minutes'];
}

/**
 * Fitted to `made_sla` of the event log UCI 498 (doi 10.24432/C57S4H) by `sla-compare --fit`; the
 * targets themselves were never published. The log has local times without a zone, so the hours are
 * those of its clock, read as UTC.
 */
export const EVENT_LOG_LEVELS: FittedLevels = {
  endsWith: 'closed',
  pausesForCaller: false,
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  opens: '14:00',
  closes: '23:00',
  minutes: [240, 60, 3_720, 7_980],
};

/** The log lasts from February 2016 to February 2017: policies of today leave it alone. */
const IN_FORCE = { validFrom: '2016-01-01T00:00:00Z', validTo: '2018-01-01T00:00:00Z' };

/** Hours of the service levels above; `timezone` is the zone the log was imported with. */
export function eventLogCalendar(levels: FittedLevels, timezone = 'Etc/UTC'): CalendarBody {
  const hours = Object.fromEntries(
    levels.days.map((day) => [day, [[levels.opens, levels.closes]]]),
  );
  return {
    kind: 'calendar',
    name: 'Event log 2016',
    timezone,
    hours,
    holidays: [],
  };
}

/** One target: nothing else of that instance's service levels can be seen in its log. */
export function eventLogPolicy(levels: FittedLevels, calendarId: PolicyId): PolicyBody {
  const states = levels.endsWith === 'closed' ? ['closed', 'cancelled'] : null;
  return {
    kind: 'sla',
    name: 'Imported incidents of 2016',
    agreement: 'sla',
    ...IN_FORCE,
    ticketKinds: ['incident'],
    order: 1,
    calendarId,
    targets: [
      {
        metric: 'resolution',
        minutes: levels.minutes,
        warnAtPercent: 75,
        ...(states === null ? {} : { stopOn: [{ on: 'state', states }] }),
        ...(levels.pausesForCaller ? {} : { pauseWhile: [] }),
      },
    ],
    pauseReasons: levels.pausesForCaller ? ['awaiting-caller'] : [],
    retroactive: 'fromStart',
    reopen: 'resume',
  };
}
