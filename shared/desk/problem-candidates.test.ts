import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mulberry32 } from '../testkit/random.ts';
import { candidateSteps, findCandidates } from './problem-candidates.ts';
import type { IncidentFacts } from './problem-candidates.ts';
import { tellingWords } from './telling-words.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2027, 2, 1, 8);

let made = 0;
function incident(title: string, more: Partial<IncidentFacts> = {}): IncidentFacts {
  made += 1;
  return {
    id: `ticket:${String(made).padStart(4, '0')}`,
    title,
    category: 'Peripherals',
    subcategory: undefined,
    siteId: undefined,
    openedAt: START + made * DAY,
    open: true,
    itemIds: [],
    ...more,
  };
}

describe('what tells a title from others', () => {
  it.each([
    ['The printer is not working again', ['printer']],
    [
      'Labels from LP-07 come out blank after the update',
      ['labels', 'lp-07', 'come', 'blank', 'update'],
    ],
    ['Drucker in Halle 3 druckt nicht mehr', ['drucker', 'halle', 'druckt']],
    ['Error 0x80070005: access denied', ['0x80070005', 'access', 'denied']],
    ['4711 — ok?', []],
  ])('%s', (title, words) => {
    expect(tellingWords(title)).toEqual(words);
  });
});

describe('candidates', () => {
  it('one item that fails again and again, whatever people call it', () => {
    const rows = [
      incident('Printer jams', { itemIds: ['item:1'] }),
      incident('Faint left half', { itemIds: ['item:1', 'item:2'] }),
      incident('Ribbon tears', { itemIds: ['item:1'], open: false }),
      incident('Badge lost', { itemIds: ['item:2'], category: 'Security' }),
    ];
    const [only, ...others] = findCandidates(rows, { least: 3 });
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      kind: 'item',
      key: 'item item:1',
      incidentIds: rows.slice(0, 3).map(({ id }) => id),
      openCount: 2,
      item: { id: 'item:1', count: 3 },
      category: 'Peripherals',
      since: rows[0]!.openedAt,
      until: rows[2]!.openedAt,
    });
  });

  it('titles of one category that share two telling words, and says which', () => {
    const rows = [
      incident('Labels blank after driver update'),
      incident('LP-07: blank labels since the driver update'),
      incident('Driver update: labels come out blank'),
      incident('Labels stick to the roll'),
      incident('Blank labels', { category: 'Handhelds' }),
    ];
    const found = findCandidates(rows, { least: 3 });
    expect(found.map(({ incidentIds }) => incidentIds)).toEqual([
      rows.slice(0, 3).map(({ id }) => id),
    ]);
    expect(found[0]!.words).toEqual(['blank', 'driver', 'labels', 'update']);
  });

  it('many at once where few are usual, though their words differ', () => {
    const place = { category: 'Network', subcategory: 'Wi-Fi', siteId: 'place:1' };
    const rows = [
      ...Array.from({ length: 6 }, (_, n) =>
        incident(`Something ${'abcdef'[n]!.repeat(5)}`, {
          ...place,
          openedAt: START + n * 10 * 60_000,
        }),
      ),
      ...Array.from({ length: 8 }, (_, n) =>
        incident(`Other ${'ghijklmn'[n]!.repeat(5)}`, {
          ...place,
          openedAt: START + (n + 2) * 3 * DAY,
        }),
      ),
    ];
    const [burst] = findCandidates(rows, { least: 5 });
    expect(burst).toMatchObject({ kind: 'burst', siteId: 'place:1', peak: { count: 6 } });
    expect(burst!.incidentIds).toHaveLength(6);
    // Evenly over time the same number says nothing.
    const even = rows.map((row, n) => ({ ...row, openedAt: START + n * DAY }));
    expect(findCandidates(even, { least: 5 })).toEqual([]);
  });

  it('not the name of a category that stands in all its titles', () => {
    const rows = Array.from({ length: 60 }, (_, n) =>
      incident(`Printing service: floor ${'abcdefghij'[n % 10]!.repeat(3)}`),
    );
    const found = findCandidates(rows, { least: 7 });
    expect(found).toEqual([]);
  });

  it('not the words of category and subcategory alone', () => {
    const more = { category: 'Category 7', subcategory: 'Subcategory 12' };
    const rows = ['hall', 'gate', 'dock'].map((word) =>
      incident(`Category 7, Subcategory 12, ${word}`, more),
    );
    expect(findCandidates(rows, { least: 3 })).toEqual([]);
  });

  it('no incident is in two of them, and what is left must still be enough', () => {
    const both = { itemIds: ['item:1'] };
    const rows = [
      incident('Scanner wedge profile', both),
      incident('Scanner wedge broken', both),
      incident('Scanner wedge again', both),
      incident('Scanner wedge suffix'),
      incident('Scanner wedge suffix lost'),
    ];
    const found = findCandidates(rows, { least: 3 });
    expect(found.map(({ kind }) => kind)).toEqual(['item']);
    const smaller = findCandidates(rows, { least: 2 });
    expect(smaller.map(({ kind, incidentIds }) => [kind, incidentIds.length])).toEqual([
      ['item', 3],
      ['words', 2],
    ]);
  });

  it('finds nothing in nothing', () => {
    expect(findCandidates([], { least: 2 })).toEqual([]);
  });
});

