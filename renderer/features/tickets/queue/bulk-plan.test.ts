import { describe, expect, it } from 'vitest';
import { makeRow } from '../testing/rows.ts';
import { bulkMoves, planBulk } from './bulk-plan.ts';

describe('a bulk act', () => {
  const rows = [
    makeRow({ id: 'new', state: 'new' }),
    makeRow({ id: 'closed', state: 'closed', open: false }),
    makeRow({ id: 'resolved', state: 'resolved', open: false }),
    makeRow({ id: 'draft', kind: 'change', state: 'draft' }),
  ];

  it('says of every row whether it can, and why not', () => {
    const plan = planBulk(rows, { kind: 'state', to: 'resolved' });
    expect(plan.willChange.map(({ id }) => id)).toEqual(['new']);
    expect(plan.refused.map(({ row, reason }) => [row.id, reason])).toEqual([
      ['closed', 'It cannot go from “Closed” to “Resolved”.'],
      ['resolved', 'It is in “Resolved” already.'],
      ['draft', 'Tickets of this kind have no state “Resolved”.'],
    ]);
  });

  it('leaves those alone that are assigned so', () => {
    const mine = makeRow({ id: 'mine', assigneeId: 'person:tobias' });
    const plan = planBulk([mine, rows[0]!], { kind: 'assign', assigneeId: 'person:tobias' });
    expect(plan.willChange.map(({ id }) => id)).toEqual(['new']);
    expect(plan.refused).toHaveLength(1);
  });

  it('offers each state with how many may go there', () => {
    const moves = new Map(bulkMoves(rows).map((move) => [move.to, move.count]));
    expect(moves.get('in-progress')).toBe(2);
    expect(moves.get('cancelled')).toBe(2);
    expect(moves.get('closed')).toBe(1);
    expect(bulkMoves([rows[1]!])).toEqual([]);
  });
});
