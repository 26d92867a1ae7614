import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArticleFileError, readArticleFiles, type ArticleSource } from './article-files.ts';

const articlesDir = path.join(import.meta.dirname, 'articles');
const articles = readArticleFiles(articlesDir);

const authors = [
  'tobias.brandt',
  'denise.kofler',
  'pavel.reznik',
  'sofia.marek',
  'clara.bouchard',
  'yusuf.demir',
];
const fencedBlock = /^([ >]*)(`{3,})([^\n`]*)\n[\s\S]*?^[ >]*\2 *$/gm;

function withoutCode(markdown: string): string {
  return markdown.replace(fencedBlock, '').replace(/`[^`\n]*`/g, '');
}

/** Words a reader reads: letters or digits, without table rules, markers and link targets. */
function countWords(markdown: string): number {
  const text = markdown.replace(/\]\([^)]*\)/g, ']').replace(/^[\s|:-]+$/gm, '');
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Articles the check holds against, by slug: an empty list is the wished result. */
function slugsWhere(test: (article: ArticleSource) => boolean): string[] {
  return articles.filter(test).map((article) => article.slug);
}

function countBy(key: 'state' | 'lang' | 'category' | 'author' | 'audience') {
  const counts = new Map<string, number>();
  for (const article of articles) counts.set(article[key], (counts.get(article[key]) ?? 0) + 1);
  return counts;
}

describe('the articles of the demo workspace', () => {
  it('are sixty, each under its own slug and title', () => {
    expect(articles).toHaveLength(60);
    expect(new Set(articles.map((article) => article.slug)).size).toBe(60);
    expect(new Set(articles.map((article) => article.title)).size).toBe(60);
  });

  it('say in title and one-sentence summary what a search result must show', () => {
    expect(slugsWhere(({ title }) => title.length < 10 || title.length > 100)).toEqual([]);
    expect(slugsWhere(({ summary }) => summary.length < 60 || summary.length > 240)).toEqual([]);
    expect(slugsWhere(({ summary }) => !/[^.]\.$/.test(summary))).toEqual([]);
    expect(slugsWhere(({ tags }) => tags.length < 3)).toEqual([]);
  });

  it('let no category stand for a typing mistake', () => {
    const counts = [...countBy('category')];
    expect(counts.filter(([, count]) => count < 2)).toEqual([]);
    expect(counts).toHaveLength(11);
  });

  it('come from people of the demo desk', () => {
    expect([...countBy('author').keys()].sort()).toEqual([...authors].sort());
  });

  it('show every stage of an article in the review lists', () => {
    const states = countBy('state');
    expect(states.get('retired')).toBe(2);
    expect(states.get('draft') ?? 0).toBeGreaterThanOrEqual(2);
    expect(states.get('review') ?? 0).toBeGreaterThanOrEqual(2);
    expect(states.get('published') ?? 0).toBeGreaterThanOrEqual(50);
    expect(countBy('lang').get('de')).toBe(2);
    expect(countBy('audience').size).toBe(3);
  });

  it('send no reader of a live article to a retired one', () => {
    const retired = new Set(slugsWhere(({ state }) => state === 'retired'));
    const pointing = slugsWhere(
      ({ state, related, markdown }) =>
        state !== 'retired' &&
        [...retired].some((slug) => related.includes(slug) || markdown.includes(`article:${slug}`)),
    );
    expect(pointing).toEqual([]);
  });

  it('name at least one other article, and none only itself', () => {
    expect(slugsWhere(({ related }) => related.length === 0)).toEqual([]);
  });
});

describe('the text of the articles', () => {
  it('is long enough to help and short enough to read on site', () => {
    const lengths = articles.map(({ slug, markdown }) => ({ slug, words: countWords(markdown) }));
    expect(lengths.filter(({ words }) => words < 250)).toEqual([]);
    expect(lengths.filter(({ words }) => words > 900)).toEqual([]);
  });

  it('begins its headings at level two and skips no level', () => {
    const broken = slugsWhere(({ markdown }) => {
      const levels = [...withoutCode(markdown).matchAll(/^(#+) /gm)].map(([, marks]) =>
        marks === undefined ? 0 : marks.length,
      );
      return levels.some((level, index) => level < 2 || level > (levels[index - 1] ?? 1) + 1);
    });
    expect(broken).toEqual([]);
  });

  it('names the language of every code block', () => {
    const unnamed = slugsWhere(({ markdown }) =>
      [...markdown.matchAll(fencedBlock)].some(([, , , info]) => (info ?? '').trim() === ''),
    );
    expect(unnamed).toEqual([]);
  });

  it('uses only the callouts the reader can show', () => {
    const known = ['NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION'];
    const unknown = slugsWhere(({ markdown }) =>
      [...markdown.matchAll(/^ *> \[!([^\]]*)\]/gm)].some(
        ([, kind]) => !known.includes(kind ?? ''),
      ),
    );
    expect(unknown).toEqual([]);
  });

  it('has tables whose rows have as many cells as their head', () => {
    const uneven = slugsWhere(({ markdown }) => hasUnevenTable(markdown));
    expect(uneven).toEqual([]);
  });

  it('keeps commands free of characters a shell does not know', () => {
    const odd = slugsWhere(({ markdown }) =>
      [...markdown.matchAll(fencedBlock)].some(([block]) => /[^\n\x20-\x7e]/.test(block)),
    );
    expect(odd).toEqual([]);
  });

  it('is finished: no placeholder words', () => {
    const placeholder = /\b(?:lorem|ipsum|tbd|todo|fixme|xxx|coming soon|insert here)\b/i;
    expect(
      slugsWhere(({ title, summary, markdown }) =>
        placeholder.test(`${title}\n${summary}\n${markdown}`),
      ),
    ).toEqual([]);
  });
});

function hasUnevenTable(markdown: string): boolean {
  const lines = withoutCode(markdown).split('\n');
  let cells: number | undefined;
  for (const line of lines) {
    const row = line.trim();
    if (!row.startsWith('|')) {
      cells = undefined;
      continue;
    }
    const count = row.replace(/\\\|/g, '').split('|').length;
    if (cells !== undefined && count !== cells) return true;
    cells = count;
  }
  return false;
}

describe('readArticleFiles on files somebody is still writing', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'outpost-articles-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  const good = [
    '---',
    'slug: one',
    'title: One',
    'summary: A sentence.',
    'category: Process',
    'tags: [a, b]',
    'audience: agents',
    'author: tobias.brandt',
    'state: draft',
    '---',
    '',
    '## Head',
    '',
    'Text.',
  ];

  function write(name: string, lines: readonly string[]): void {
    writeFileSync(path.join(dir, name), lines.join('\n'));
  }

  function replaced(from: string, to: string): string[] {
    expect(good).toContain(from);
    return good.map((line) => (line === from ? to : line));
  }

  function problem(): { line: number; message: string } {
    try {
      readArticleFiles(dir);
    } catch (error) {
      if (error instanceof ArticleFileError) return { line: error.line, message: error.message };
      throw error;
    }
    throw new Error('the folder was read without a complaint');
  }

  it('gives the body without front matter, English and nothing related unless said', () => {
    write('one.md', good);
    write('notes.txt', ['not an article']);
    expect(readArticleFiles(dir)).toEqual([
      {
        slug: 'one',
        title: 'One',
        summary: 'A sentence.',
        category: 'Process',
        tags: ['a', 'b'],
        audience: 'agents',
        author: 'tobias.brandt',
        state: 'draft',
        related: [],
        lang: 'en',
        markdown: '## Head\n\nText.\n',
      },
    ]);
  });

  it('reads a file saved by a Windows editor alike', () => {
    write('one.md', good);
    const [expected] = readArticleFiles(dir);
    const content = readFileSync(path.join(dir, 'one.md'), 'utf8');
    writeFileSync(path.join(dir, 'one.md'), `\uFEFF${content.replaceAll('\n', '\r\n')}`);
    expect(readArticleFiles(dir)).toEqual([expected]);
  });

  it.each([
    ['an unknown key', 'state: draft', 'status: draft', 9, 'unknown key "status"'],
    ['a state nobody knows', 'state: draft', 'state: live', 9, 'allowed: draft, review'],
    ['an audience nobody knows', 'audience: agents', 'audience: all', 7, '"audience" is "all"'],
    ['an empty title', 'title: One', 'title: ', 3, '"title" is empty'],
    ['a list that is none', 'tags: [a, b]', 'tags: a, b', 6, 'must be a list'],
    ['an empty list entry', 'tags: [a, b]', 'tags: [a, , b]', 6, 'empty entry'],
    ['a line without key', 'category: Process', 'Process', 5, 'expected "key: value"'],
    ['a colon YAML would split', 'title: One', 'title: One: two', 3, 'needs quoting'],
    ['a key said twice', 'category: Process', 'title: Two', 5, '"title" appears twice'],
    ['a slug unlike its file', 'slug: one', 'slug: two', 2, 'file name differ'],
    ['a day that does not exist', 'state: draft', 'validTo: 2027-02-30', 9, 'calendar day'],
    ['a list where one text belongs', 'title: One', 'title: [One]', 3, 'not a list'],
    ['a link to nowhere', 'Text.', '[Text](article:nowhere)', 14, '"nowhere" does not exist'],
    ['an open code block', 'Text.', '```bash', 14, 'not closed'],
  ])('names file and line of %s', (_name, from, to, line, sentence) => {
    write('one.md', replaced(from, to));
    const found = problem();
    expect(found.message).toContain(sentence);
    expect(found.message).toContain(`one.md:${line}: `);
    expect(found.line).toBe(line);
  });

  it('reads a list that the formatter has wrapped', () => {
    write('one.md', replaced('tags: [a, b]', 'tags:\n  [\n    a,\n    b c,\n  ]'));
    expect(readArticleFiles(dir)[0]?.tags).toEqual(['a', 'b c']);
  });

  it('names the related article that does not exist', () => {
    write('one.md', replaced('state: draft', 'state: draft\nrelated: [gone]'));
    const found = problem();
    expect(found.line).toBe(10);
    expect(found.message).toContain('"gone"');
  });

  it('says which field is missing', () => {
    write(
      'one.md',
      good.filter((line) => !line.startsWith('author')),
    );
    expect(problem().message).toContain('has no "author"');
  });

  it('refuses a front matter that is not opened or not closed, and an empty body', () => {
    write('one.md', good.slice(1));
    expect(problem()).toMatchObject({ line: 1 });
    write('one.md', good.slice(0, 9));
    expect(problem().message).toContain('not closed');
    write('one.md', good.slice(0, 10));
    expect(problem().message).toContain('no text');
  });

  it('takes no link inside a code block for a link', () => {
    write('one.md', [...good, '', '```text', '[x](article:nowhere)', '```']);
    expect(readArticleFiles(dir)).toHaveLength(1);
  });
});
