import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/model/entry.ts';
import { REFERENCE } from '../testing/rows.ts';
import { entryNames } from './entry-names.ts';
import { entryWords } from './entry-words.ts';
import type { EntryWords } from './entry-words.ts';

const names = entryNames(REFERENCE, (id) => (id === 'ticket:2' ? 'INC-2' : undefined), 'en');

function said({ did }: EntryWords): string {
  return did.map((piece) => (typeof piece === 'string' ? piece : piece.recordId)).join('');
}

function words(entry: object) {
  return entryWords(entry as Entry, names);
}

describe('a timeline in sentences', () => {
  it.each([
    [{ kind: 'comment', body: 'x' }, 'to the requester'],
    [{ kind: 'note', body: 'x' }, 'internal note'],
    [{ kind: 'state', from: null, to: 'new' }, 'opened it'],
    [
      { kind: 'state', from: 'new', to: 'on-hold', reason: 'awaiting-caller' },
      'put it on hold, awaiting caller',
    ],
    [{ kind: 'state', from: 'on-hold', to: 'in-progress' }, 'took it off hold, back in progress'],
    [{ kind: 'state', from: 'in-progress', to: 'resolved', reason: 'fixed' }, 'resolved it: Fixed'],
    [{ kind: 'state', from: 'assess', to: 'authorize' }, 'moved it from Assess to Authorize'],
    [{ kind: 'time', minutes: 85, activity: 'on site' }, 'logged 1 h 25 min, on site'],
    [{ kind: 'time', minutes: 5, activity: '' }, 'logged 5 min'],
    [
      { kind: 'change', changes: [{ field: 'assigneeId', after: 'person:tobias' }] },
      'set Assignee to Tobias Brandt',
    ],
    [
      {
        kind: 'change',
        changes: [{ field: 'teamId', before: 'person:print', after: 'person:unknown' }],
      },
      'changed Group: Print and endpoint → person:unknown',
    ],
    [
      { kind: 'change', changes: [{ field: 'siteId', before: 'place:lej' }] },
      'took Leipzig DC out of Site',
    ],
    [
      {
        kind: 'change',
        changes: [
          { field: 'impact', before: 3, after: 1 },
          { field: 'priority', before: 4, after: 2 },
        ],
      },
      'changed 2 fields',
    ],
  ])('%j', (entry, sentence) => {
    expect(said(words(entry))).toBe(sentence);
  });

  it('names before and after of several fields', () => {
    const { lines } = words({
      kind: 'change',
      changes: [
        { field: 'impact', before: 3, after: 1 },
        { field: 'parentId', after: 'ticket:2' },
        { field: 'category', before: 'Network' },
      ],
    });
    expect(lines).toEqual(['Impact: Low → High', 'Parent: INC-2', 'Category: Network taken out']);
  });

  it('leads to the record a link names', () => {
    const { did } = words({ kind: 'link', relation: 'affects', otherId: 'item:1' });
    expect(did).toEqual(['linked it: affects ', { recordId: 'item:1' }]);
  });

  it('F20: says who settled a conflict, and what it became', () => {
    const settled = (changes: readonly unknown[]) =>
      words({ kind: 'change', changes, resolves: 'entry:1' });
    const title = { field: 'title', before: 'Theirs', after: 'Mine' };
    expect(said(settled([title]))).toBe('settled what two people changed');
    expect(settled([title]).lines).toEqual(['Title: Theirs → Mine']);
    expect(said(settled([]))).toContain('stays as it is');
  });

  it('says of a merge what was kept and what lost', () => {
    const merge = words({
      kind: 'merge',
      otherUser: 'denise.kofler',
      decisions: [
        { field: 'teamId', mine: 'person:print', theirs: 'x', kept: 'x', rule: 'server-first' },
        {
          field: 'state',
          mine: 'resolved',
          theirs: 'on-hold',
          kept: 'resolved',
          rule: 'state-machine',
        },
        { field: 'watchers', mine: ['a'], theirs: ['b'], kept: ['a', 'b'], rule: 'union' },
      ],
    });
    const { lines } = merge;
    expect(said(merge)).toBe('brought this together with what Denise Kofler changed');
    expect(lines[0]).toBe(
      'Group: kept x, which was on the server first, and not Print and endpoint',
    );
    expect(lines[1]).toContain('kept Resolved, which is further along, and not On hold');
    expect(lines[2]).toContain('a, b');
  });

  it('says of what was carried over from which record it is', () => {
    const copiedFrom = {
      entryId: 'entry:1',
      recordId: 'ticket:2',
      number: 'INC-2',
      at: '2027-03-30T06:46:00.000Z',
      by: 'ada',
    };
    const { did } = entryWords({ kind: 'comment', body: 'Hello', copiedFrom } as Entry, names);
    expect(did).toEqual(['to the requester, on ', { recordId: 'ticket:2' }]);
  });

  it('reads a link from the side one stands on', () => {
    const link = { kind: 'link', relation: 'duplicate-of', otherId: 'ticket:2' };
    const out = entryWords(link as Entry, names).did[0];
    const back = entryWords({ ...link, inverse: true } as Entry, names).did[0];
    expect(out).toContain('is a duplicate of');
    expect(back).toContain('has the duplicate');
  });
});
