import { describe, expect, it } from 'vitest';
import type { MergeDecision } from '../../../shared/model/entry.ts';
import { reasonOf, sidesOf } from './conflict-sides.ts';

const entry = { createdBy: 'tobias.brandt', otherUser: 'denise.kofler' };
const title: MergeDecision = {
  field: 'title',
  rule: 'server-first',
  base: 'Printer',
  mine: 'Written by Tobias',
  theirs: 'Written by Denise',
  kept: 'Written by Denise',
};

describe('a conflict seen by both people', () => {
  it('F20: each reads their own words as theirs, and the same reason from their side', () => {
    const [tobias, denise] = ['tobias.brandt', 'denise.kofler'].map((who) => sidesOf(entry, who));
    expect(title[tobias!.yours]).toBe('Written by Tobias');
    expect(title[denise!.yours]).toBe('Written by Denise');
    expect([tobias!.other, denise!.other]).toEqual(['denise.kofler', 'tobias.brandt']);
    expect(reasonOf(title, tobias!)).toBe('others-first');
    expect(reasonOf(title, denise!)).toBe('yours-first');
  });

  it('F21: what the state machine decided is nobody’s being first', () => {
    const sides = sidesOf(entry, 'denise.kofler');
    const state = { ...title, field: 'state', rule: 'state-machine' } as const;
    expect(reasonOf(state, sides)).toBe('further');
    expect(reasonOf({ ...state, field: 'holdReason' }, sides)).toBe('with-state');
  });
});
