import { describe, expect, it } from 'vitest';
import type { CouchRequest, CouchServer } from './couch-server.ts';
import { asRecord } from './json-record.ts';
import { bulkWrite, requireAllTaken } from './write-documents.ts';

/** A server that takes everything but what `answer` says otherwise, and notes what it was sent. */
function listening(answer: (id: string) => object | null = () => ({ ok: true })) {
  const portions: string[][] = [];
  const request = async ({ body }: CouchRequest): Promise<unknown> => {
    const docs = asRecord(body)['docs'] as readonly { _id: string }[];
    portions.push(docs.map(({ _id }) => _id));
    return docs.flatMap(({ _id: id }) => {
      const row = answer(id);
      return row ? [{ id, ...row }] : [];
    });
  };
  const server: CouchServer = { url: 'memory:', userName: null, request, find: request };
  return { server, portions };
}

const documents = (count: number, text = '') =>
  Array.from({ length: count }, (_, n) => ({ _id: `ticket:${n}`, text }));

describe('documents on their way to a server', () => {
  it('go a thousand at a time, in their order', async () => {
    const { server, portions } = listening();
    expect(await bulkWrite(server, 'db', documents(2_500))).toEqual([]);
    expect(portions.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
    expect(portions.flat()).toEqual(documents(2_500).map(({ _id }) => _id));
  });

  it('go in smaller portions where they are large, each at least by itself', async () => {
    const { server, portions } = listening();
    await bulkWrite(server, 'db', documents(5, 'x'.repeat(1_500_000)));
    expect(portions.map(({ length }) => length)).toEqual([2, 2, 1]);
    portions.length = 0;
    await bulkWrite(server, 'db', documents(2, 'x'.repeat(5_000_000)));
    expect(portions.map(({ length }) => length)).toEqual([1, 1]);
  });

  it('send nothing where there are none', async () => {
    const { server, portions } = listening();
    expect(await bulkWrite(server, 'db', [])).toEqual([]);
    expect(portions).toEqual([]);
  });

  it('that were refused, or of which nothing was heard, are named', async () => {
    const { server } = listening((id) => {
      if (id === 'ticket:1') return { error: 'conflict', reason: 'Document update conflict.' };
      if (id === 'ticket:2') return { error: 'forbidden' };
      return id === 'ticket:3' ? null : { ok: true };
    });
    const refused = await bulkWrite(server, 'db', documents(5));
    expect(refused).toEqual([
      { id: 'ticket:1', error: 'conflict', reason: 'Document update conflict.' },
      { id: 'ticket:2', error: 'forbidden', reason: 'forbidden' },
      { id: 'ticket:3', error: 'unknown', reason: 'The server did not say what became of it.' },
    ]);
    expect(() => {
      requireAllTaken(refused);
    }).toThrow('The server refused 3 documents, the first is ticket:1: Document update conflict.');
    requireAllTaken([]);
  });
});
