import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPictures } from './article-form.ts';
import { linkAddress } from './link-dialog.tsx';
import { triesFor } from './shrink-picture.ts';

describe('a picture is made small', () => {
  it('never larger than it was, never wider than the text needs, in its own shape', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const tries = triesFor(width, height);
        expect(tries.length).toBeGreaterThan(0);
        for (const attempt of tries) {
          expect(attempt.width).toBeLessThanOrEqual(Math.min(width, 1_600));
          expect(attempt.height).toBeLessThanOrEqual(Math.min(height, 1_600));
          const isThin = attempt.width === 1 || attempt.height === 1;
          const isSameShape = Math.abs(attempt.width * height - attempt.height * width);
          expect(isThin || isSameShape <= width + height).toBe(true);
        }
      }),
    );
  });

  it('is stored with the text that shows it, and only once', () => {
    const id = 'article:01J0000000000000000000000A';
    const picture = {
      name: 'a',
      mediaType: 'image/webp',
      data: 'AA==',
      widthPixels: 1,
      heightPixels: 1,
    };
    const pending = new Map([
      [id, picture],
      ['article:01J0000000000000000000000B', picture],
    ]);
    const text = `![a](outpost-picture:${id}) and again ![a](outpost-picture:${id})`;
    expect(newPictures('article:X', text, pending).map((each) => each.id)).toEqual([id]);
  });
});

it.each([
  ['https://example.org/a', 'https://example.org/a'],
  [' example.org/a ', 'https://example.org/a'],
  ['https://example.org/a_(b)', 'https://example.org/a_%28b%29'],
  ['mailto:desk@example.org', 'mailto:desk@example.org'],
  ['javascript:alert(1)', null],
  ['data:text/html,x.y', null],
  ['some words', null],
  ['', null],
])('%j as an address is %j', (typed, expected) => {
  expect(linkAddress(typed)).toBe(expected);
});
