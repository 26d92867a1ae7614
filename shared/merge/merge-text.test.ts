import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeText } from './merge-text.ts';

const base = ['Check the cable.', '', 'Restart the spooler.', '', 'Print a test page.'].join('\n');

describe('merging a text by lines', () => {
  it.each([
    [
      'keeps edits of different paragraphs',
      base.replace('cable', 'red cable'),
      base.replace('a test page', 'two test pages'),
      base.replace('cable', 'red cable').replace('a test page', 'two test pages'),
    ],
    [
      'keeps a paragraph here and one taken out there',
      `Before anything else: breathe.\n\n${base}`,
      base.replace('\n\nPrint a test page.', ''),
      'Before anything else: breathe.\n\nCheck the cable.\n\nRestart the spooler.',
    ],
    ['takes the same edit once', `${base}\nDone.`, `${base}\nDone.`, `${base}\nDone.`],
    ['takes the only edit', base, `${base}\nDone.`, `${base}\nDone.`],
    [
      'gives up on the same line',
      base.replace('cable', 'red cable'),
      base.replace('cable', 'blue cable'),
      null,
    ],
    ['gives up on two endings', `${base}\nCall Denise.`, `${base}\nCall Tobias.`, null],
    [
      'gives up on neighbouring lines, whose order is open',
      base.replace('Restart the spooler.', 'Restart the server.'),
      base.replace('Restart the spooler.\n', 'Restart the spooler.\nWait.\n'),
      null,
    ],
  ])('%s', (_what, mine, theirs, expected) => {
    expect(mergeText(base, mine, theirs)).toBe(expected);
    expect(mergeText(base, theirs, mine), 'whoever merges').toBe(expected);
  });

  it('does not stand still on texts without a line in common', () => {
    const lines = (word: string): string =>
      Array.from({ length: 70_000 }, (_, at) => `${word} ${String(at)}`).join('\n');
    expect(mergeText(lines('a'), lines('b'), `${lines('a')}\nend`)).toBeNull();
  });

  it('does not stand still on long texts of blank lines, and asks instead', () => {
    const blank = (end: string): string => `${'a\n\n'.repeat(20_000)}${end}`;
    expect(mergeText(`1\n${blank('1')}`, `2\n${blank('2')}`, `3\n${blank('3')}`)).toBeNull();
  });

  it('keeps far-off edits of a long text with many blank lines', () => {
    const lines = Array.from({ length: 20_000 }, (_, at) =>
      at % 2 === 0 ? `step ${String(at)}` : '',
    );
    const edited = (at: number): string => lines.with(at, 'edited').join('\n');
    const both = lines.with(10_000, 'edited').with(10_100, 'edited').join('\n');
    expect(mergeText(lines.join('\n'), edited(10_000), edited(10_100))).toBe(both);
  });
});

const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 9 });

describe('merging texts in general', () => {
  it('is one side where the other changed nothing, and the same for both', () => {
    fc.assert(
      fc.property(text, text, text, (b, m, t) => {
        const [base, mine, theirs] = [b.join('\n'), m.join('\n'), t.join('\n')];
        expect(mergeText(base, mine, base)).toBe(mine);
        expect(mergeText(base, base, theirs)).toBe(theirs);
        expect(mergeText(base, mine, theirs)).toBe(mergeText(base, theirs, mine));
      }),
    );
  });

  it('applies edits of far-off places exactly as each side made them', () => {
    const edit = fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 });
    fc.assert(
      fc.property(edit, edit, fc.integer({ min: 1, max: 4 }), (first, last, gap) => {
        const middle = Array.from({ length: gap }, (_, at) => `line ${String(at)}`);
        const of = (head: readonly string[], tail: readonly string[]): string =>
          [...head, ...middle, ...tail].join('\n');
        const base = of(['top'], ['bottom']);
        expect(mergeText(base, of(first, ['bottom']), of(['top'], last))).toBe(of(first, last));
      }),
    );
  });
});
