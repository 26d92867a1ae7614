import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold, indexTerms, queryWords } from './terms.ts';

it.each([
  ['Wi-Fi', 'wifi'],
  ['WiFi', 'wifi'],
  ['Übertragung', 'ubertragung'],
  ['Übertragung', 'uebertragung'],
  ['Straße', 'strasse'],
  ['Yıldız Dvořák', 'dvorak'],
  ['KB3096482', '3096482'],
  ['KB-0042', 'kb0042'],
  ['0x80070005', '80070005'],
  ["can't", 'cant'],
  ['ERR_CONNECTION_RESET', 'connection'],
  ['policies', 'policy'],
  ['printers', 'printer'],
])('%s is found as %s', (text, term) => {
  expect(indexTerms(text)).toContain(term);
});

it.each(['status', 'dns', 'class', 'analysis'])('%s is no plural', (word) => {
  expect(indexTerms(word)).toEqual([word]);
});

it('every word of a text is found by typing it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const terms = new Set(indexTerms(text));
      for (const { alternatives, isLast } of queryWords(text)) {
        const isFound = alternatives.some((all) => all.every((term) => terms.has(term)));
        // Only a stop word may be missing, and only at the end, where it may grow into another word.
        expect(isFound || isLast || indexTerms(text).length === 0).toBe(true);
      }
    }),
  );
});

it('drops words that are everywhere, except the one that is typed', () => {
  expect(queryWords('how to reset the').map(({ alternatives }) => alternatives[0]?.[0])).toEqual([
    'how',
    'reset',
    'the',
  ]);
});

it('takes the last words of a pasted page', () => {
  expect(queryWords('word '.repeat(5000))).toHaveLength(16);
});

it('folds the same text written in two ways to one', () => {
  expect(fold('u\u0308ber')).toBe(fold('über'));
});
