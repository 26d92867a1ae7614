import type { BusinessCalendar } from '../../../shared/sla/calendar.ts';
import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from '../../../shared/sla/instant.ts';
import type { SlaEvent, SlaPolicy, SlaTarget } from '../../../shared/sla/sla-types.ts';
import { mulberry32 } from '../../../shared/testkit/random.ts';

/**
 * Business hours of four sites in four zones, two of which change their clocks within the logs. One
 * interval a day, because moment-business-time miscounts a day with a break.
 */
export const BENCH_CALENDARS: Readonly<Record<string, BusinessCalendar>> = {
  leipzig: {
    timezone: 'Europe/Berlin',
    hours: { ...days('mon tue wed thu fri', '05:00', '22:00'), sat: [['06:00', '20:00']] },
    holidays: ['2027-03-26', '2027-03-29', '2027-05-01', '2027-05-06', '2027-05-17'],
  },
  hamburg: {
    timezone: 'Europe/Berlin',
    hours: days('mon tue wed thu fri', '08:00', '18:00'),
    holidays: ['2027-03-26', '2027-03-29', '2027-05-01', '2027-05-06', '2027-05-17'],
  },
  boston: {
    timezone: 'America/New_York',
    hours: days('mon tue wed thu fri', '09:00', '17:00'),
    holidays: ['2027-05-31', '2027-07-05'],
  },
  pune: {
    timezone: 'Asia/Kolkata',
    hours: days('mon tue wed thu fri sat', '09:30', '18:15'),
    holidays: ['2027-03-22', '2027-05-01', '2027-08-15'],
  },
};

function days(names: string, opens: string, closes: string): Record<string, string[][]> {
  return Object.fromEntries(names.split(' ').map((day) => [day, [[opens, closes]]]));
}

const SITES = Object.keys(BENCH_CALENDARS);
const DONE = { kind: 'while-state', states: ['resolved', 'closed', 'cancelled'] } as const;
const HOLDS = [{ states: ['on-hold'], reasons: ['awaiting-caller', 'awaiting-parts'] }];

function target(
  metric: SlaTarget['metric'],
  minutes: readonly number[],
  more: Pick<SlaTarget, 'stopWhen' | 'reopen'> & Partial<SlaTarget>,
): SlaTarget {
  const minutesByPriority = Object.fromEntries(minutes.map((value, i) => [i + 1, value]));
  return { metric, minutesByPriority, pauseWhile: [], warnAtPercent: 75, ...more };
}

const TARGETS: readonly SlaTarget[] = [
  target('assignment', [15, 30, 120, 240], {
    stopWhen: [{ kind: 'on-assignment' }, DONE],
    reopen: 'nothing',
  }),
  target('response', [30, 60, 240, 480], {
    stopWhen: [{ kind: 'on-response' }, { kind: 'on-state', states: ['in-progress'] }, DONE],
    reopen: 'nothing',
  }),
  target('next-update', [60, 240, 960, 1_920], {
    stopWhen: [DONE],
    pauseWhile: HOLDS,
    resetOn: [{ on: 'public-comment' }],
    reopen: 'restart',
  }),
  target('resolution', [240, 480, 1_920, 4_800], {
    stopWhen: [DONE],
    pauseWhile: HOLDS,
    reopen: 'resume',
  }),
];

/** One policy a site; a record gets the one of its site. */
export const BENCH_POLICIES: readonly SlaPolicy[] = SITES.map((site) => ({
  id: `policy-${site}`,
  name: site,
  kind: 'sla',
  line: 'sla',
  ticketKinds: ['incident'],
  conditions: [{ field: 'site', anyOf: [site] }],
  calendarId: site,
  retroactive: 'fromStart',
  targets: TARGETS,
}));

/** The present of the logs: a Tuesday. */
export const BENCH_NOW_MS = Date.UTC(2027, 5, 15, 10, 0, 0);

export interface SlaRecord {
  readonly calendarId: string;
  /** In the order in which they happened. */
  readonly events: readonly SlaEvent[];
}

export interface RecordOptions {
  readonly count: number;
  readonly seed: number;
  /** From 0 to 1; of the others the log ends with the resolution. */
  readonly openShare: number;
  /** The oldest record. */
  readonly spanDays: number;
  readonly nowMs: number;
}

/**
 * Records as a desk has them: reported, assigned, taken up, answered, held for a while, resolved;
 * six events on average. The same options give the same logs.
 */
export function slaRecords(options: RecordOptions): readonly SlaRecord[] {
  const random = mulberry32(options.seed);
  return Array.from({ length: options.count }, (_, n) => recordOf(n, options, random));
}

function recordOf(n: number, options: RecordOptions, random: () => number): SlaRecord {
  const { openShare, spanDays, nowMs } = options;
  const calendarId = SITES[Math.floor(random() * SITES.length)]!;
  const log = new LogWriter(n, nowMs, nowMs - Math.ceil(random() * spanDays * DAY_MS), random);
  const priority = [1, 2, 3, 3, 3, 4][Math.floor(random() * 6)]!;
  const facts = { ticketKind: 'incident', siteId: calendarId };
  const isOpen = random() < openShare;
  log.add({ kind: 'created', state: 'new', priority, facts });
  if (random() < 0.9) log.later(20, { kind: 'assignment', isAssigned: true });
  if (random() < 0.9) log.later(30, { kind: 'state', state: 'in-progress' });
  if (random() < 0.8) log.later(40, { kind: 'comment', isPublic: true, byRequester: false });
  if (random() < 0.1) log.later(30, { kind: 'priority', priority: Math.max(1, priority - 1) });
  if (random() < 0.6) hold(log, random);
  if (random() < 0.4) log.later(300, { kind: 'comment', isPublic: true, byRequester: false });
  if (!isOpen) log.later(900, { kind: 'state', state: 'resolved' });
  return { calendarId, events: log.events };
}

function hold(log: LogWriter, random: () => number): void {
  const reason = random() < 0.7 ? 'awaiting-caller' : 'awaiting-vendor';
  log.later(120, { kind: 'state', state: 'on-hold', reason });
  if (random() < 0.8) log.later(600, { kind: 'state', state: 'in-progress' });
}

type Happening = SlaEvent extends infer E
  ? E extends SlaEvent
    ? Omit<E, 'id' | 'at'>
    : never
  : never;

class LogWriter {
  readonly events: SlaEvent[] = [];
  private readonly n: number;
  private readonly nowMs: number;
  private readonly random: () => number;
  private atMs: number;

  constructor(n: number, nowMs: number, atMs: number, random: () => number) {
    this.n = n;
    this.nowMs = nowMs;
    this.atMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
    this.random = random;
  }

  /** Up to twice the typical minutes later, seldom days; what would lie ahead of now is left out. */
  later(typicalMinutes: number, happening: Happening): void {
    const daysMs = this.random() < 0.1 ? this.random() * 72 * HOUR_MS : 0;
    const ms = this.random() * 2 * typicalMinutes * MINUTE_MS + daysMs;
    this.atMs += Math.ceil(ms / 1_000) * 1_000;
    if (this.atMs < this.nowMs) this.add(happening);
  }

  add(happening: Happening): void {
    const id = `${String(this.n)}-${String(this.events.length)}`;
    this.events.push({ ...happening, id, at: formatInstant(this.atMs) });
  }
}
