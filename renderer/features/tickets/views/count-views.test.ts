import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SavedView } from '../../../../shared/model/policy.ts';
import { localDay } from '../../../replica/query-row.ts';
import { NO_CLOCK } from '../../../replica/row-clock.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { makeRow, REFERENCE } from '../testing/rows.ts';
import { ViewCounter } from './count-views.ts';
import type { CountContext } from './count-views.ts';
import { isVisibleTo, visibleViews } from './visible-views.ts';

function viewOf(id: string, part: Partial<SavedView>): SavedView {
  return {
    id: `policy:${id}`,
    kind: 'saved-view',
    name: id,
    icon: 'list',
    ticketKinds: ['incident'],
    query: 'state:open',
    order: 0,
    ...part,
  } as SavedView;
}

const context: CountContext = {
  reference: REFERENCE,
  unsentIds: new Set(),
  meId: 'person:tobias',
  userName: 'tobias.brandt',
  time: { nowMs: 0, dayOf: localDay },
  clockOf: () => NO_CLOCK,
  numberOf: () => undefined,
  clockVersion: 0,
  minuteMs: 0,
};

const anyRow = fc
  .record({
    n: fc.integer({ min: 0, max: 30 }),
    open: fc.boolean(),
    assigneeId: fc.constantFrom(undefined, 'person:tobias', 'person:denise'),
  })
  .map(({ n, open, assigneeId }): TicketRow => {
    return makeRow({ id: `t${n}`, open, state: open ? 'new' : 'closed', assigneeId });
  });

describe('counters of views', () => {
  it('are the same as counting everything, whatever changed', () => {
    const lists = fc.array(fc.array(anyRow, { maxLength: 20 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lists, fc.array(fc.nat(19), { maxLength: 5 }), (all, kept) => {
        const counter = new ViewCounter();
        const views = [viewOf('open', {}), viewOf('mine', { query: 'assignee:me -state:closed' })];
        let last: readonly TicketRow[] = [];
        for (const list of all) {
          // Some rows stay the objects they were, as in a projection.
          const rows = list.map((row, at) => (kept.includes(at) ? (last[at] ?? row) : row));
          const counts = counter.count(views, rows, context);
          expect(counts.get('policy:open')).toBe(rows.filter((row) => row.open).length);
          expect(counts.get('policy:mine')).toBe(
            rows.filter((row) => row.assigneeId === 'person:tobias' && row.open).length,
          );
          last = rows;
        }
      }),
    );
  });

  it('ask only the rows that changed, and nothing when nothing did', () => {
    const rows = Array.from({ length: 1_000 }, (_, n) => makeRow({ id: `t${n}` }));
    const counter = new ViewCounter();
    const views = [viewOf('open', {}), viewOf('late', { query: 'state:open sla:breached' })];
    counter.count(views, rows, context);
    const before = counter.asked;
    counter.count(views, rows, context);
    expect(counter.asked).toBe(before);
    const next = [...rows];
    next[7] = makeRow({ id: 't7', open: false, state: 'closed' });
    expect(counter.count(views, next, context).get('policy:open')).toBe(999);
    expect(counter.asked).toBe(before + 2);
    // A clock that moved is the business of the view about clocks alone.
    counter.count(views, next, { ...context, clockVersion: 1 });
    expect(counter.asked).toBe(before + 2 + 1_000);
    // So are unsent changes of a view that asks for them.
    counter.count(views, next, { ...context, clockVersion: 1, unsentIds: new Set(['t7']) });
    expect(counter.asked).toBe(before + 2 + 1_000);
  });

  it('are shown for shared views and for my own, never for those of others', () => {
    const mine = viewOf('mine', { ownerUserName: 'tobias.brandt', order: 1 });
    const hers = viewOf('hers', { ownerUserName: 'denise.kofler' });
    const gone = viewOf('gone', { removedAt: '2027-03-30T08:46:00Z' });
    const shared = viewOf('shared', { order: 2 });
    const policies = new Map([mine, hers, gone, shared].map((view) => [view.id as string, view]));
    const reference = { ...REFERENCE, policies };
    expect(visibleViews(reference, 'tobias.brandt').map(({ name }) => name)).toEqual([
      'mine',
      'shared',
    ]);
    expect(isVisibleTo(hers, 'tobias.brandt')).toBe(false);
  });
});
