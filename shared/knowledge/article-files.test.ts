import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../model/reference.ts';
import { readArticleFile, writeArticleFile } from './article-files.ts';

const ARTICLE = {
  id: 'article:01J0000000000000000000000A',
  kind: 'article',
  number: 'KB-0042',
  slug: 'change-the-toner',
  title: 'Change the toner: yes, "really"',
  summary: 'Takes a minute.',
  markdown:
    '# Toner\n\nOpen the lid.\n\n![Lid](outpost-picture:article:01J0000000000000000000000B)',
  category: 'Print & scan',
  tags: ['toner', 'null', '42'],
  audience: 'technicians',
  state: 'published',
  author: 'Annika Vogel',
  lang: 'en',
  revisedAt: '2027-03-01T08:00:00.000Z',
  validTo: '2027-09-30',
  related: ['clean-the-drum'],
  appliesTo: ['LX-200'],
} as unknown as Article;

const nothing = (): undefined => undefined;

describe('an article as a file', () => {
  it('comes back as it was', () => {
    const { path, text } = writeArticleFile(ARTICLE, nothing);
    expect(path).toBe('print-scan/change-the-toner.md');
    const { number, slug, title, summary, markdown, tags, audience, state } = ARTICLE;
    expect(readArticleFile(path, text)).toEqual({
      ...{ id: ARTICLE.id, number, slug, title, summary, markdown, tags, audience, state },
      category: 'Print & scan',
      lang: 'en',
      appliesTo: ['LX-200'],
      validTo: '2027-09-30',
      related: ['clean-the-drum'],
    });
  });

  it('shows its pictures from the folder beside it', () => {
    const { text } = writeArticleFile(ARTICLE, (id) =>
      id === 'article:01J0000000000000000000000B' ? '01J0000000000000000000000B.webp' : undefined,
    );
    expect(text).toContain('![Lid](../pictures/01J0000000000000000000000B.webp)');
  });

  it('comes back whatever its words are', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.trim());
    const title = words.filter((text) => text !== '' && !text.includes('\u0000'));
    fc.assert(
      fc.property(title, words, fc.array(title, { maxLength: 4 }), (own, summary, tags) => {
        fc.pre(!`${own}${summary}${tags.join('')}`.includes('\u0000'));
        const article = { ...ARTICLE, title: own, summary, tags: [...new Set(tags)] };
        const { path, text } = writeArticleFile(article, nothing);
        expect(readArticleFile(path, text)).toMatchObject({
          title: own,
          summary,
          tags: article.tags,
        });
      }),
    );
  });

  it('leaves the folder by no slug', () => {
    const { path } = writeArticleFile({ ...ARTICLE, slug: '../../etc/passwd' }, nothing);
    expect(path).toBe('print-scan/etc-passwd.md');
  });
});

describe('a file from elsewhere', () => {
  it('takes its title from the heading, its category from the folder', () => {
    expect(
      readArticleFile('docs/Network/reset_DNS.md', '# Reset the DNS cache\n\nRun it.'),
    ).toMatchObject({
      title: 'Reset the DNS cache',
      category: 'Network',
      slug: 'reset-dns',
      audience: 'agents',
    });
    expect(readArticleFile('reset_DNS.md', 'Run it.').title).toBe('reset DNS');
  });

  it('may be written on any system', () => {
    const text = '\uFEFF---\r\ntitle: Toner\r\ntags: a, b\r\n---\r\n\r\nOpen.\r\n';
    expect(readArticleFile('a.md', text)).toMatchObject({
      title: 'Toner',
      tags: ['a', 'b'],
      markdown: 'Open.',
    });
  });

  it.each([
    ['no end', '---\ntitle: A\n', /has no end/],
    ['no YAML', '---\ntitle: [a\n---\n', /is no YAML/],
    ['a list', '---\n- a\n---\n', /no list of names and values/],
    ['a title that is a list', '---\ntitle: [a]\n---\n', /"title" in its front matter is no text/],
    ['an audience of nobody', '---\ntitle: A\naudience: cats\n---\n', /none of everyone, agents/],
    ['a day that is none', '---\ntitle: A\nvalidTo: soon\n---\n', /no day such as/],
    ['bytes', '---\u0000', /no text file/],
    [
      'aliases that would fill the memory',
      `---\na: &a [x,x]\nb: [*a,*a]\n---\n`,
      /is no YAML: Alias resolution is disabled/,
    ],
    ['a front matter without measure', `---\na: ${'x'.repeat(20_001)}\n---\n`, /too long/],
  ])('is refused with %s, in a sentence', (_, text, message) => {
    expect(() => readArticleFile('a.md', text)).toThrow(message);
  });
});
