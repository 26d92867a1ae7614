import { describe, expect, it } from 'vitest';
import type { ConflictDocument } from '../../replica/local-documents.ts';
import type { InboxAct } from './inbox-groups.ts';
import { inboxLines, shownRow } from './inbox-rows.ts';
import type { InboxFacts } from './inbox-rows.ts';

const NOTHING: InboxFacts = {
  situations: [],
  finds: null,
  conflicts: { open: [], settled: [] },
  acts: [],
  discarded: [],
};

function act(mutationId: string, reason: string | null): InboxAct {
  return { mutationId, label: '', writtenAt: '', rows: [], recordId: 'ticket:1', reason };
}

function conflict(id: string): ConflictDocument {
  return { id, kind: 'conflict' } as unknown as ConflictDocument;
}

describe('the lines of the inbox', () => {
  it('shows the replica where nothing else is to be seen', () => {
    expect(inboxLines(NOTHING).map(({ key }) => key)).toEqual(['section:machine', 'machine']);
  });

  it('puts what needs a person before what sends itself', () => {
    const lines = inboxLines({
      ...NOTHING,
      conflicts: { open: [conflict('c1')], settled: [conflict('c0')] },
      acts: [act('m1', null), act('m2', 'No.')],
    });
    expect(lines.map(({ key }) => key)).toEqual([
      'section:needs-you',
      'c1',
      'refused:m2',
      'section:machine',
      'machine',
      'section:waiting',
      'waiting:m1',
      'section:settled',
      'settled:c0',
    ]);
  });

  it('gives every line a key of its own, with 2,000 changes waiting', () => {
    const acts = Array.from({ length: 2_000 }, (_, at) => act(`m${at}`, null));
    const lines = inboxLines({ ...NOTHING, acts });
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
  });

  it('goes on to the next when the one that was shown is settled', () => {
    const open = [conflict('c1'), conflict('c2')];
    const before = inboxLines({ ...NOTHING, conflicts: { open, settled: [] } });
    expect(shownRow(before, 'c1', 1).key).toBe('c1');
    const after = inboxLines({
      ...NOTHING,
      conflicts: { open: open.slice(1), settled: open.slice(0, 1) },
    });
    expect(shownRow(after, 'c1', 1).key).toBe('c2');
  });
});
