import { expect, it } from 'vitest';
import type { FirstAnswer, SecondAnswer } from '../../search/search.ts';
import { EXPANDED, searchGroups, SHOWN, ticketsToRead } from './search-lines.ts';

function found(prefix: string, count: number, total = count) {
  const hits = Array.from({ length: count }, (_, n) => ({ id: `${prefix}:${n}`, score: 1 }));
  return { total, hits };
}

const marks = { terms: ['darkness'], beginning: null };

function first(part: Partial<FirstAnswer> = {}): FirstAnswer {
  return {
    kinds: ['tickets', 'articles', 'items', 'people'],
    ...{ tickets: found('ticket', 0), items: found('item', 0), people: found('person', 0) },
    ...{ articles: { total: 0, hits: [] }, marks, phrases: [], problems: [] },
    ...part,
  };
}

function second(ids: readonly string[]): SecondAnswer {
  const hits = ids.map((id) => ({ id, score: 1 }));
  return { tickets: { total: ids.length, hits }, marks, phrases: [], indexed: 9, of: 9 };
}

function finding(one: FirstAnswer, two: SecondAnswer | null = null) {
  return { text: 'x', limit: SHOWN, first: one, second: two };
}

const NONE = new Set<never>();

it('leaves out what has nothing, and offers more where there is more', () => {
  const groups = searchGroups(finding(first({ items: found('item', SHOWN, 90) })), NONE);
  expect(groups.map(({ of }) => of)).toEqual(['items']);
  expect(groups[0]?.lines.at(-1)).toMatchObject({ kind: 'more', left: 90 - SHOWN });
  const all = finding(first({ items: found('item', EXPANDED, 90) }));
  expect(searchGroups(all, new Set(['items']))[0]?.lines).toHaveLength(EXPANDED);
});

it('shows what texts have beside what titles have, with the place that has it', () => {
  const asked = finding(first({ tickets: found('ticket', SHOWN, 50) }), second(['ticket:t']));
  const texts = new Map([['ticket:t', { description: '', timeline: 'Reset the darkness.' }]]);
  const [group] = searchGroups(asked, NONE, texts);
  expect(ticketsToRead(asked, SHOWN)).toEqual(['ticket:t']);
  expect(group?.total).toBe(51);
  const line = group?.lines.find(({ key }) => key === 'ticket:t');
  expect(line?.kind === 'record' ? line.snippet : null).toEqual({
    text: 'Reset the darkness.',
    ranges: [[10, 18]],
  });
});

it('keeps of a phrase only tickets that have it word for word', () => {
  const phrases = ['paper jam'];
  const asked = finding(first({ tickets: found('ticket', 2), phrases }), second(['ticket:t']));
  const texts = new Map([
    ['ticket:1', { description: 'A jam of paper', timeline: '' }],
    ['ticket:t', { description: 'The Paper  Jam is back', timeline: '' }],
  ]);
  const headOf = (id: string): string => (id === 'ticket:0' ? 'Paper jam again' : 'Jam paper');
  const [group] = searchGroups(asked, NONE, texts, headOf);
  expect(ticketsToRead(asked, SHOWN)).toEqual(['ticket:0', 'ticket:1', 'ticket:t']);
  expect(group?.lines.map(({ key }) => key)).toEqual(['ticket:0', 'ticket:t']);
  expect(group?.total).toBe(2);
});
