import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../model/ticket.ts';
import { aTicket, fakeContext } from '../testkit/factories.ts';
import { DEFAULT_MATRIX } from '../workflow/priority.ts';
import { workflowMergeRules } from '../workflow/merge-rules.ts';
import { lostValues, mergeDocuments } from './merge-documents.ts';
import type { Merged } from './merge-documents.ts';

const rules = workflowMergeRules(DEFAULT_MATRIX);
const base = aTicket(fakeContext()());

function edited(by: string, change: Partial<Record<string, unknown>>): Ticket {
  return {
    ...base,
    ...change,
    version: base.version + 1,
    mutationId: `m-${by}`,
    updatedBy: by,
  };
}

function merge(mine: Partial<Record<string, unknown>>, theirs: Partial<Record<string, unknown>>) {
  return mergeDocuments('tickets', base, edited('me', mine), edited('them', theirs), rules);
}

describe('merging a ticket two people changed', () => {
  it.each([
    [
      'different fields: both kept (F19)',
      { category: 'A' },
      { title: 'T' },
      { category: 'A', title: 'T' },
    ],
    ['the same value: once', { title: 'T' }, { title: 'T' }, { title: 'T' }],
    ['the same field: the server’s first (F20)', { title: 'M' }, { title: 'T' }, { title: 'T' }],
    [
      'the later instant stays',
      { activityAt: '2027-03-30T09:00:00Z' },
      { activityAt: '2027-03-30T08:00:00Z' },
      { activityAt: '2027-03-30T09:00:00Z' },
    ],
    ['lists unite', { watchers: ['a'] }, { watchers: ['b'] }, { watchers: ['b', 'a'] }],
    [
      'resolved beats on hold (F21)',
      { state: 'resolved', open: 0 },
      { state: 'on-hold', holdReason: 'awaiting-caller' },
      { state: 'resolved', open: 0 },
    ],
    [
      'closed there beats in progress here (F21)',
      { state: 'in-progress' },
      { state: 'closed', open: 0 },
      { state: 'closed', open: 0 },
    ],
    [
      'impact here and urgency there give one priority',
      { impact: 1 },
      { urgency: 3 },
      { impact: 1, urgency: 3, priority: 3 },
    ],
    ['a field emptied there stays empty', { title: 'M' }, { category: undefined }, { title: 'M' }],
  ])('%s', (_name, mine, theirs, expected) => {
    expect(merge(mine, theirs).document).toMatchObject(expected);
  });

  it('takes the words of the state that was kept, not of the other', () => {
    const hold = { state: 'on-hold', holdReason: 'awaiting-caller' };
    const done = { state: 'resolved', open: 0, resolutionCode: 'fixed', resolution: 'New head.' };
    const { document } = merge(hold, done);
    expect(document).toMatchObject({ state: 'resolved', resolution: 'New head.' });
    expect(document).not.toHaveProperty('holdReason');
  });

  it('leaves closed what the server closed, though it was cancelled here', () => {
    const cancelled = { state: 'cancelled', open: 0 };
    expect(merge(cancelled, { state: 'closed', open: 0 }).document.state).toBe('closed');
  });

  it('keeps every value that lost, with what won', () => {
    const lost = lostValues(merge({ title: 'Mine', category: 'A' }, { title: 'Theirs' }).decisions);
    expect(lost).toEqual([
      {
        field: 'title',
        rule: 'server-first',
        base: base.title,
        mine: 'Mine',
        theirs: 'Theirs',
        kept: 'Theirs',
      },
    ]);
  });

  it('says when the server already has all of it, so that nothing is sent (F22)', () => {
    expect(merge({ title: 'T' }, { title: 'T', category: 'C' }).differsFromTheirs).toBe(false);
  });

  it('leaves its own write alone', () => {
    const mine = edited('me', { title: 'M' });
    expect(mergeDocuments('tickets', base, mine, mine, rules).differsFromTheirs).toBe(false);
  });
});

const change = fc.record(
  {
    title: fc.constantFrom('A', 'B', 'C'),
    category: fc.constantFrom('X', 'Y', undefined),
    watchers: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    impact: fc.constantFrom(1, 2, 3),
    state: fc.constantFrom('new', 'in-progress', 'on-hold', 'resolved'),
  },
  { requiredKeys: [] },
);

function text(merged: Merged<'tickets'>): string {
  return JSON.stringify(merged.document);
}

describe('merging in general', () => {
  it('is deterministic, and merging its result again changes nothing', () => {
    fc.assert(
      fc.property(change, change, (mine, theirs) => {
        const once = merge(mine, theirs);
        expect(text(merge(mine, theirs))).toBe(text(once));
        const again = mergeDocuments(
          'tickets',
          edited('them', theirs),
          once.document,
          edited('them', theirs),
          rules,
        );
        expect({ ...again.document, version: 0 }).toEqual({ ...once.document, version: 0 });
      }),
    );
  });

  it('never drops a value: it is in the document or in a decision', () => {
    fc.assert(
      fc.property(change, change, (mine, theirs) => {
        const { document, decisions } = merge(mine, theirs);
        for (const [field, value] of [...Object.entries(mine), ...Object.entries(theirs)]) {
          const kept = (document as unknown as Record<string, unknown>)[field];
          const decision = decisions.find((each) => each.field === field);
          const told = [kept, decision?.mine, decision?.theirs, decision?.base].map((each) =>
            JSON.stringify(each),
          );
          const initial = JSON.stringify((base as unknown as Record<string, unknown>)[field]);
          expect([...told, initial]).toContain(JSON.stringify(value));
        }
      }),
    );
  });
});
