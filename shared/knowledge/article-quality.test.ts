import { describe, expect, it } from 'vitest';
import { checkArticle, readMarkdown } from './article-quality.ts';
import type { CheckedArticle, QualityRule } from './article-quality.ts';
import { slugOfTitle, uniqueSlug } from './article-slug.ts';

const GOOD: CheckedArticle = {
  title: 'Label printer prints blank labels',
  summary: 'After a change of rolls.',
  markdown: '## Steps\n\n1. Turn it round.\n\n![A roll](p) [more](article:rolls)',
  validTo: '2027-12-31',
  ownerId: 'person:01' as never,
};

function open(article: CheckedArticle): readonly QualityRule[] {
  return checkArticle(article, (address) => address === 'article:gone')
    .filter(({ ok }) => !ok)
    .map(({ rule }) => rule);
}

describe('what a machine finds', () => {
  it('is nothing in a good article', () => {
    expect(open(GOOD)).toEqual([]);
  });

  it.each<[QualityRule, Partial<CheckedArticle>]>([
    ['title-length', { title: 'Printer' }],
    ['title-length', { title: 'x'.repeat(200) }],
    ['summary-present', { summary: ' ' }],
    ['text-present', { markdown: ' \n' }],
    ['has-structure', { markdown: 'words '.repeat(200) }],
    ['links-lead-somewhere', { markdown: 'See [it](article:gone).' }],
    ['links-lead-somewhere', { markdown: 'See [it].\n\n[it]: article:gone' }],
    ['pictures-described', { markdown: '![](p)' }],
    ['valid-to-set', { validTo: '' }],
  ])('says %s of %j', (rule, part) => {
    expect(open({ ...GOOD, ...part })).toEqual([rule]);
  });

  it('takes nothing inside code for a link or a heading', () => {
    const code = '```\n# no\n[x](article:gone)\n```\n\n`[x](article:gone)`';
    expect(readMarkdown(code)).toEqual({
      hasHeading: false,
      hasSteps: false,
      links: [],
      pictures: [],
    });
  });

  it('reads megabytes of brackets line by line', () => {
    const lines = Array.from({ length: 5_000 }, () => '[a]('.repeat(200)).join('\n');
    expect(readMarkdown(lines).links).toEqual([]);
  });
});

describe('the name of an article in links', () => {
  it.each([
    ['Drucker: Treiber hängt!', 'drucker-treiber-haengt'],
    ['Café au lait', 'cafe-au-lait'],
    ['  ', ''],
    ['x'.repeat(120), 'x'.repeat(80)],
  ])('%j is %j', (title, slug) => {
    expect(slugOfTitle(title)).toBe(slug);
  });

  it('is one of its own where two titles are the same', () => {
    expect(uniqueSlug('DNS', 'KB-7', () => true)).toBe('dns-kb-7');
    expect(uniqueSlug('!', 'KB-7', () => false)).toBe('kb-7');
  });
});
