import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import type { Article } from '../../shared/model/reference.ts';
import { mulberry32 } from '../../shared/testkit/random.ts';
import type { NewBody } from '../../shared/workflow/command.ts';
import { createDocument, updateDocument } from '../../shared/workflow/record-commands.ts';
import { openReplica } from '../replica/replica.ts';
import type { Replica } from '../replica/replica.ts';
import { openWorkspace } from '../replica/workspace.ts';
import { openSearch } from './search.ts';
import type { Search } from './search.ts';
import { deskPort } from './testing.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function openOn(name: string, laterTasks: (() => void)[] = []) {
  let ms = Date.parse('2027-03-30T06:46:00Z');
  const replica = await openReplica({
    name,
    session: { userName: 'tobias.brandt', roles: ['agent'], deviceId: 'K7Q2' },
    now: () => (ms += 1000),
    random: mulberry32(ms),
    multiInstance: false,
  });
  const workspace = await openWorkspace(replica, 'incident');
  const port = deskPort(laterTasks);
  const search = openSearch(workspace, port);
  const close = async (): Promise<void> => {
    search.close();
    await workspace.close();
  };
  return { replica, search, port, close };
}

async function write(replica: Replica, title: string, markdown: string): Promise<Article> {
  const body: NewBody<'articles'> = {
    kind: 'article',
    number: await replica.takeNumber('KB'),
    slug: title.toLowerCase().replace(/ /g, '-'),
    title,
    summary: '',
    markdown,
    tags: [],
    audience: 'agents',
    state: 'published',
    author: 'tobias.brandt',
    lang: 'en',
    revisedAt: '2027-03-30T06:00:00.000Z',
    related: [],
  };
  const done = await replica.run((context) => createDocument('articles', body, context), title);
  return done.writes[0]!.document as Article;
}

async function expectFound(search: Search, query: string, titles: string[]): Promise<void> {
  await vi.waitFor(async () => {
    const hits = await search.articles(query, { limit: 5 });
    expect(hits.map(({ title }) => title)).toEqual(titles);
  });
}

it('finds what is in the replica, and what is written, changed and removed after that', async () => {
  const { replica, search, close } = await openOn('search-live');
  closing.push(close);
  const article = await write(replica, 'Spooler stuck', 'Restart the service.');
  await expectFound(search, 'restart', ['Spooler stuck']);
  const before = search.getVersion();
  const patch = { markdown: 'Clear the queue.' };
  await replica.run((context) => updateDocument('articles', article, patch, context), 'Edit');
  await expectFound(search, 'queue', ['Spooler stuck']);
  await expectFound(search, 'restart', []);
  expect(search.getVersion()).toBeGreaterThan(before);
  const now = (await replica.get('articles', article.id))!;
  const removal = { removedAt: '2027-03-30T07:00:00.000Z' };
  await replica.run((context) => updateDocument('articles', now, removal, context), 'Remove');
  await expectFound(search, 'queue', []);
});

it('a second start sends the worker only what changed since', async () => {
  const later: (() => void)[] = [];
  const first = await openOn('search-again', later);
  await write(first.replica, 'Spooler stuck', 'Restart the service.');
  await expectFound(first.search, 'restart', ['Spooler stuck']);
  await vi.waitFor(() => expect(later.length).toBeGreaterThan(0));
  later[0]?.();
  const stored = new (await import('./index-store.ts')).IndexStore('search-again');
  await vi.waitFor(async () => expect(await stored.load()).toBeDefined());
  await first.close();

  const second = await openOn('search-again');
  closing.push(second.close);
  await expectFound(second.search, 'restart', ['Spooler stuck']);
  await vi.waitFor(() => {
    expect(second.port.heard.map(({ kind }) => kind)).toContain('settle');
  });
  expect(second.port.heard.filter(({ kind }) => kind === 'change')).toEqual([]);
});
