import { expect, it, vi } from 'vitest';
import type { ArticleId } from '../../shared/model/ids.ts';
import { makeId } from '../../shared/model/ids.ts';
import type { Article } from '../../shared/model/reference.ts';
import { createArticle } from '../../shared/workflow/article-commands.ts';
import { scheduleArticle } from '../../shared/workflow/article-commands-publish.ts';
import { PublishDue } from './publish-due.ts';
import { closeAfterEach, openKit } from './replica-kit.ts';
import type { Replica } from './replica.ts';
import { openWorkspace } from './workspace.ts';

closeAfterEach();

const ID = makeId('article', '7'.repeat(26)) as ArticleId;
const LEAD = { roles: ['manager'], personId: undefined };
const BODY = {
  title: 'Blank labels',
  summary: '',
  markdown: 'Turn the roll round.',
  category: '',
  tags: [],
  audience: 'agents',
  lang: 'en',
  ownerId: '',
  appliesTo: [],
  validTo: '',
  related: [],
} as const;

/** Its clock goes on a second at every look; the instant is over at the next. */
async function withScheduled(replica: Replica): Promise<void> {
  const facts = { id: ID, number: 'KB-7', slug: 'blank' };
  await replica.run((context) => createArticle(BODY, facts, [], context), 'made');
  const article = (await replica.get('articles', ID)) as Article;
  await replica.run((context) => {
    const at = new Date(Date.parse(context.now) + 1_000).toISOString();
    return scheduleArticle(article, at, LEAD, context);
  }, 'scheduled');
}

async function stateOf(replica: Replica): Promise<string> {
  return ((await replica.get('articles', ID)) as Article).state;
}

it('publishes what is due once all news is here, never before', async () => {
  const replica = await openKit();
  await withScheduled(replica);
  const workspace = await openWorkspace(replica, 'incident');
  await workspace.complete;
  let isLive = false;
  const listeners = new Set<() => void>();
  const publishing = new PublishDue({
    workspace,
    isLive: () => isLive,
    onLive: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    labelOf: ({ number }) => number,
  });
  for (const listener of listeners) listener();
  expect(await stateOf(replica)).toBe('scheduled');
  isLive = true;
  for (const listener of listeners) listener();
  await vi.waitFor(async () => expect(await stateOf(replica)).toBe('published'));
  publishing.stop();
  expect(listeners.size).toBe(0);
});
