import { expect, it } from 'vitest';
import type { Article } from '../../model/reference.ts';
import { validateDocument } from '../../model/validate.ts';
import type { NewArticle } from '../../workflow/command.ts';
import { demoWorkspace } from './workspace.ts';

const nowMs = Date.parse('2027-03-30T06:46:00Z');

function article(n: number): NewArticle {
  return {
    kind: 'article',
    number: `KB-${n}`,
    slug: `article-${n}`,
    title: `Article ${n}`,
    summary: '',
    markdown: '# A\n\n## B\n\nText\n\n## C\n\nMore',
    tags: [],
    audience: 'agents',
    state: n === 12 ? 'review' : 'published',
    author: 'tobias.brandt',
    lang: 'en',
    revisedAt: '2027-01-01T08:00:00.000Z',
    related: [],
  };
}

it('gives the knowledge base a life: versions, a review, reminders, a schedule', () => {
  const articles = Array.from({ length: 12 }, (_, n) => article(n + 1));
  const documents = [...demoWorkspace({ seed: 1, nowMs, size: 'small', articles })]
    .flat()
    .map(({ document }) => document);
  const written = documents.filter((each): each is Article => each.kind === 'article');
  expect(written).toHaveLength(12);
  expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
  for (const each of documents) expect(validateDocument(each)).toMatchObject({ ok: true });
  const states = new Set(written.map(({ state }) => state));
  expect([...states].sort()).toEqual(['draft', 'published', 'review', 'scheduled']);
  const versions = documents.filter(({ kind }) => kind === 'article-version');
  expect(versions).toHaveLength(6);
  expect(written[0]).toMatchObject({ state: 'published', versionNumber: 2 });
  expect(written[0]!.markdown).toContain('## C');
});
