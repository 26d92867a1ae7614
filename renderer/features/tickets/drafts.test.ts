import { describe, expect, it } from 'vitest';
import type { DraftDocument } from '../../replica/local-documents.ts';
import { DraftStore } from './drafts.ts';

/** A disk whose writes end when they are told to. */
function makeDisk() {
  const stored = new Map<string, DraftDocument>();
  const waiting: (() => void)[] = [];
  const local = {
    get: async (id: string) => stored.get(id) ?? null,
    put: async (documents: readonly DraftDocument[]) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      for (const document of documents) stored.set(document.id, document);
    },
    remove: async (ids: readonly string[]) => {
      for (const id of ids) stored.delete(id);
    },
  };
  const flush = async (): Promise<void> => {
    for (let i = 0; i < 5; i += 1) {
      waiting.splice(0).forEach((done) => done());
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  };
  return { stored, local: local as never, flush };
}

describe('a draft', () => {
  const now = () => Date.parse('2027-03-30T06:44:00Z');

  it('is on the disk with its last keystroke, and back after a crash', async () => {
    const disk = makeDisk();
    const store = new DraftStore({ local: disk.local, now });
    for (const text of ['L', 'Li', 'Lin', 'Line A']) store.set('draft:ticket:1', text);
    expect(store.get('draft:ticket:1').text).toBe('Line A');
    await disk.flush();
    expect(disk.stored.get('draft:ticket:1')?.text).toBe('Line A');
    expect(store.get('draft:ticket:1').keptAt).toBe('2027-03-30T06:44:00.000Z');

    const again = new DraftStore({ local: disk.local, now });
    again.get('draft:ticket:1');
    await disk.flush();
    expect(again.get('draft:ticket:1')).toEqual({
      text: 'Line A',
      keptAt: '2027-03-30T06:44:00.000Z',
    });
  });

  it('is gone once it is sent, also while a write is under way', async () => {
    const disk = makeDisk();
    const store = new DraftStore({ local: disk.local, now });
    store.set('draft:ticket:1', 'text');
    store.set('draft:ticket:1', '');
    await disk.flush();
    expect(disk.stored.size).toBe(0);
    expect(store.get('draft:ticket:1')).toEqual({ text: '', keptAt: null });
  });

  it('does not overwrite what was typed before the disk answered', async () => {
    const disk = makeDisk();
    disk.stored.set('draft:x', { id: 'draft:x', kind: 'draft', text: 'old', keptAt: 'then' });
    const store = new DraftStore({ local: disk.local, now });
    store.get('draft:x');
    store.set('draft:x', 'new');
    await disk.flush();
    expect(store.get('draft:x').text).toBe('new');
  });
});
