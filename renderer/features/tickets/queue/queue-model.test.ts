import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesQuery, parseTicketQuery } from '../../../../shared/query/ticket-query.ts';
import type { RowClock } from '../../../replica/clocks.ts';
import { toQueryRow } from '../../../replica/query-row.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { makeRow, REFERENCE } from '../testing/rows.ts';
import { compileFilter } from './compile-filter.ts';
import { dueGroupOf, dueLimits } from './due-groups.ts';
import { numberKey } from './number-key.ts';
import { queueLines } from './queue-lines.ts';
import { buildQueue, rowAt } from './queue-model.ts';
import type { Queue, QueueSort } from './queue-model.ts';
import { radixSort } from './radix-sort.ts';
import { indexRows } from './row-index.ts';
import { leftKey, sortKeys } from './sort-keys.ts';

const NOW = new Date(2027, 2, 30, 8, 46).getTime();
const HOUR = 3_600_000;
const NO_UNSENT: ReadonlySet<string> = new Set();

function clock(part: Partial<RowClock>): RowClock {
  return {
    state: 'running',
    metric: 'resolution',
    kind: 'sla',
    policyId: 'policy:desk',
    remainingMs: HOUR,
    percent: 10,
    dueAt: NOW + HOUR,
    sortKey: 0,
    ...part,
  };
}

function queueOf(
  rows: readonly TicketRow[],
  text: string,
  sort: QueueSort,
  clockOf: (id: string) => RowClock = () => clock({}),
): Queue {
  const context = { reference: REFERENCE, unsentIds: NO_UNSENT, meId: 'person:tobias', clockOf };
  return buildQueue({
    index: indexRows(rows),
    kinds: new Set(['incident']),
    test: compileFilter(parseTicketQuery(text), context),
    sort,
    reference: REFERENCE,
    locale: 'en',
    clockOf,
    nowMs: NOW,
  });
}

function shown(queue: Queue): string[] {
  return Array.from(queue.order, (_, at) => rowAt(queue, at)!.id);
}

const TERMS = [
  'state:open',
  'state:done,new',
  '-state:closed',
  'priority:1,2',
  'priority:<=2',
  '-priority:>3',
  'assignee:me',
  'assignee:none',
  'assignee:brandt,none',
  '-assignee:me',
  'team:print',
  'team:none',
  'site:leipzig,graz',
  'site:none',
  'requester:sol',
  'category:peri',
  'category:none',
  'service:none',
  'origin:phone,mail',
  'sla:<2h',
  'sla:breached,>1d',
  '-sla:paused',
  'sla:running',
  'is:vip',
  'is:major,unsent',
  '-is:vip',
  'printer',
  'inc-4',
  '-blank',
  '"hall 3"',
];

const anyRow = fc
  .record({
    n: fc.integer({ min: 1, max: 9_999 }),
    title: fc.constantFrom('Label printer in Hall 3', 'BLANK labels', 'VPN drops', ''),
    state: fc.constantFrom('new', 'in-progress', 'on-hold', 'closed'),
    priority: fc.constantFrom(1, 2, 3, 4),
    major: fc.boolean(),
    origin: fc.constantFrom('phone', 'mail', 'portal'),
    requesterId: fc.constantFrom(undefined, 'person:marit', 'person:jonas', 'person:gone'),
    assigneeId: fc.constantFrom(undefined, 'person:tobias', 'person:denise'),
    teamId: fc.constantFrom(undefined, 'person:print'),
    siteId: fc.constantFrom(undefined, 'place:lej', 'place:grz'),
    category: fc.constantFrom(undefined, 'Peripherals', 'Network'),
  })
  .map(({ n, state, ...rest }) =>
    makeRow({
      ...rest,
      id: `ticket:${n}`,
      number: `INC-${n}`,
      state,
      open: state !== 'closed',
    }),
  );

const anyClock = fc
  .record({
    state: fc.constantFrom('running', 'warning', 'paused', 'breached', 'met', 'none'),
    remainingMs: fc.integer({ min: -2 * HOUR, max: 48 * HOUR }),
  })
  .map(clock);

