import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import type { ArticleHit } from './article-hit.ts';
import { IndexStore } from './index-store.ts';
import { SearchClient, StaleQueryError } from './search-client.ts';
import type { SearchPort } from './search-client.ts';
import { deskPort, sourceOf } from './testing.ts';

const articles = (query: string) => ({ kind: 'articles', query, limit: 5, filter: {} }) as const;
const titlesOf = (hits: readonly ArticleHit[]): string[] => hits.map(({ title }) => title);

interface Opened {
  readonly client: SearchClient;
  readonly stamps: ReadonlyMap<string, string>;
  /** Resolves when the index has changed since it was called. */
  changed(): Promise<void>;
}

function opened(port: SearchPort, replicaName: string): Promise<Opened> {
  return new Promise((resolve) => {
    let waiting: (() => void)[] = [];
    const changed = () => new Promise<void>((heard) => waiting.push(heard));
    const client: SearchClient = new SearchClient(port, {
      onOpened: (stamps) => void changed().then(() => resolve({ client, stamps, changed })),
      onChanged: () => {
        for (const heard of waiting.splice(0)) heard();
        waiting = [];
      },
    });
    client.tell({ kind: 'open', replicaName });
  });
}

it('a restart finds the stored index and needs only what changed', async () => {
  const later: (() => void)[] = [];
  const first = await opened(deskPort(later), 'restart');
  expect(first.stamps.size).toBe(0);
  const [one, two] = [sourceOf('Printer driver'), sourceOf('Cable colours')];
  first.client.tell({ kind: 'change', written: [one, two], removed: [] });
  first.client.tell({ kind: 'settle', ids: [one.id, two.id] });
  await vi.waitFor(() => expect(later).toHaveLength(1));
  later[0]?.();
  await vi.waitFor(async () => {
    const second = await opened(deskPort(), 'restart');
    expect([...second.stamps]).toEqual([
      [one.id, '1'],
      [two.id, '1'],
    ]);
    expect(titlesOf(await second.client.ask(articles('cable')))).toEqual(['Cable colours']);
    // Gone from the replica while the console was closed.
    second.client.tell({ kind: 'settle', ids: [one.id] });
    await vi.waitFor(async () => {
      expect(await second.client.ask(articles('cable'))).toEqual([]);
    });
  });
});

it('a broken stored index is as good as none', async () => {
  await new IndexStore('broken').save({ version: 1, fingerprint: '3-0', body: '{"w' });
  expect((await opened(deskPort(), 'broken')).stamps.size).toBe(0);
});

it('a question is answered before a thousand articles that wait to be indexed', async () => {
  const { client, changed } = await opened(deskPort(), 'first');
  const many = Array.from({ length: 1000 }, (_, n) => sourceOf(`Printer ${n}`));
  client.tell({ kind: 'change', written: many, removed: [] });
  const begun = changed();
  expect(await client.ask(articles('printer'))).toEqual([]);
  await begun;
  expect((await client.ask(articles('printer'))).length).toBeGreaterThan(0);
  expect(await client.ask(articles('999'))).toEqual([]);
});

it('a query given up while it waited never reaches the worker', async () => {
  const port = deskPort();
  const { client, changed } = await opened(port, 'stale');
  client.tell({ kind: 'change', written: [sourceOf('Printer driver')], removed: [] });
  await changed();
  const typed = ['p', 'pr', 'pri', 'prin'];
  const aborts = typed.map(() => new AbortController());
  const answers = typed.map((query, n) => {
    aborts[n - 1]?.abort();
    return client.ask(articles(query), aborts[n]?.signal).then(titlesOf, (error: unknown) => error);
  });
  const settled = await Promise.all(answers);
  expect(settled.slice(0, 3).every((each) => each instanceof StaleQueryError)).toBe(true);
  expect(settled[3]).toEqual(['Printer driver']);
  const asked = port.heard.flatMap((each) => (each.kind === 'ask' ? [each.question] : []));
  expect(asked.map((question) => (question.kind === 'articles' ? question.query : ''))).toEqual([
    'p',
    'prin',
  ]);
});

it('closing answers everybody who waits', async () => {
  const { client } = await opened(deskPort(), 'closing');
  const waiting = client.ask(articles('x'), new AbortController().signal);
  client.close();
  await expect(waiting).rejects.toThrow(StaleQueryError);
  await expect(client.ask(articles('y'))).rejects.toThrow(StaleQueryError);
});
