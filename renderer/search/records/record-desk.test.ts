import { describe, expect, it } from 'vitest';
import type { QueryRow } from '../../../shared/query/ticket-query.ts';
import { markText } from './mark-text.ts';
import { RecordDesk } from './record-desk.ts';
import type { TicketFact } from './record-facts.ts';

const NOW_MS = Date.parse('2027-03-30T08:00:00Z');
const asker = { meId: 'person:me', userName: 'me', nowMs: NOW_MS };

function fact(id: string, title: string, part: Partial<QueryRow> = {}): TicketFact {
  const row: QueryRow = {
    ...{ kind: 'incident', number: `INC-10${id}`, title, state: 'new', open: true, priority: 3 },
    ...{ assigneeId: undefined, assigneeName: '', teamName: '', siteName: '', requesterName: '' },
    ...{ serviceName: '', category: '', subcategory: '', origin: 'phone', holdReason: '' },
    ...{ openedAt: NOW_MS, activityAt: NOW_MS, resolvedAt: undefined, reopens: 0 },
    ...{ reassignments: 0, satisfaction: undefined, watchers: [], parentNumber: '' },
    ...{ majorStage: '', vip: false, major: false, knownError: false, unsent: false, sla: null },
    ...part,
  };
  return { id: `ticket:${id}`, row, itemNames: '' };
}

function text(id: string, head: string, description: string, timeline = '') {
  return { id: `ticket:${id}`, stamp: 1, boost: 1, head, description, timeline };
}

function deskOfFour(): RecordDesk {
  const desk = new RecordDesk();
  desk.putTickets([
    fact('1', 'Labels come out blank', { requesterName: 'Marit Solheim', priority: 1 }),
    fact('2', 'Scanner offline', { state: 'closed', open: false, assigneeId: 'person:me' }),
    { ...fact('3', 'Slow since the update', { category: 'Network' }), itemNames: 'sw-lej-06' },
    fact('4', 'Übergabe der Drucker'),
  ]);
  desk.putTexts([
    text('1', 'INC-101 Labels come out blank Marit Solheim', 'Driver 8.4.2 resets darkness'),
    text('2', 'INC-102 Scanner offline', 'Battery', 'Driver rolled back, darkness is fine'),
  ]);
  desk.putItems([
    {
      ...{ id: 'item:1', name: 'sw-lej-06', marks: 'CI-000011 NL-20011 LEJF2AKZUN' },
      ...{ about: 'Cisco Catalyst 10.20.30.41', siteName: 'Hall 3, Leipzig DC', isGone: false },
    },
    {
      ...{ id: 'item:2', name: 'sw-rlg-02', marks: 'CI-000443', about: 'Cisco Catalyst' },
      ...{ siteName: 'Reykjavik', isGone: true },
    },
  ]);
  desk.putPeople([
    {
      ...{ id: 'person:1', name: 'Marit Solheim', siteName: 'Leipzig DC', about: 'Shift lead' },
      marks: 'marit.solheim@nordlicht.example msolheim +49 341 555 493415550210',
    },
  ]);
  return desk;
}

function first(desk: RecordDesk, typed: string) {
  const { tickets, items, people } = desk.first({ text: typed, asker, limit: 10 });
  return [...tickets.hits, ...items.hits, ...people.hits].map(({ id }) => id);
}

describe('the first stage', () => {
  const desk = deskOfFour();

  it.each([
    ['INC-101', ['ticket:1']],
    ['labels bla', ['ticket:1']],
    ['lables blank', ['ticket:1']],
    ['marit', ['ticket:1', 'person:1']],
    ['sw-lej-06', ['ticket:3', 'item:1']],
    ['nl-20011', ['item:1']],
    ['LEJF2AKZUN', ['item:1']],
    ['10.20.30', ['item:1']],
    ['catalyst', ['item:1', 'item:2']],
    ['msolheim', ['ticket:1', 'person:1']],
    ['marit.solheim@nordlicht', ['person:1']],
    ['493415550210', ['person:1']],
    ['ubergabe', ['ticket:4']],
    ['darkness', []],
    ['state:open blank', ['ticket:1']],
    ['state:closed', ['ticket:2']],
    ['assignee:me', ['ticket:2']],
    ['priority:1', ['ticket:1']],
    ['category:network slow', ['ticket:3']],
    ['site:leipzig catalyst', ['item:1']],
    ['in:people marit', ['person:1']],
    ['blank -labels', []],
    ['blank -darkness', []],
    ['in:nowhere scanner', ['ticket:2']],
  ])('%j finds %j', (typed, ids) => {
    expect(first(desk, typed)).toEqual(ids);
  });

  it.each([
    '',
    '(',
    '[a-',
    '\\',
    '"',
    '-',
    ':',
    'in:',
    '\ud800',
    '*'.repeat(500),
    'x'.repeat(9_999),
  ])('%j breaks nothing', (typed) => {
    expect(first(desk, typed)).toEqual([]);
    expect(desk.second({ text: typed, asker, limit: 5 }).tickets.hits).toEqual([]);
  });

  it('says what it did not understand', () => {
    const { problems, kinds } = desk.first({ text: 'in:attic state:odd sla:<2h', asker, limit: 5 });
    expect(problems.map(({ kind }) => kind)).toEqual(['place', 'field', 'clock']);
    expect(kinds).toHaveLength(4);
  });

  it('marks what it found, also what was begun or mistyped', () => {
    const marked = (typed: string, shown: string): string[] => {
      const { marks } = desk.first({ text: typed, asker, limit: 5 });
      return markText(shown, marks).map(([from, to]) => shown.slice(from, to));
    };
    expect(marked('lables bla', 'Labels come out blank')).toEqual(['Labels', 'blank']);
    expect(marked('ubergabe', 'Übergabe der Drucker')).toEqual(['Übergabe']);
  });
});

