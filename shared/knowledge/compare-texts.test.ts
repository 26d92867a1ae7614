import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTexts, foldRows } from './compare-texts.ts';
import type { ComparedLine, ComparedTexts } from './compare-texts.ts';

function textOf(compared: ComparedTexts, side: 'left' | 'right'): string {
  return compared.rows
    .flatMap((row) => row[side] ?? [])
    .map(({ parts }: ComparedLine) => parts.map(({ text }) => text).join(''))
    .join('\n');
}

const LINES = fc
  .array(fc.constantFrom('', 'a', 'b b', 'turn the roll round', 'turn the roll twice', '| a |'))
  .map((lines) => lines.join('\n'));

describe('two texts side by side', () => {
  it('hold every line of both, in order, numbered from one', () => {
    fc.assert(
      fc.property(LINES, LINES, (before, after) => {
        const compared = compareTexts(before, after);
        expect(textOf(compared, 'left')).toBe(before);
        expect(textOf(compared, 'right')).toBe(after);
        for (const side of ['left', 'right'] as const) {
          const numbers = compared.rows.flatMap((row) => row[side]?.number ?? []);
          expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        }
      }),
    );
  });

  it('show nothing changed where nothing is', () => {
    fc.assert(
      fc.property(LINES, (text) => {
        expect(compareTexts(text, text).rows.every(({ kind }) => kind === 'same')).toBe(true);
      }),
    );
  });

  it('mark the words that changed inside a line, and whole lines that are others', () => {
    const compared = compareTexts('x\nTurn the roll round.\ny', 'x\nTurn the roll twice.\ny');
    expect(compared.rows[1]?.left?.parts).toEqual([
      { kind: 'same', text: 'Turn the roll ' },
      { kind: 'removed', text: 'round.' },
    ]);
    expect(compared.rows[1]?.right?.parts.at(-1)).toEqual({ kind: 'added', text: 'twice.' });
    const others = compareTexts('cats sleep', '1234 %%% 99');
    expect(others.rows[0]?.left?.parts).toEqual([{ kind: 'removed', text: 'cats sleep' }]);
  });

  it('do not take the square of two long texts', () => {
    const lines = (word: string): string =>
      Array.from({ length: 20_000 }, (_, n) => `${word} ${n}`).join('\n');
    const compared = compareTexts(lines('old'), lines('new'));
    expect(compared.rows).toHaveLength(20_000);
  });

  it('fold equal lines away from what differs', () => {
    const same = Array.from({ length: 30 }, (_, n) => `line ${n}`);
    const folded = foldRows(compareTexts(same.join('\n'), [...same, 'new'].join('\n')).rows);
    expect(folded[0]).toEqual({ kind: 'fold', count: 27 });
    expect(folded).toHaveLength(5);
  });
});
