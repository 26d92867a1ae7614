import { openRawStore, putRaw } from './raw-store.ts';

interface Feed {
  readonly results: readonly { readonly id: string; readonly doc: object }[];
  readonly last_seq: string;
}

async function changes(query: Readonly<Record<string, string>>): Promise<Feed> {
  const text = new URLSearchParams({ include_docs: 'true', ...query }).toString();
  return (await (await fetch(`/couch/${DATABASE}/_changes?${text}`)).json()) as Feed;
}

function instant(): number {
  return performance.timeOrigin + performance.now();
}

/** A database without rules: what nobody checks is the least a server can do. */
const DATABASE = 'outpost-floor';
let listening: Promise<number> | null = null;

/** Opens a long poll at the end of the feed; the document it brings is put into IndexedDB. */
export async function listenRaw(): Promise<void> {
  await fetch(`/couch/${DATABASE}`, { method: 'PUT' });
  const store = await openRawStore('floor', (made) => {
    made.createObjectStore('documents', { keyPath: '_id' });
  });
  const { last_seq: since } = await changes({ since: 'now', limit: '1' });
  listening = (async () => {
    const { results } = await changes({ since, feed: 'longpoll', timeout: '30000' });
    await putRaw(
      store,
      'documents',
      results.map(({ doc }) => doc),
    );
    store.close();
    return instant();
  })();
}

export function heardRaw(): Promise<number> {
  return listening!;
}

/** Writes one document; resolves to the instant before. */
export async function writeRaw(): Promise<number> {
  const startedAt = instant();
  const document = { _id: `floor:${crypto.randomUUID()}`, text: 'x'.repeat(1_000) };
  await sendRaw([document]);
  return startedAt;
}

async function sendRaw(docs: readonly object[]): Promise<void> {
  const answer = await fetch(`/couch/${DATABASE}/_bulk_docs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ docs }),
  });
  const rows = (await answer.json()) as readonly { readonly ok?: boolean }[];
  if (!rows.every(({ ok }) => ok === true)) throw new Error(JSON.stringify(rows));
}

/** Sends so many documents of a kilobyte in batches; resolves to the milliseconds it took. */
export async function pushRaw(request: {
  readonly documents: number;
  readonly batch: number;
}): Promise<number> {
  const { documents, batch } = request;
  await fetch(`/couch/${DATABASE}`, { method: 'PUT' });
  const startedAt = performance.now();
  for (let sent = 0; sent < documents; sent += batch) {
    const docs = Array.from({ length: Math.min(batch, documents - sent) }, () => ({
      _id: `floor:${crypto.randomUUID()}`,
      text: 'x'.repeat(1_000),
    }));
    await sendRaw(docs);
  }
  return performance.now() - startedAt;
}
