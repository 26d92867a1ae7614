import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesQuery, parseTicketQuery } from '../../../../shared/query/ticket-query.ts';
import type { RowClock } from '../../../replica/clocks.ts';
import { localDay, toQueryRow } from '../../../replica/query-row.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { makeRow, REFERENCE } from '../testing/rows.ts';
import type { GroupColumn } from './column-list.ts';
import { GROUP_COLUMNS, QUEUE_COLUMNS } from './column-list.ts';
import { compileFilter } from './compile-filter.ts';
import type { FilterContext } from './compile-filter.ts';
import { dueGroupOf, dueLimits } from './due-groups.ts';
import { groupLabel } from './group-ids.ts';
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

const NUMBERS: Readonly<Record<string, string>> = { 'ticket:p': 'PRB-301' };
const CONTEXT: FilterContext = {
  reference: REFERENCE,
  unsentIds: NO_UNSENT,
  meId: 'person:tobias',
  userName: 'tobias.brandt',
  time: { nowMs: NOW, dayOf: localDay },
  clockOf: () => clock({}),
  numberOf: (id) => NUMBERS[id],
};

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
  groupBy?: GroupColumn | null,
): Queue {
  const context = { ...CONTEXT, clockOf };
  return buildQueue({
    index: indexRows(rows),
    kinds: new Set(['incident']),
    test: compileFilter(parseTicketQuery(text), context),
    sort,
    reference: REFERENCE,
    locale: 'en',
    clockOf,
    nowMs: NOW,
    ...(groupBy === undefined ? {} : { groupBy }),
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
  'kind:incident',
  '-kind:problem,task',
  'number:4',
  'subcategory:driver',
  'opened:<2d',
  'opened:>30d',
  'opened:today,yesterday',
  '-opened:2027-03-29',
  'opened:2027-03-01..2027-03-29',
  'activity:>2h',
  'activity:<=2027-03-29',
  'resolved:none',
  'resolved:<7d',
  '-resolved:none',
  'hold:caller',
  'hold:awaiting-vendor,none',
  'reopens:>0',
  'reassignments:>=2',
  'satisfaction:none',
  'satisfaction:<=2',
  'watcher:me',
  'watcher:none',
  'watcher:kofler',
  'parent:none',
  'parent:prb',
  'major:declared,none',
  'is:known-error',
  'is:watched',
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
    subcategory: fc.constantFrom(undefined, 'Printer driver'),
    holdReason: fc.constantFrom(undefined, 'awaiting-caller', 'awaiting-vendor'),
    parentId: fc.constantFrom(undefined, 'ticket:p', 'ticket:gone'),
    openedAt: fc.integer({ min: NOW - 800 * HOUR, max: NOW }),
    activityAt: fc.integer({ min: NOW - 60 * HOUR, max: NOW }),
    resolvedAt: fc.option(fc.integer({ min: NOW - 400 * HOUR, max: NOW }), { nil: undefined }),
    reopens: fc.nat(3),
    reassignments: fc.nat(4),
    satisfaction: fc.constantFrom(undefined, 1, 2, 5),
    watchers: fc.subarray(['tobias.brandt', 'denise.kofler', 'gone.user']),
    majorStage: fc.constantFrom(undefined, 'declared', 'ended'),
    knownError: fc.boolean(),
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
          const { userName, time, numberOf } = CONTEXT;
          const asked = toQueryRow(row, REFERENCE, unsentIds, sla, numberOf);
          const expected = matchesQuery(asked, query, { meId, userName, time });
          const test = compileFilter(query, { ...CONTEXT, unsentIds, meId, clockOf });
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

  it('sorts by every column it can show, and keeps every row', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), (rows) => {
        for (const id of QUEUE_COLUMNS) {
          for (const dir of ['asc', 'desc'] as const) {
            const queue = queueOf(rows, '', { id, dir });
            expect([...queue.order].sort((a, b) => a - b)).toEqual(rows.map((_, at) => at));
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('sorts what was never so behind what was, in both directions', () => {
    const rows = [
      makeRow({ id: 'never' }),
      makeRow({ id: 'early', resolvedAt: NOW - HOUR, satisfaction: 5 }),
      makeRow({ id: 'late', resolvedAt: NOW, satisfaction: 1 }),
    ];
    const ids = (id: QueueSort['id'], dir: QueueSort['dir']) =>
      shown(queueOf(rows, '', { id, dir }));
    expect(ids('resolved', 'desc')).toEqual(['late', 'early', 'never']);
    expect(ids('resolved', 'asc')).toEqual(['early', 'late', 'never']);
    expect(ids('satisfaction', 'desc')).toEqual(['early', 'late', 'never']);
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

describe('groups by a column', () => {
  it('part the list whatever it is sorted by, those without a value last', () => {
    const rows = [
      makeRow({ id: 'none', number: 'INC-1' }),
      makeRow({ id: 'print-2', number: 'INC-2', teamId: 'person:print' }),
      makeRow({ id: 'print-3', number: 'INC-3', teamId: 'person:print' }),
    ];
    const queue = queueOf(rows, '', { id: 'number', dir: 'desc' }, undefined, 'team');
    expect(shown(queue)).toEqual(['print-3', 'print-2', 'none']);
    expect(queue.groups.map(({ group, count }) => [groupLabel(group, REFERENCE), count])).toEqual([
      ['Print and endpoint', 2],
      ['Without: Group', 1],
    ]);
  });

  it('stand in the order of the column, and turn round with it', () => {
    const rows = [4, 1, 2, 1].map((priority, n) =>
      makeRow({ id: `t${n}`, priority: priority as 1 | 2 | 4 }),
    );
    const groups = (dir: 'asc' | 'desc') =>
      queueOf(rows, '', { id: 'priority', dir }, undefined, 'priority').groups.map(
        ({ group, count }) => [groupLabel(group, REFERENCE), count],
      );
    expect(groups('asc')).toEqual([
      ['Priority 1', 2],
      ['Priority 2', 1],
      ['Priority 4', 1],
    ]);
    expect(groups('desc').map(([label]) => label)).toEqual([
      'Priority 4',
      'Priority 2',
      'Priority 1',
    ]);
  });

  it('cover every row once for any column', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 15 }),
        fc.constantFrom(...GROUP_COLUMNS),
        fc.constantFrom(...QUEUE_COLUMNS),
        (rows, groupBy, id) => {
          const queue = queueOf(rows, '', { id, dir: 'asc' }, undefined, groupBy);
          let at = 0;
          for (const group of queue.groups) {
            expect(group.from).toBe(at);
            at += group.count;
          }
          if (queue.groups.length > 0) expect(at).toBe(queue.order.length);
          const names = queue.groups.map(({ group }) => group);
          expect(new Set(names).size).toBe(names.length);
        },
      ),
    );
  });

  it('are not made where nobody wants them', () => {
    const rows = [makeRow({ id: 'a' })];
    expect(queueOf(rows, '', { id: 'left', dir: 'asc' }, undefined, null).groups).toEqual([]);
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
