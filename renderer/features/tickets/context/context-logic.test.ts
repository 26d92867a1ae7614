import { describe, expect, it } from 'vitest';
import { indexRows } from '../queue/row-index.ts';
import { makeRow } from '../testing/rows.ts';
import { findRecords } from './find-records.ts';
import { similarTickets, titleWords } from './similar-tickets.ts';

const NOW = Date.parse('2027-03-30T06:46:00Z');

function similar(title: string, more: object = {}) {
  const rows = [
    makeRow({ id: 'a', title: 'Blank receipts at goods-in after driver 8.4.2', activityAt: NOW }),
    makeRow({ id: 'b', title: 'VPN drops every few minutes', activityAt: NOW }),
    makeRow({
      id: 'c',
      title: 'Label printer prints blank',
      category: 'Peripherals',
      activityAt: NOW,
    }),
    makeRow({
      id: 'old',
      title: 'Blank receipts driver 8.4.2',
      activityAt: NOW - 500 * 86_400_000,
    }),
    ...Array.from({ length: 40 }, (_, n) =>
      makeRow({ id: `x${n}`, title: `Printer out of paper ${n}`, activityAt: NOW }),
    ),
  ];
  const index = indexRows(rows);
  return similarTickets({ id: 'a', title, ...more }, index.rows, index.titles, NOW);
}

describe('similar tickets', () => {
  it('finds shared rare words and names them, not the ticket itself, not last year', () => {
    const found = similar('Labels come out blank after driver 8.4.2');
    expect(found.map(({ row }) => row.id)).not.toContain('a');
    expect(found.map(({ row }) => row.id)).not.toContain('old');
    expect(found[0]?.row.id).toBe('c');
    expect(found[0]?.words).toEqual(['blank']);
  });

  it('weighs words that every second title has lightly', () => {
    expect(similar('Printer')).toEqual([]);
  });

  it('says when the category is the same', () => {
    expect(similar('Blank labels', { category: 'Peripherals' })[0]?.sameCategory).toBe(true);
  });

  it('has nothing to say to an empty title', () => {
    expect(similar('')).toEqual([]);
    expect([...titleWords('The printer is not on').keys()]).toEqual(['printer']);
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
