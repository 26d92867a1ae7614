import { describe, expect, it } from 'vitest';
import { makeRow } from '../testing/rows.ts';
import { findRecords } from './find-records.ts';
import { titleWords, toSimilarities } from './similar-tickets.ts';

function similar(terms: readonly string[]) {
  const row = makeRow({ id: 'c', title: 'Label printer prints blank' });
  const hits = ['c', 'gone'].map((id) => ({
    ...{ id, score: 3, terms, sameCategory: true, sameService: false },
  }));
  return toSimilarities(hits, (id) => (id === 'c' ? row : undefined));
}

describe('similar tickets', () => {
  it('names the shared words as the other title writes them, without tickets that are gone', () => {
    expect(similar(['blank', 'label'])).toEqual([
      expect.objectContaining({ words: ['Label', 'blank'], sameCategory: true }),
    ]);
  });

  it('asks only for words that tell a title from others', () => {
    expect([...titleWords('The printer is not on').keys()]).toEqual(['printer']);
    expect([...titleWords('').keys()]).toEqual([]);
  });
});

describe('finding a record to link', () => {
  const item = (id: string, name: string) =>
    ({
      id,
      name,
      number: 'CI-1',
      className: 'printer',
      status: 'operational',
      criticality: 'low',
      updatedAt: 0,
    }) as never;

  it('offers items first, then tickets, never what is linked', () => {
    const items = [item('item:1', 'PRN-L3-07'), item('item:2', 'PRN-L3-11')];
    const tickets = [makeRow({ id: 'ticket:9', number: 'INC-9', title: 'prn offline' })];
    const found = findRecords('prn', items, tickets, new Set(['item:2']));
    expect(found.map(({ id }) => id)).toEqual(['item:1', 'ticket:9']);
    expect(findRecords('', items, tickets, new Set()).map(({ id }) => id)).toEqual([
      'item:1',
      'item:2',
    ]);
    expect(findRecords('prn 07', items, tickets, new Set())).toHaveLength(1);
  });
});