describe('the compiled filter', () => {
  it('agrees with the query language on every row', () => {
    fc.assert(
      fc.property(
        anyRow,
        fc.array(fc.constantFrom(...TERMS), { maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        anyClock,
        (row, terms, isUnsent, isKnown, sla) => {
          const query = parseTicketQuery(terms.join(' '));
          const unsentIds = isUnsent ? new Set([row.id]) : NO_UNSENT;
          const meId = isKnown ? 'person:tobias' : null;
          const clockOf = (): RowClock => sla;
          const asked = toQueryRow(row, REFERENCE, unsentIds, sla);
          const expected = matchesQuery(asked, query, meId);
          const test = compileFilter(query, { reference: REFERENCE, unsentIds, meId, clockOf });
          expect(test(row, row.title.toLowerCase())).toBe(expected);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('sorting', () => {
  it('is stable and right for any keys, short lists and long', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 0xffffffff }), { maxLength: 60 }),
        fc.constantFrom(1, 200),
        (few, times) => {
          const keys = Uint32Array.from(Array.from({ length: times }, () => few).flat());
          const order = Uint32Array.from(keys, (_, at) => at);
          radixSort(order, keys);
          const expected = Array.from(keys, (_, at) => at).sort((a, b) => keys[a]! - keys[b]!);
          expect(Array.from(order)).toEqual(expected);
        },
      ),
    );
  });

  it('puts what is due next first, what waits behind, what is done last', () => {
    const rows = ['later', 'over', 'waits', 'done', 'soon'].map((id) =>
      makeRow({ id, open: id !== 'done', state: id === 'done' ? 'closed' : 'new' }),
    );
    const clocks: Record<string, RowClock> = {
      over: clock({ state: 'breached', remainingMs: -HOUR, dueAt: NOW - HOUR }),
      soon: clock({ dueAt: NOW + HOUR }),
      later: clock({ dueAt: NOW + 200 * HOUR }),
      waits: clock({ state: 'paused', dueAt: null }),
    };
    const queue = queueOf(rows, '', { id: 'left', dir: 'asc' }, (id) => clocks[id]!);
    expect(shown(queue)).toEqual(['over', 'soon', 'later', 'waits', 'done']);
    expect(queue.groups.map(({ group, count }) => [group, count])).toEqual([
      ['overdue', 1],
      ['hour', 1],
      ['later', 1],
      ['waiting', 1],
      ['done', 1],
    ]);
  });

  it('never asks for the clock of a finished ticket: there are a hundred thousand of them', () => {
    const asked: string[] = [];
    const row = makeRow({ id: 'done', open: false, state: 'closed' });
    leftKey(row, (id) => {
      asked.push(id);
      return clock({});
    });
    expect(asked).toEqual([]);
  });

  it('sorts names as people read them, nobody last in both directions', () => {
    const rows = [
      makeRow({ id: 'none', assigneeId: undefined }),
      makeRow({ id: 'tobias', assigneeId: 'person:tobias' }),
      makeRow({ id: 'denise', assigneeId: 'person:denise' }),
    ];
    expect(shown(queueOf(rows, '', { id: 'assignee', dir: 'asc' }))).toEqual([
      'denise',
      'tobias',
      'none',
    ]);
    expect(shown(queueOf(rows, '', { id: 'assignee', dir: 'desc' }))).toEqual([
      'tobias',
      'denise',
      'none',
    ]);
  });

  it('sorts numbers by their figures', () => {
    expect(numberKey('INC-9')).toBeLessThan(numberKey('INC-10'));
    expect(numberKey('INC-99999999')).toBeLessThan(numberKey('INC-K7Q2-1'));
    expect(numberKey('INC-K7Q2-2')).toBeLessThan(numberKey('INC-K7Q2-10'));
  });

  it('gives rows that are equal the order of their due time', () => {
    const rows = ['b', 'a'].map((id) => makeRow({ id, priority: 2 }));
    const due: Record<string, number> = { a: NOW + HOUR, b: NOW + 2 * HOUR };
    const queue = queueOf(rows, '', { id: 'priority', dir: 'asc' }, (id) =>
      clock({ dueAt: due[id]! }),
    );
    expect(shown(queue)).toEqual(['a', 'b']);
    expect(queue.groups).toEqual([]);
  });

  it('shows only tickets of the list', () => {
    const rows = [makeRow({ id: 'a' }), makeRow({ id: 'b', kind: 'request' })];
    expect(shown(queueOf(rows, '', { id: 'number', dir: 'asc' }))).toEqual(['a']);
  });

  it('keeps the index of rows that did not change, and renews a changed title', () => {
    const first = indexRows([
      makeRow({ id: 'a', title: 'One' }),
      makeRow({ id: 'b', title: 'Two' }),
    ]);
    const second = indexRows([first.rows[0]!, makeRow({ id: 'b', title: 'THREE' })], first);
    expect(second.titles).toEqual(['one', 'three']);
    const keys = sortKeys('title', second, new Uint32Array([0, 1]), {
      reference: REFERENCE,
      locale: 'en',
      clockOf: () => clock({}),
    });
    expect(keys[0]).toBeLessThan(keys[1]!);
  });
});

describe('groups by due time', () => {
  const limits = dueLimits(NOW);
  const at = (day: number, hour: number): number =>
    new Date(2027, 2, day).getTime() / 1_000 + hour * 3_600;

  it.each([
    ['over since yesterday', at(29, 12), 'overdue'],
    ['in half an hour', at(30, 9.5), 'hour'],
    ['in three hours', at(30, 11), 'today'],
    ['this evening', at(30, 20), 'today'],
    ['tomorrow at midnight', at(31, 0), 'week'],
    ['on Sunday', at(35, 23), 'week'],
    ['next Monday', at(36, 0), 'later'],
  ])('%s', (_, key, group) => {
    expect(dueGroupOf(key, limits)).toBe(group);
  });

  it('counts the hour across midnight', () => {
    const late = dueLimits(new Date(2027, 2, 30, 23, 30).getTime());
    expect(dueGroupOf(at(31, 0.25), late)).toBe('hour');
    expect(dueGroupOf(at(31, 4), late)).toBe('week');
  });

  it('ends the week on Sunday night also on a Sunday', () => {
    const sunday = dueLimits(new Date(2027, 3, 4, 12).getTime());
    expect(dueGroupOf(new Date(2027, 3, 4, 23).getTime() / 1_000, sunday)).toBe('today');
    expect(dueGroupOf(new Date(2027, 3, 5, 9).getTime() / 1_000, sunday)).toBe('later');
  });

  it('has a header before each group and none of the rows of a folded one', () => {
    const rows = [makeRow({ id: 'a' }), makeRow({ id: 'b', open: false, state: 'closed' })];
    const queue = queueOf(rows, '', { id: 'left', dir: 'asc' });
    expect(Array.from(queueLines(queue, new Set()).lines)).toEqual([-1, 0, -2, 1]);
    expect(Array.from(queueLines(queue, new Set(['hour'])).lines)).toEqual([-1, -2, 1]);
  });
});
