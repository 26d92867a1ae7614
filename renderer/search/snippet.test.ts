import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findTerms, makeSnippet } from './snippet.ts';
import { indexTerms } from './terms.ts';

const marked = (text: string, query: string): string[] =>
  findTerms(text, indexTerms(query)).map(([start, end]) => text.slice(start, end));

it.each([
  ['Printers and a printer', 'printer', ['Printers', 'printer']],
  ['Join the Wi-Fi', 'wifi', ['Wi-Fi']],
  ['Die Straße', 'strasse', ['Straße']],
  ['Eine Übertragung', 'uebertragung', ['Übertragung']],
  ['Eine Übertragung', 'Übertragung', ['Übertragung']],
  ['All policies apply', 'policy', ['policies']],
  ['reprint', 'print', []],
  ['naïve DVOŘÁK', 'dvorak', ['DVOŘÁK']],
])('in %j %s marks %j', (text, query, expected) => {
  expect(marked(text, query)).toEqual(expected);
});

it('shows the place where most of the words stand together', () => {
  const filler = 'nothing of use here '.repeat(40);
  const text = `driver ${filler}roll back the printer driver today ${filler}printer`;
  const { text: shown, ranges } = makeSnippet(text, ['printer', 'driver']);
  expect(shown).toContain('roll back the printer driver today');
  expect(ranges.map(([start, end]) => shown.slice(start, end))).toEqual(['printer', 'driver']);
  expect(shown.startsWith('…') && shown.endsWith('…')).toBe(true);
});

it('marks only what is inside, in order, without overlaps', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
      const snippet = makeSnippet(text, indexTerms(text).slice(0, 5));
      let at = 0;
      for (const [start, end] of snippet.ranges) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBeLessThanOrEqual(snippet.text.length);
    }),
  );
});
