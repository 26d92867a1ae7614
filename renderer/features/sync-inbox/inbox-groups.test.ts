import { describe, expect, it } from 'vitest';
import type { DiscardedDocument } from '../../replica/local-documents.ts';
import type { OutboxRow } from '../../replica/outbox-row.ts';
import { readUnsentFile } from '../../replica/unsent-file.ts';
import { differencesOf, groupActs, groupDiscarded, tellingRows, toFile } from './inbox-groups.ts';

function row(seq: number, mutationId: string, more: object): OutboxRow {
  return {
    id: `outbox:${seq}`,
    kind: 'outbox',
    seq,
    mutationId,
    collection: 'tickets',
    documentId: 'ticket:1',
    database: 'outpost-scope-leipzig',
    base: null,
    document: { id: 'ticket:1', title: 'New', version: 2 },
    label: 'Edit INC-1',
    writtenAt: '2027-03-30T06:46:00Z',
    ...more,
  } as unknown as OutboxRow;
}

const entry = {
  collection: 'entries',
  documentId: 'entry:9',
  document: { kind: 'change', recordId: 'ticket:1' },
};

describe('the sync inbox', () => {
  it('shows what a person did once, however many documents it wrote', () => {
    const acts = groupActs([row(1, 'm1', entry), row(2, 'm1', {}), row(3, 'm2', {})]);
    expect(acts).toHaveLength(2);
    expect(acts[0]).toMatchObject({ recordId: 'ticket:1', reason: null });
    expect(tellingRows(acts[0]!).map(({ documentId }) => documentId)).toEqual(['ticket:1']);
  });

  it("gives the server's reason for a refused write", () => {
    const refused = { refused: { status: 403, reason: 'Closed tickets are read-only.', at: 'x' } };
    expect(groupActs([row(1, 'm1', refused)])[0]?.reason).toBe('Closed tickets are read-only.');
  });

  it('names each changed field with before and after, and no bookkeeping', () => {
    const base = { id: 'ticket:1', title: 'Old', version: 1, watchers: [] };
    expect(differencesOf(row(1, 'm1', { base }))).toEqual([
      { field: 'title', before: 'Old', after: 'New' },
    ]);
  });

  it('saves every unsent document whole, in a file that can be brought back', () => {
    const by = { userName: 'tobias.brandt', deviceId: 'K7Q2' };
    const text = toFile([row(1, 'm1', {})], by, 0);
    expect(readUnsentFile(text, by.userName)).toMatchObject([{ document: { title: 'New' } }]);
  });

  it('keeps discarded work together by what was done, the latest first', () => {
    const kept = (seq: number, id: string, discardedAt: string): DiscardedDocument => ({
      id: `discarded:${seq}`,
      kind: 'discarded',
      row: row(seq, id, {}),
      discardedAt,
    });
    const acts = groupDiscarded([kept(1, 'm1', '2027-03-30'), kept(2, 'm2', '2027-03-31')]);
    expect(acts.map(({ act }) => act.mutationId)).toEqual(['m2', 'm1']);
    expect(acts[0]?.documentIds).toEqual(['ticket:1']);
  });

  it('makes one act of the two documents of each of 2,000 changes', () => {
    const rows = Array.from({ length: 4_000 }, (_, at) => row(at, `m${at >> 1}`, {}));
    expect(groupActs(rows)).toHaveLength(2_000);
  });
});
