import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Documents } from '../model/collections.ts';
import type { CommentEntry } from '../model/entry.ts';
import type { Item } from '../model/item.ts';
import type { Ticket } from '../model/ticket.ts';
import { aTicket, anItem, fakeContext } from '../testkit/factories.ts';
import { addComment } from '../workflow/ticket-commands.ts';
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
    ['counters add up', { reassignments: 1 }, { reassignments: 2 }, { reassignments: 3 }],
    [
      'the first answer is the first',
      { respondedAt: '2027-03-30T09:00:00Z' },
      { respondedAt: '2027-03-30T08:00:00Z' },
      { respondedAt: '2027-03-30T08:00:00Z' },
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

describe('fields that follow others', () => {
  const closing = { state: 'resolved', open: 0, resolutionCode: 'fixed', resolution: 'New head.' };

  it('tells both about the words of the state that gave way', () => {
    const hold = { state: 'on-hold', holdReason: 'awaiting-vendor' };
    const lost = lostValues(merge(hold, closing).decisions).map(({ field }) => field);
    expect(lost).toEqual(['holdReason', 'state']);
  });

  it('keeps a better resolution, though the ticket was closed meanwhile', () => {
    const resolved = { ...base, ...closing } as unknown as Ticket;
    const better = { ...resolved, resolution: 'New print head, cable too.', mutationId: 'm' };
    const closed = { ...resolved, state: 'closed', mutationId: 't', version: 3 } as Ticket;
    const merged = mergeDocuments('tickets', resolved, { ...better, version: 2 }, closed, rules);
    expect(merged.document).toMatchObject({ state: 'closed', resolution: better.resolution });
    expect(lostValues(merged.decisions)).toEqual([]);
  });

  it('leaves the resolution of a ticket that is reopened behind, and says so', () => {
    const resolved = { ...base, ...closing } as unknown as Ticket;
    const { resolution: _gone, resolutionCode: _code, ...open } = resolved;
    const reopened = { ...open, state: 'in-progress', open: 1, mutationId: 'm', version: 2 };
    const edited = { ...resolved, resolution: 'Other words.', mutationId: 't', version: 2 };
    const merged = mergeDocuments('tickets', resolved, reopened as Ticket, edited as Ticket, rules);
    expect(merged.document).toMatchObject({ state: 'in-progress', open: 1 });
    expect(merged.document).not.toHaveProperty('resolution');
    expect(lostValues(merged.decisions)).toMatchObject([
      { field: 'resolution', theirs: 'Other words.' },
    ]);
  });

  it('tells the timeline a priority that nobody set: service levels count by it', () => {
    const { document, decisions } = merge({ impact: 1, priority: 1 }, { urgency: 3, priority: 4 });
    expect(document.priority).toBe(3);
    expect(lostValues(decisions)).toMatchObject([
      { field: 'priority', rule: 'derived', mine: 1, theirs: 4, kept: 3 },
    ]);
  });

  it('changes no priority because this console has another matrix', () => {
    const other = workflowMergeRules([
      [4, 4, 4],
      [4, 4, 4],
      [4, 4, 4],
    ]);
    const [mine, theirs] = [edited('me', { category: 'A' }), edited('them', { title: 'T' })];
    const merged = mergeDocuments('tickets', base, mine, theirs, other);
    expect(merged.document.priority).toBe(base.priority);
    const echo = mergeDocuments('tickets', base, edited('me', { title: 'T' }), theirs, other);
    expect(echo.differsFromTheirs).toBe(false);
  });
});

describe('values that are no plain words', () => {
  const item = { ...anItem(fakeContext()()), attributes: { os: 'Debian 12', ram: 64 } } as Item;
  const write = (by: string, patch: object): Item => ({
    ...item,
    ...patch,
    version: 2,
    mutationId: by,
  });
  const mergeItem = (mine: object, theirs: object) =>
    mergeDocuments('items', item, write('m', mine), write('t', theirs), rules);

  it('keeps two attributes of one item that two people changed (F19)', () => {
    const merged = mergeItem(
      { attributes: { os: 'Debian 13', ram: 64 } },
      { attributes: { os: 'Debian 12', ram: 128, disk: 2 } },
    );
    expect(merged.document.attributes).toEqual({ os: 'Debian 13', ram: 128, disk: 2 });
    expect(lostValues(merged.decisions)).toEqual([]);
  });

  it('takes an attribute off that somebody took off, and tells one that lost (F20)', () => {
    const merged = mergeItem(
      { attributes: { os: 'Debian 13' } },
      { attributes: { os: 'RHEL 10', ram: 64 } },
    );
    expect(merged.document.attributes).toEqual({ os: 'RHEL 10' });
    expect(lostValues(merged.decisions)).toMatchObject([
      { field: 'attributes', mine: { os: 'Debian 13' } },
    ]);
  });

  it('knows a value again whatever the order of its keys', () => {
    const merged = mergeItem({ name: 'M' }, { attributes: { ram: 64, os: 'Debian 12' } });
    expect(merged.decisions.map(({ field }) => field)).toEqual(['name']);
  });

  it('knows absent from null and from empty', () => {
    expect(merge({ category: undefined }, {}).differsFromTheirs).toBe(false);
    const emptied = merge({ category: '' }, { category: 'A' });
    expect(lostValues(emptied.decisions)).toMatchObject([{ field: 'category', mine: '' }]);
    expect(merge({ category: null }, {}).document).toMatchObject({ category: null });
  });

  it('takes a removal by both for one removal', () => {
    const merged = mergeItem(
      { removedAt: '2027-03-30T09:00:00Z' },
      { removedAt: '2027-03-30T08:00:00Z' },
    );
    expect(merged.document.removedAt).toBe('2027-03-30T09:00:00Z');
    expect(lostValues(merged.decisions)).toEqual([]);
  });

  it('keeps both edits of an article, and mine aside where they meet', () => {
    const article = {
      ...item,
      id: 'article:01',
      kind: 'article',
      markdown: '# Toner\n\nOpen the lid.\n\nClose it.',
    } as unknown as Documents['articles'];
    const text = (by: string, markdown: string) => ({ ...article, markdown, mutationId: by });
    const mergeArticle = (mine: string, theirs: string) =>
      mergeDocuments('articles', article, text('m', mine), text('t', theirs), rules);
    const both = mergeArticle(
      '# Toner and drum\n\nOpen the lid.\n\nClose it.',
      '# Toner\n\nOpen the lid.\n\nClose it.\n\nPrint.',
    );
    expect(both.document).toMatchObject({
      markdown: '# Toner and drum\n\nOpen the lid.\n\nClose it.\n\nPrint.',
    });
    const clash = mergeArticle('# Drum', '# Toner only');
    expect(lostValues(clash.decisions)).toMatchObject([{ field: 'markdown', mine: '# Drum' }]);
  });
});

describe('what is written once', () => {
  const mine = addComment(base, 'Mine', 'public', fakeContext()()).writes[0]!
    .document as CommentEntry;

  it('stays as the server has it, and another text under its id is told', () => {
    const theirs = { ...mine, body: 'Theirs', mutationId: 'other' };
    const merged = mergeDocuments('entries', null, mine, theirs, rules);
    expect(merged).toMatchObject({ document: theirs, differsFromTheirs: false });
    expect(lostValues(merged.decisions)).toMatchObject([
      { field: 'body', mine: 'Mine', theirs: 'Theirs', kept: 'Theirs' },
    ]);
  });

  it('is nothing to tell when it is the same', () => {
    const again = { ...mine, mutationId: 'other' };
    expect(mergeDocuments('entries', null, mine, again, rules).decisions).toEqual([]);
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

  it('tells every value that somebody set and that is not kept', () => {
    fc.assert(
      fc.property(change, change, (mine, theirs) => {
        const { document, decisions } = merge(mine, theirs);
        const told = new Set(lostValues(decisions).map(({ field }) => field));
        const kept = document as unknown as Record<string, unknown>;
        const before = base as unknown as Record<string, unknown>;
        for (const side of [mine, theirs] as readonly Record<string, unknown>[]) {
          for (const [field, value] of Object.entries(side)) {
            const isNew = JSON.stringify(value) !== JSON.stringify(before[field]);
            const isKept = JSON.stringify(value) === JSON.stringify(kept[field]);
            if (isNew && !isKept && field !== 'watchers') expect(told, field).toContain(field);
          }
        }
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
