import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../shared/model/ticket.ts';
import { canTakeBack, reversePatch } from './ticket-actions.ts';

const before = { kind: 'incident', state: 'in-progress', title: 'a', teamId: 'person:1' } as Ticket;

describe('taking an edit back', () => {
  it('restores what was there, nothing where nothing was', () => {
    const patch = { title: 'b', assigneeId: 'person:2' as never };
    const now = { ...before, ...patch } as Ticket;
    expect(reversePatch(before, patch, now)).toEqual({ title: 'a', assigneeId: undefined });
  });

  it('leaves a field alone that somebody changed since', () => {
    const patch = { title: 'b' };
    expect(reversePatch(before, patch, { ...before, title: 'c' })).toEqual({});
  });

  it('is offered for moves that have a way back', () => {
    expect(canTakeBack(before, 'on-hold')).toBe(true);
    expect(canTakeBack(before, 'cancelled')).toBe(false);
  });
});
