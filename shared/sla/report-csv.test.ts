import { expect, it } from 'vitest';
import { csvOf } from './report-csv.ts';

const lines = (...rows: Parameters<typeof csvOf>[0][]) => rows.map((row) => csvOf(row).slice(1));

it('is read by spreadsheets as UTF-8, with one line per row', () => {
  const text = csvOf([
    ['Größe', 1.5, null],
    ['b', -2, 'c'],
  ]);
  expect(text).toBe('\uFEFFGröße,1.5,\r\nb,-2,c\r\n');
});

it('keeps commas, quotes and lines inside their cell', () => {
  expect(lines([['a,b', 'say "no"', 'two\nlines']])).toEqual([
    '"a,b","say ""no""","two\nlines"\r\n',
  ]);
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '=HYPERLINK("http://x")'])(
  'does not let a spreadsheet run %j',
  (title) => {
    const [text = ''] = lines([[title]]);
    expect(text.replace(/^"/, '')).toMatch(/^'/);
  },
);

it('writes nothing for a figure that is none', () => {
  expect(lines([[Number.NaN, Number.POSITIVE_INFINITY]])).toEqual([',\r\n']);
});
