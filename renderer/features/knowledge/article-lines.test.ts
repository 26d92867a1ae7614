import { expect, it } from 'vitest';
import type { ArticleRow } from '../../replica/rows.ts';
import { articleLines, filterChoices } from './article-lines.ts';
import { isPast, repeatsSummary } from './article-facts.ts';

function row(title: string, part: Partial<ArticleRow> = {}): ArticleRow {
  return {
    id: `article:${title}` as ArticleRow['id'],
    number: 'KB-1',
    slug: title,
    title,
    summary: '',
    category: 'Network',
    state: 'published',
    audience: 'everyone',
    lang: 'en',
    author: 'a',
    revisedAt: 0,
    ...part,
  };
}

const { category: _, ...bare } = row('Loose');
const ROWS: readonly ArticleRow[] = [
  row('Zebra'),
  bare,
  row('apple', { lang: 'de' }),
  row('Printer', { category: 'Devices', state: 'draft' }),
];
const compare = new Intl.Collator('en').compare;
const keys = (filter = {}, folded = new Set<string>()): string[] =>
  articleLines(ROWS, { filter, folded, compare }).map(({ key }) => key);

it('groups by category, both by name, without a category last', () => {
  expect(keys()).toEqual([
    'group:Devices',
    'article:Printer',
    'group:Network',
    'article:apple',
    'article:Zebra',
    'group:',
    'article:Loose',
  ]);
});

it('hides what is folded but counts it', () => {
  const [, network] = articleLines(ROWS, {
    filter: {},
    folded: new Set(['group:Devices']),
    compare,
  });
  expect(keys({}, new Set(['group:Network']))).not.toContain('article:apple');
  expect(network).toMatchObject({ kind: 'group', count: 2 });
});

it('filters, also for what has no category', () => {
  expect(keys({ state: 'draft' })).toEqual(['group:Devices', 'article:Printer']);
  expect(keys({ category: '', lang: 'en' })).toEqual(['group:', 'article:Loose']);
  expect(filterChoices(ROWS, compare)).toEqual({
    categories: ['Devices', 'Network', ''],
    states: ['published', 'draft'],
    languages: ['de', 'en'],
  });
});

it('a day holds until its end where the reader is', () => {
  const noon = new Date(2027, 2, 30, 12).getTime();
  expect(isPast('2027-03-30', noon)).toBe(false);
  expect(isPast('2027-03-29', noon)).toBe(true);
});

it('does not say the same twice', () => {
  expect(
    repeatsSummary('# T\n\nResets the **spooler**, twice.', 'Resets the spooler, twice.'),
  ).toBe(true);
  expect(repeatsSummary('# T\n\nOther words', 'Resets the spooler.')).toBe(false);
  expect(repeatsSummary('', '')).toBe(false);
});