/* The same by trying everything; slow and plain. */

interface Tried {
  readonly key: string;
  readonly ids: readonly string[];
}

function largestFirst(
  groupsOf: (left: readonly IncidentFacts[]) => readonly Tried[],
  all: readonly IncidentFacts[],
  least: number,
) {
  const chosen: Tried[] = [];
  let left = all;
  for (;;) {
    const best = groupsOf(left)
      .filter(({ ids }) => ids.length >= least)
      .toSorted((a, b) => b.ids.length - a.ids.length || (a.key < b.key ? -1 : 1))[0];
    if (!best) return { chosen, left };
    chosen.push(best);
    left = left.filter(({ id }) => !best.ids.includes(id));
  }
}

function byItem(left: readonly IncidentFacts[]): readonly Tried[] {
  const items = [...new Set(left.flatMap(({ itemIds }) => itemIds))];
  return items.map((item) => ({
    key: `item ${item}`,
    ids: left.filter(({ itemIds }) => itemIds.includes(item)).map(({ id }) => id),
  }));
}

function byWords(left: readonly IncidentFacts[]): readonly Tried[] {
  const words = [...new Set(left.flatMap(({ title }) => tellingWords(title)))].sort();
  const categories = [...new Set(left.map(({ category }) => category ?? ''))];
  return categories.flatMap((category) =>
    words.flatMap((a) =>
      words
        .filter((b) => a < b)
        .map((b) => ({
          key: `words ${category}: ${a} ${b}`,
          ids: left
            .filter((row) => (row.category ?? '') === category)
            .filter(({ title }) => [a, b].every((word) => tellingWords(title).includes(word)))
            .map(({ id }) => id),
        })),
    ),
  );
}

const WORDS = ['printer', 'blank', 'driver', 'label', 'jam', 'ribbon', 'scanner'] as const;
/** Without a subcategory, a site or a narrow time nothing is a burst. */
const someIncidents = fc
  .array(
    fc.record({
      words: fc.uniqueArray(fc.constantFrom(...WORDS), { maxLength: 4 }),
      category: fc.constantFrom(undefined, 'a', 'b'),
      items: fc.uniqueArray(fc.constantFrom('item:1', 'item:2', 'item:3'), { maxLength: 2 }),
    }),
    { maxLength: 24 },
  )
  .map((all) =>
    all.map(({ words, category, items }, n) => ({
      ...incident(words.join(' '), { category, itemIds: items }),
      id: `ticket:${String(n).padStart(2, '0')}`,
      openedAt: START + n * 30 * DAY,
    })),
  );

describe('against trying everything', () => {
  it('takes the same groups', () => {
    fc.assert(
      fc.property(someIncidents, fc.integer({ min: 2, max: 4 }), (rows, least) => {
        const items = largestFirst(byItem, rows, least);
        const words = largestFirst(byWords, items.left, least);
        const wanted = [...items.chosen, ...words.chosen].map(({ key, ids }) => [
          key,
          ids.toSorted(),
        ]);
        const found = findCandidates(rows, { least });
        expect(
          found.map(({ key, incidentIds }) => [key, incidentIds.toSorted()]).toSorted(),
        ).toEqual(wanted.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  it('does not ask for an order, and says the same twice', () => {
    fc.assert(
      fc.property(someIncidents, fc.integer(), (rows, seed) => {
        const random = mulberry32(seed);
        const mixed = rows
          .map((row) => ({ row, at: random() }))
          .sort((a, b) => a.at - b.at)
          .map(({ row }) => row);
        expect(findCandidates(mixed, { least: 2 })).toEqual(findCandidates(rows, { least: 2 }));
      }),
    );
  });
});

describe('a large workspace', () => {
  it('is worked through in many small steps', () => {
    const rows = Array.from({ length: 5_000 }, (_, n) =>
      incident(`${WORDS[n % 7]!} ${WORDS[(n * 3) % 7]!} number${n % 50}`, {
        openedAt: START + n * HOUR,
      }),
    );
    const steps = candidateSteps(rows, { least: 5 });
    let count = 0;
    while (steps.next().done !== true) count += 1;
    expect(count).toBeGreaterThan(20);
  });
});
