import { describe, expect, it } from 'vitest';
import { compileCalendar } from '../../../../shared/sla/calendar.ts';
import { slaPolicyOf } from '../../../../shared/sla/sla-rules.ts';
import { suppose } from '../../../../shared/sla/what-if.ts';
import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { ClockInput, RowClock } from '../../../replica/clocks.ts';
import { NO_CLOCK } from '../../../replica/clocks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { standingOf } from './breaching.ts';
import { runWhatIf } from './run-what-if.ts';
import type { QueueRun } from './run-what-if.ts';

const NOW = new Date(2027, 2, 30, 20, 30).getTime();
const HOUR = 3_600_000;

describe('where the service levels stand', () => {
  const row = (id: string, open = true): TicketRow =>
    ({ id, open, priority: 3 }) as Partial<TicketRow> as TicketRow;
  const running = (dueAt: number): RowClock => ({
    ...NO_CLOCK,
    state: dueAt < NOW ? 'breached' : 'running',
    dueAt,
    sortKey: dueAt,
  });
  const clocks: Readonly<Record<string, RowClock>> = {
    over: running(NOW - HOUR),
    soon: running(NOW + HOUR / 2),
    tonight: running(NOW + 3 * HOUR),
    tomorrow: running(NOW + 12 * HOUR),
    waits: { ...NO_CLOCK, state: 'paused' },
    none: NO_CLOCK,
    closed: running(NOW),
  };
  const rows = Object.keys(clocks).map((id) => row(id, id !== 'closed'));
  const standing = (horizon: '1h' | '4h' | 'today' | 'week') =>
    standingOf(rows, (id) => clocks[id]!, horizon, NOW);
  const next = (horizon: '1h' | '4h' | 'today' | 'week') =>
    standing(horizon).next.map((each) => each.row.id);

  it('lists what is missed or will be within the horizon, next first', () => {
    expect(next('1h')).toEqual(['over', 'soon']);
    expect(next('today')).toEqual(['over', 'soon', 'tonight']);
    expect(next('4h')).toEqual(['over', 'soon', 'tonight']);
    expect(next('week')).toEqual(['over', 'soon', 'tonight', 'tomorrow']);
  });

  it('counts every open ticket once', () => {
    const { counts, open } = standing('1h');
    expect(counts).toEqual({ breached: 1, warning: 0, running: 3, paused: 1, met: 0, none: 1 });
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(open);
  });
});

describe('what if for a queue', () => {
  const desk = slaPolicyOf({
    id: 'policy:desk',
    name: 'Desk',
    ticketKinds: ['incident'],
    order: 1,
    calendarId: 'always',
    targets: [{ metric: 'resolution', minutes: [60, 120, 240, 480], warnAtPercent: 75 }],
    pauseReasons: [],
    retroactive: 'fromStart',
    reopen: 'resume',
  } as unknown as SlaPolicyDocument);
  const policies = [desk];
  const whole = [['00:00', '24:00']];
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
  const calendar = compileCalendar({
    timezone: 'UTC',
    hours: Object.fromEntries(days.map((day) => [day, whole])),
  });
  const inputOf = (id: string): ClockInput | undefined => {
    const [priority, hoursAgo] = id.split(' ').map(Number);
    if (priority === undefined || Number.isNaN(priority)) return undefined;
    const at = new Date(NOW - hoursAgo! * HOUR).toISOString();
    const facts = { ticketKind: 'incident' };
    const created = { id, at, kind: 'created', state: 'new', priority, facts } as const;
    return { events: [created], policies, calendars: new Map([['always', calendar]]) };
  };
  const run = (ids: readonly string[], part: Partial<QueueRun> = {}) =>
    runWhatIf({
      ids,
      inputOf,
      supposing: suppose({ kind: 'raise' }),
      nowMs: NOW,
      untilMs: NOW + HOUR,
      onProgress: () => undefined,
      signal: new AbortController().signal,
      ...part,
    });

  it('counts what would be missed before and after, and puts the newly missed first', async () => {
    // Priority and hours since it was reported; targets are 1, 2, 4 and 8 hours.
    const outcome = await run(['1 0.5', '2 0.5', '3 0.5', '4 0.5', '3 2', 'unread']);
    expect(outcome).toMatchObject({ checked: 5, missedBefore: 1, missedAfter: 3 });
    expect(outcome!.moved.map(({ id }) => id)).toEqual(['3 2', '2 0.5', '3 0.5', '4 0.5']);
  });

  it('stops between two slices, and says nothing half done', async () => {
    const abort = new AbortController();
    const ids = Array.from({ length: 500 }, () => '3 1');
    let seen = 0;
    const outcome = await run(ids, {
      signal: abort.signal,
      onProgress: (done) => {
        seen = done;
        abort.abort();
      },
    });
    expect(outcome).toBeNull();
    expect(seen).toBeLessThan(500);
  });
});
