import { describe, expect, it } from 'vitest';
import type { Article } from '../model/reference.ts';
import { writeArticleFile } from './article-files.ts';
import { pictureFiles, planArticleImport, resolvePath, withPictures } from './article-import.ts';

function article(part: Partial<Article>): Article {
  return {
    id: 'article:01J0000000000000000000000A',
    kind: 'article',
    number: 'KB-0001',
    slug: 'toner',
    title: 'Toner',
    summary: '',
    markdown: 'Open the lid.',
    tags: [],
    related: [],
    audience: 'everyone',
    state: 'published',
    author: 'Annika',
    lang: 'en',
    revisedAt: '2027-03-01T08:00:00.000Z',
    ...part,
  } as Article;
}

const TONER = article({});
const DRUM = article({
  id: 'article:01J0000000000000000000000B' as Article['id'],
  number: 'KB-0002',
  slug: 'drum',
  title: 'Drum',
  category: 'Print',
});

function fileOf(of: Article) {
  return writeArticleFile(of, () => undefined);
}

describe('importing a folder', () => {
  it('changes nothing where it was exported from here', () => {
    const rows = planArticleImport([fileOf(TONER), fileOf(DRUM)], [TONER, DRUM]);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['same', 'same']);
  });

  it('finds an article by id, by number, by name, and says what differs', () => {
    const { path, text } = fileOf({ ...TONER, markdown: 'Open the lid slowly.', tags: ['toner'] });
    const byNumber =
      '---\nnumber: kb-0002\ntitle: Drum\ncategory: Print\naudience: everyone\n---\nOpen the lid.';
    const rows = planArticleImport(
      [
        { path, text },
        { path: 'x/other-name.md', text: byNumber },
        { path: 'x/fuser.md', text: 'New one.' },
      ],
      [TONER, DRUM],
    );
    expect(rows).toMatchObject([
      { verdict: 'changed', article: TONER, fields: ['markdown', 'tags'] },
      { verdict: 'same', article: DRUM },
      { verdict: 'new', file: { slug: 'fuser', category: 'x' } },
    ]);
  });

  it('refuses with a sentence and goes on with the others', () => {
    const rows = planArticleImport(
      [
        { path: 'a.md', text: '---\ntitle: [\n---\n' },
        { path: 'fuser.md', text: 'One.' },
        { path: 'b/fuser.md', text: 'Two.' },
        fileOf({ ...DRUM, markdown: 'Other.' }),
      ],
      [TONER, { ...DRUM, state: 'retired' }],
    );
    expect(rows.map(({ verdict, reason = '' }) => `${verdict} ${reason}`)).toEqual([
      expect.stringMatching(/^refused Its front matter is no YAML/),
      'new ',
      'refused It means the same article as fuser.md.',
      'refused KB-0002 is retired; restore it before it is changed.',
    ]);
  });
});

describe('pictures of a folder', () => {
  const markdown =
    '![Lid](../pictures/lid%20open.png "open") ![no](https://x.example/a.png) ![](a.png)';

  it('are found from where the article lies, and nowhere outside', () => {
    expect(pictureFiles('docs/toner.md', markdown)).toEqual([
      'pictures/lid open.png',
      'docs/a.png',
    ]);
    expect(resolvePath('docs/toner.md', '../../etc/passwd')).toBeNull();
    expect(resolvePath('toner.md', '/etc/passwd')).toBeNull();
    expect(resolvePath('toner.md', 'javascript:alert(1)')).toBeNull();
  });

  it('are shown from the replica, others stay as they are', () => {
    const text = withPictures('docs/toner.md', markdown, (file) =>
      file === 'docs/a.png' ? 'outpost-picture:article:1' : undefined,
    );
    expect(text).toBe(
      '![Lid](../pictures/lid%20open.png "open") ![no](https://x.example/a.png) ![](outpost-picture:article:1)',
    );
  });
});
