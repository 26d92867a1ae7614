import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArticleIndex } from './article-index.ts';
import type { ArticleSource } from './article-hit.ts';
import { decodeIndex, encodeIndex, INDEX_VERSION } from './index-codec.ts';
import { sourceOf } from './testing.ts';

const ARTICLES: readonly ArticleSource[] = [
  sourceOf('Blank output on 203 dpi heads', {
    number: 'KB-0005',
    markdown: 'Driver 8.4.2 resets **darkness**; labels come out blank. See [more](x.md).',
  }),
  sourceOf('Roll back a printer driver', { number: 'KB-0042', markdown: 'Open the print server.' }),
  sourceOf('Guest Wi-Fi voucher', {
    number: 'KB-0100',
    category: 'Network',
    markdown: 'Print it.',
  }),
  sourceOf('Druckerwarteschlange hängt', { lang: 'de', markdown: 'Übertragung prüfen.' }),
  sourceOf('Printer driver of 2009', { state: 'retired', markdown: 'printer driver' }),
  sourceOf('DPM check fails', { markdown: 'error 0x80070005 in the log' }),
];

function indexOf(articles: readonly ArticleSource[]): ArticleIndex {
  const index = ArticleIndex.empty();
  for (const article of articles) index.put(article);
  return index;
}

describe('a query', () => {
  const index = indexOf(ARTICLES);
  const titles = (query: string): string[] => index.query(query, 10).map(({ title }) => title);

  it.each([
    ['labels blank', 'Blank output on 203 dpi heads'],
    ['prin', 'Roll back a printer driver'],
    ['prnter driver', 'Roll back a printer driver'],
    ['KB-0100', 'Guest Wi-Fi voucher'],
    ['kb0100', 'Guest Wi-Fi voucher'],
    ['wifi', 'Guest Wi-Fi voucher'],
    ['wi-fi vou', 'Guest Wi-Fi voucher'],
    ['ubertragung', 'Druckerwarteschlange hängt'],
    ['uebertragung', 'Druckerwarteschlange hängt'],
    ['warteschlange druckerwarteschlange', 'Druckerwarteschlange hängt'],
    ['80070005', 'DPM check fails'],
  ])('%j finds %j first', (query, title) => {
    expect(titles(query)[0]).toBe(title);
  });

  it('forgives no slip in short words and in codes', () => {
    expect(titles('dpn')).toEqual([]);
    expect(titles('0x80070006')).toEqual([]);
  });

  it('puts what has all words before what has one, and what is retired last', () => {
    expect(titles('printer driver')).toEqual([
      'Roll back a printer driver',
      'Printer driver of 2009',
      'Blank output on 203 dpi heads',
    ]);
  });

  it('narrows by category, state and language', () => {
    const found = (filter: object) => index.query('print', 10, filter).map(({ number }) => number);
    expect(found({ category: 'Network' })).toEqual(['KB-0100']);
    expect(index.query('printer', 10, { state: 'retired' })).toHaveLength(1);
    expect(index.query('printer', 10, { lang: 'de' })).toEqual([]);
  });

  it('says why: the words are marked in title and text, without marks of Markdown', () => {
    const [hit] = index.query('blank darkness', 1);
    expect(hit?.snippet.text).toBe(
      'Driver 8.4.2 resets darkness; labels come out blank. See more.',
    );
    expect(hit?.snippet.ranges.map(([a, b]) => hit.snippet.text.slice(a, b))).toEqual([
      'darkness',
      'blank',
    ]);
    expect(hit?.titleRanges).toEqual([[0, 5]]);
  });

  it.each(['', '   ', '***', '(', '"', '\0'])('%j finds nothing and breaks nothing', (query) => {
    expect(titles(query)).toEqual([]);
  });
});

it('suggests published articles about the same', () => {
  const text = 'Since the driver update all labels are blank at the packing desk';
  expect(indexOf(ARTICLES).suggest(text, 2)[0]?.title).toBe('Blank output on 203 dpi heads');
  expect(
    indexOf(ARTICLES)
      .suggest('printer driver 2009', 9)
      .map(({ state }) => state),
  ).not.toContain('retired');
  expect(indexOf(ARTICLES).suggest('zzz', 3)).toEqual([]);
});

it('after changes finds what an index made anew finds', () => {
  const words = fc.constantFrom('printer', 'label', 'driver', 'switch', 'cable', 'übergabe');
  const step = fc.record({
    at: fc.nat(4),
    title: fc.array(words, { maxLength: 3 }).map((all) => all.join(' ')),
    isDropped: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), words, (steps, query) => {
      const index = ArticleIndex.empty();
      const present = new Map<string, ArticleSource>();
      for (const { at, title, isDropped } of steps) {
        const id = `article:${at}`;
        if (isDropped) {
          index.drop(id);
          present.delete(id);
        } else {
          const source = sourceOf(title, { id });
          index.put(source);
          present.set(id, source);
        }
      }
      const ids = (each: ArticleIndex): string[] =>
        each
          .query(query, 10)
          .map(({ id }) => id)
          .sort();
      expect(index.size).toBe(present.size);
      expect(ids(index)).toEqual(ids(indexOf([...present.values()])));
    }),
  );
});

describe('a stored index', () => {
  const index = indexOf(ARTICLES);

  it('answers as before, and takes changes', () => {
    const loaded = decodeIndex(structuredClone(encodeIndex(index)));
    expect(loaded?.query('printer driver', 5)).toEqual(index.query('printer driver', 5));
    expect(loaded?.query('prnter', 5)).toEqual(index.query('prnter', 5));
    expect(loaded?.stamps()).toEqual(index.stamps());
    loaded?.put(sourceOf('Roll back a printer driver', { stamp: '2', title: 'Cable colours' }));
    expect(loaded?.query('cable', 5)).toHaveLength(1);
    expect(loaded?.size).toBe(ARTICLES.length);
  });

  it.each([
    ['missing', undefined],
    ['of another version', { ...encodeIndex(index), version: INDEX_VERSION + 1 }],
    ['cut off', { ...encodeIndex(index), body: encodeIndex(index).body.slice(0, -9) }],
    ['something else', 'index'],
    ['null', null],
  ])('is not taken when it is %s', (_, stored) => {
    expect(decodeIndex(stored)).toBeNull();
  });

  it('is not taken when its parts do not belong together', () => {
    const { words } = index.snapshot();
    expect(() => ArticleIndex.from({ words, articles: [] })).toThrow('differ');
  });
});
