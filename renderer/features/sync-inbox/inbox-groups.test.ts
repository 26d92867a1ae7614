import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../replica/outbox-row.ts';
import { differencesOf, groupActs, toExportText } from './inbox-groups.ts';

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

describe('the sync inbox', () => {
  it('shows what a person did once, however many documents it wrote', () => {
    const entry = {
      collection: 'entries',
      documentId: 'entry:9',
      document: { recordId: 'ticket:1' },
    };
    const acts = groupActs([row(1, 'm1', entry), row(2, 'm1', {}), row(3, 'm2', {})]);
    expect(acts).toHaveLength(2);
    expect(acts[0]).toMatchObject({ recordId: 'ticket:1', reason: null });
  });

  it("gives the server's reason for a refused write", () => {
    const refused = { refused: { status: 403, reason: 'Closed tickets are read-only.', at: 'x' } };
    expect(groupActs([row(1, 'm1', refused)])[0]?.reason).toBe('Closed tickets are read-only.');
  });

  it('names each changed field with before and after, and no bookkeeping', () => {
    const base = { id: 'ticket:1', title: 'Old', version: 1, watchers: [] };
    expect(differencesOf(row(1, 'm1', { base }))).toEqual([
      { field: 'title', before: 'Old', after: 'New' },
      { field: 'watchers', before: '[]', after: '' },
    ]);
  });

  it('saves every unsent document whole', () => {
    const text = toExportText([row(1, 'm1', {})], '2027-03-30T06:46:00Z');
    expect((JSON.parse(text) as { rows: OutboxRow[] }).rows[0]?.document).toMatchObject({
      title: 'New',
    });
  });
});