describe('the second stage', () => {
  const second = (typed: string): readonly string[] =>
    deskOfFour()
      .second({ text: typed, asker, limit: 10 })
      .tickets.hits.map(({ id }) => id);

  it('finds what only description or timeline have, and words of both together', () => {
    expect(second('darkness')).toEqual(['ticket:1', 'ticket:2']);
    expect(second('scanner darkness')).toEqual(['ticket:2']);
    expect(second('driver -battery')).toEqual(['ticket:1']);
    expect(second('state:closed driver')).toEqual(['ticket:2']);
  });

  it('leaves to the first stage what that one finds', () => {
    expect(second('blank')).toEqual([]);
    expect(second('in:articles darkness')).toEqual([]);
  });

  it('says how far it is', () => {
    const answer = deskOfFour().second({ text: 'driver', asker, limit: 5 });
    expect(answer).toMatchObject({ indexed: 2, of: 4 });
  });
});

describe('what changes', () => {
  it('is found under its new words and no more under the old', () => {
    const desk = deskOfFour();
    desk.putTickets([fact('1', 'Toner is empty')]);
    expect(first(desk, 'blank')).toEqual([]);
    expect(first(desk, 'toner')).toEqual(['ticket:1']);
    desk.drop(['ticket:1', 'item:1']);
    expect(first(desk, 'toner')).toEqual([]);
    expect(first(desk, 'lej')).toEqual(['ticket:3']);
  });

  it('is kept for the next start, which drops what was not told again', () => {
    const desk = new RecordDesk();
    desk.load(deskOfFour().kept());
    const again = fact('1', 'Labels come out blank', {
      ...{ requesterName: 'Marit Solheim', priority: 1 },
    });
    expect(desk.putTickets([again])).toBe(false);
    expect(desk.putTickets([fact('2', 'Renamed meanwhile')])).toBe(true);
    expect(desk.settle()).toBe(true);
    expect(first(desk, 'blank')).toEqual(['ticket:1']);
    expect(first(desk, 'catalyst')).toEqual([]);
    expect(desk.textStamps().map(([id]) => id)).toEqual(['ticket:1', 'ticket:2']);
  });
});

describe('tickets like another', () => {
  const many = Array.from({ length: 40 }, (_, n) => fact(`x${n}`, `Printer out of paper ${n}`));
  const like = (title: string, category = '') => {
    const desk = new RecordDesk();
    desk.putTickets([
      fact('a', 'Blank receipts at goods-in after driver 8.4.2'),
      fact('c', 'Label printer prints blank', { category: 'Peripherals' }),
      fact('old', 'Blank receipts driver', { activityAt: NOW_MS - 500 * 86_400_000 }),
      ...many,
    ]);
    return desk.like({ id: 'ticket:a', title, category, serviceName: '', nowMs: NOW_MS }, 4);
  };

  it('share rare words and say which; not the ticket itself, not last year', () => {
    const found = like('Labels come out blank after driver 8.4.2');
    expect(found.map(({ id }) => id)).toEqual(['ticket:c']);
    expect([...(found[0]?.terms ?? [])].sort()).toEqual(['blank', 'label']);
  });

  it('do not share only what every second title has', () => {
    expect(like('Printer')).toEqual([]);
    expect(like('')).toEqual([]);
  });

  it('say when the category is the same', () => {
    expect(like('Blank labels', 'Peripherals')[0]?.sameCategory).toBe(true);
  });
});
