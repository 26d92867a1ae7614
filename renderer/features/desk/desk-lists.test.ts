import { describe, expect, it } from 'vitest';
import { matchesQuery, parseTicketQuery } from '../../../shared/query/ticket-query.ts';
import { NO_CLOCK } from '../../replica/clocks.ts';
import type { RowClock } from '../../replica/clocks.ts';
import { localDay, toQueryRow } from '../../replica/query-row.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import type { TicketRow } from '../../replica/ticket-row.ts';
import { COUNT_KINDS, COUNT_LINES, deskLists, lineQuery } from './desk-lists.ts';
import { newsOf } from './waiting.ts';

const ME = { id: 'person:me', teamIds: ['person:desk'] };
const ASKER = { meId: ME.id, userName: 'me', time: { nowMs: 0, dayOf: localDay } };
const TEAMS = new Map([
  ['person:desk', { id: 'person:desk', kind: 'team', name: 'Service desk' }],
  ['person:net', { id: 'person:net', kind: 'team', name: 'Network' }],
  ['person:me', { id: 'person:me', kind: 'person', name: 'Me' }],
  ['person:denise', { id: 'person:denise', kind: 'person', name: 'Denise' }],
]);
const REFERENCE = {
  people: TEAMS,
  places: new Map(),
  catalog: new Map(),
  policies: new Map(),
} as unknown as ReferenceSnapshot;

let made = 0;

function row(part: Partial<TicketRow>): TicketRow {
  made += 1;
  return {
    id: `ticket:${made}`,
    kind: 'incident',
    number: `INC-${made}`,
    title: 'Something',
    state: 'new',
    open: true,
    priority: 3,
    openedAt: made,
    activityAt: made,
    watchers: [],
    ...part,
  } as TicketRow;
}

function clock(state: RowClock['state'], dueAt: number | null = null): RowClock {
  return { ...NO_CLOCK, state, dueAt };
}

function desk(rows: readonly TicketRow[], clocks: Readonly<Record<string, RowClock>> = {}) {
  return deskLists(rows, (id) => clocks[id] ?? NO_CLOCK, ME);
}

describe('the start page', () => {
  it('keeps apart what is mine, my teams’ and nobody’s', () => {
    const mine = row({ assigneeId: ME.id, teamId: 'person:net' });
    const team = row({ assigneeId: 'person:denise', teamId: 'person:desk' });
    const free = row({ teamId: 'person:desk' });
    const nobodys = row({});
    const others = row({ teamId: 'person:net' });
    const done = row({ assigneeId: ME.id, open: false });
    const lists = desk([mine, team, free, nobodys, others, done]);
    const ids = (list: typeof lists.mine) => list.map((each) => each.row.id);
    expect(ids(lists.mine)).toEqual([mine.id]);
    expect(ids(lists.team)).toEqual([team.id]);
    expect(ids(lists.unassigned)).toEqual([free.id, nobodys.id]);
  });

  it('puts first what is missed first, then the priority, then the age', () => {
    const old = row({ priority: 4 });
    const urgent = row({ priority: 1 });
    const paused = row({ priority: 1 });
    const soon = row({ priority: 4 });
    const over = row({ priority: 4 });
    const lists = desk([old, urgent, paused, soon, over], {
      [paused.id]: clock('paused', 10),
      [soon.id]: clock('running', 2_000),
      [over.id]: clock('breached', 1_000),
    });
    expect(lists.unassigned.map((each) => each.row.id)).toEqual([
      over.id,
      soon.id,
      urgent.id,
      paused.id,
      old.id,
    ]);
  });

  it('counts exactly what the list behind each figure shows', () => {
    const rows: TicketRow[] = [];
    for (const kind of COUNT_KINDS) {
      for (const assigneeId of [undefined, ME.id, 'person:denise']) {
        for (const teamId of [undefined, 'person:desk', 'person:net']) {
          rows.push(row({ kind, assigneeId, teamId }));
          rows.push(row({ kind, assigneeId, teamId, state: 'on-hold' }));
          rows.push(row({ kind, assigneeId, teamId, open: false, state: 'closed' }));
        }
      }
    }
    const states = ['breached', 'warning', 'running'] as const;
    const clocks = Object.fromEntries(
      rows.map(({ id }, index) => [id, clock(states[index % 3]!, index)]),
    );
    const { counts } = desk(rows, clocks);
    for (const line of COUNT_LINES) {
      const query = parseTicketQuery(lineQuery(line, ['Service desk']));
      expect(query.problems).toEqual([]);
      for (const kind of COUNT_KINDS) {
        const listed = rows.filter((each) => {
          if (each.kind !== kind) return false;
          const asked = toQueryRow(each, REFERENCE, new Set(), clocks[each.id] ?? null);
          return matchesQuery(asked, query, ASKER);
        });
        expect([line, kind, counts[line][kind]]).toEqual([line, kind, listed.length]);
      }
    }
  });
});

describe('news', () => {
  const me = { id: ME.id, userName: 'me' };
  const DAY = 86_400_000;
  const now = 100 * DAY;

  it('are what moved of mine and of what I watch since I looked, newest first', () => {
    const mine = row({ assigneeId: ME.id, activityAt: now - 2_000 });
    const watched = row({ watchers: ['me'], open: false, activityAt: now - 1_000 });
    const seen = row({ assigneeId: ME.id, activityAt: now - 9_000 });
    const others = row({ activityAt: now });
    const done = row({ assigneeId: ME.id, open: false, activityAt: now });
    const all = [mine, watched, seen, others, done];
    const found = newsOf(all, me, { allMs: now - 5_000, records: {} }, now);
    expect(found.map(({ id }) => id)).toEqual([watched.id, mine.id]);
    const opened = { allMs: now - 5_000, records: { [mine.id]: now } };
    expect(newsOf(all, me, opened, now).map(({ id }) => id)).toEqual([watched.id]);
  });

  it('are never older than two weeks', () => {
    const old = row({ assigneeId: ME.id, activityAt: now - 15 * DAY });
    expect(newsOf([old], me, { allMs: 0, records: {} }, now)).toEqual([]);
  });
});
