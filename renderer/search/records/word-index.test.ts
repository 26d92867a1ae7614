import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { similarTerms, sharedLetters } from './similar-terms.ts';
import type { WantedWord } from './segment-search.ts';
import { WordIndex } from './word-index.ts';
import { packSegment, unpackSegment } from './word-segment.ts';

const TITLE = 1;
const BODY = 2;
const WORTH = new Map([
  [TITLE, 4],
  [BODY, 1],
]);

function put(index: WordIndex, id: string, title: string, body = '', stamp = 1): void {
  index.put({
    id,
    stamp,
    boost: 1,
    fields: [
      [TITLE, title],
      [BODY, body],
    ],
  });
}

function word(term: string, part: Partial<WantedWord[number]> = {}): WantedWord {
  return [{ terms: term.split('+'), isPrefix: false, slips: 0, weight: 1, ...part }];
}

function find(index: WordIndex, ...words: WantedWord[]): string[] {
  return index.search({ words, worth: WORTH, limit: 50 }).hits.map(({ id }) => id);
}

describe('a question', () => {
  const index = new WordIndex();
  put(index, 'a', 'Printer prints blank', 'driver rolled back');
  put(index, 'b', 'Scanner offline', 'the printer works');
  put(index, 'c', 'INC-1042 follow-up');

  it.each([
    ['in the title before in the text', [word('printer')], ['a', 'b']],
    ['all words or nothing', [word('printer'), word('scanner')], ['b']],
    ['the beginning of a word', [word('scan', { isPrefix: true })], ['b']],
    ['two letters changed about', [word('pritner', { slips: 1 })], ['a', 'b']],
    ['terms that belong together', [word('inc+1042')], ['c']],
    ['terms that belong together, begun', [word('inc+10', { isPrefix: true })], ['c']],
    ['nothing', [word('modem')], []],
  ] as const)('finds %s', (_, words, ids) => {
    expect(find(index, ...words)).toEqual(ids);
  });

  it('leaves out what has a word that was excluded, and fields that are not asked', () => {
    const words = [word('printer')];
    const answer = (part: object) => index.search({ words, worth: WORTH, limit: 5, ...part });
    expect(answer({ without: ['driver'] }).hits.map(({ id }) => id)).toEqual(['b']);
    expect(answer({ worth: new Map([[TITLE, 1]]) }).hits.map(({ id }) => id)).toEqual(['a']);
    expect(answer({ limit: 1 })).toMatchObject({ total: 2, hits: [{ id: 'a' }] });
    expect(answer({ accept: (id: string) => id === 'b' }).total).toBe(1);
  });

  it('with any of the words says which ones', () => {
    const words = [word('printer'), word('driver'), word('modem')];
    const { hits } = index.search({ words, worth: WORTH, limit: 5, isAny: true });
    expect(hits.map(({ id, matched }) => [id, matched])).toEqual([
      ['a', 0b011],
      ['b', 0b001],
    ]);
  });
});

const WORDS = ['printer', 'label', 'driver', 'switch', 'cable', 'übergabe', 'inc-1042', '\ud800x'];
const step = fc.record({
  at: fc.nat(9),
  title: fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }).map((all) => all.join(' ')),
  act: fc.constantFrom('put', 'put', 'put', 'drop', 'freeze', 'tidy', 'store'),
});

/** As a start reads what a session before it stored. */
function reopened(index: WordIndex): WordIndex {
  index.freeze();
  const kept = index.kept().map(({ serial, segment, dead }) => {
    const again = unpackSegment(structuredClone(packSegment(segment)));
    if (again === null) throw new Error('A stored segment came back broken.');
    return { serial, segment: again, dead: dead && new Uint8Array(dead) };
  });
  return new WordIndex(kept);
}

it('after any changes, merges and starts answers as one made anew', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.constantFrom(...WORDS), (steps, asked) => {
      let index = new WordIndex();
      const present = new Map<string, { title: string; stamp: number }>();
      for (const [n, { at, title, act }] of steps.entries()) {
        const id = `ticket:${at}`;
        if (act === 'put') {
          put(index, id, title, '', n);
          present.set(id, { title, stamp: n });
        } else if (act === 'drop') {
          expect(index.drop(id)).toBe(present.delete(id));
        } else if (act === 'freeze') {
          index.freeze();
        } else if (act === 'tidy') {
          while (index.tidy());
        } else {
          index = reopened(index);
        }
      }
      const anew = new WordIndex();
      for (const [id, { title, stamp }] of present) put(anew, id, title, '', stamp);
      const words = [word(asked.replace('-', '+').replace(/ü/, 'u'), { isPrefix: true })];
      expect(index.size).toBe(present.size);
      expect(new Map(index.stamps())).toEqual(new Map(anew.stamps()));
      expect(find(index, ...words).sort()).toEqual(find(anew, ...words).sort());
    }),
  );
});

it('takes a stored part only when it is whole', () => {
  const index = new WordIndex();
  put(index, 'a', 'Printer prints blank');
  index.freeze();
  const stored = packSegment(index.kept()[0]!.segment);
  expect(unpackSegment(stored)).not.toBeNull();
  expect(unpackSegment({ ...stored, ids: '' })).toBeNull();
  expect(unpackSegment({ ...stored, postings: stored.postings.slice(1) })).toBeNull();
});

it('takes a pasted log of 5 MB by its beginning', () => {
  const index = new WordIndex();
  put(index, 'a', 'Log', `first ${'line of a log (.*+?[ '.repeat(220_000)} last`);
  expect(find(index, word('first'))).toEqual(['a']);
  expect(find(index, word('last'))).toEqual([]);
});

function slipsBetween(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      }
      rows[i]![j] = least;
    }
  }
  return rows[a.length]![b.length]!;
}

it('finds the same similar terms as comparing each one', () => {
  const term = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(
      fc.uniqueArray(term, { maxLength: 40 }),
      term,
      fc.integer({ min: 1, max: 2 }),
      (all, wanted, most) => {
        const terms = [...all].sort();
        const found = similarTerms(terms, sharedLetters(terms), wanted, most);
        const expected = terms
          .map((each, index) => ({ index, slips: slipsBetween(each, wanted) }))
          .filter(({ slips }) => slips <= most);
        expect(found).toEqual(expected);
      },
    ),
    { numRuns: 400 },
  );
});
