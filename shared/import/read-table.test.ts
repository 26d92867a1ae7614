import { describe, expect, it } from 'vitest';
import { csvCell, notesCsv } from './import-counts.ts';
import { guessDateOrder, readDate } from './read-date.ts';
import { readTable } from './read-table.ts';
import { ImportFileError } from './sentences.ts';
import { sniffText } from './sniff-text.ts';

function refusal(text: string): string {
  try {
    readTable(text);
  } catch (error) {
    if (error instanceof ImportFileError) return error.message;
    throw error;
  }
  return 'taken';
}

const bytes = (...values: readonly number[]): Uint8Array => new Uint8Array(values);

describe('hostile files', () => {
  it.each([
    ['', 'The file is empty.'],
    [' \n\n', 'The file is empty.'],
    ['number,title\n', 'The file has a header and no rows.'],
    ['one column\nrow', 'No line of the file has a header with at least two columns.'],
    [
      'a,b\n1,"two\n3,4',
      'Row 2 has a quotation mark that is never closed, so where its values end cannot be told.',
    ],
    [
      `${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',')}\n1`,
      'The file has 10000 columns; at most 1000 are taken.',
    ],
    ['[]', 'The file is empty.'],
    ['[1,2]', 'No line of the file has a header with at least two columns.'],
  ])('are refused with a sentence, case %#', (text, sentence) => {
    expect(refusal(text)).toBe(sentence);
  });

  it('says what is wrong with JSON', () => {
    expect(refusal('[{"a":1},')).toMatch(/^The file is no JSON: /);
  });

  it('reads formulas, halves of characters and names of object parts as text', () => {
    const { columns, rows } = readTable('number,__proto__,constructor\n=1+1,\ud800x,@SUM(A1)\n');
    expect(columns).toEqual(['number', '__proto__', 'constructor']);
    expect(rows[0]?.cells).toEqual(['=1+1', '\ufffdx', '@SUM(A1)']);
  });

  it('keeps a row of the wrong width out, and only that', () => {
    const { rows } = readTable('a,b\n1,2,3\n4,5\n');
    expect(rows.map(({ row, problem }) => [row, problem?.code])).toEqual([
      [2, 'row-cells'],
      [3, undefined],
    ]);
  });

  it('does not let a report calculate in a spreadsheet', () => {
    expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
    expect(csvCell('-12')).toBe('-12');
    const said = { code: 'value-date', values: { value: '@x' }, column: 'opened' } as const;
    expect(
      notesCsv([{ row: 2, key: '+1', isRefusal: true, said }], ['Row', 'Number', 'Column', 'Said']),
    ).toBe(`\ufeffRow,Number,Column,Said\r\n2,'+1,opened,“@x” is no date and time.\r\n`);
  });
});

describe('what a file is', () => {
  it.each([
    ['a;b\r\n1;"x;y"\r\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['\ufeffa,b\n1,2\n', ','],
  ])('%j is parted by %j', (text, delimiter) => {
    const table = readTable(text);
    expect(table.delimiter).toBe(delimiter);
    expect(table.columns[0]).toBe('a');
  });

  it('finds the header behind the title of a report, and tells equal columns apart', () => {
    expect(readTable('Tickets of May\nnumber,state,state\n1,New,Open\n').columns).toEqual([
      'number',
      'state',
      'state (2)',
    ]);
  });

  it('takes JSON as an array, in an envelope and line by line, a broken line being one bad row', () => {
    expect(readTable('{"result":[{"number":"1","n":2}]}').rows[0]?.cells).toEqual(['1', '2']);
    const lines = readTable('{"number":"1"}\nnonsense\n{"number":"3"}\n');
    expect(lines.kind).toBe('json-lines');
    expect(lines.rows.map(({ row, problem }) => [row, problem?.code])).toEqual([
      [1, undefined],
      [2, 'row-json'],
      [3, undefined],
    ]);
  });

  it('is decided by its bytes', () => {
    expect(sniffText(bytes(0x63, 0xc3, 0xa9))).toMatchObject({ encoding: 'utf-8' });
    expect(sniffText(bytes(0x63, 0xe9))).toMatchObject({ encoding: 'windows-1252' });
    expect(sniffText(bytes(0xff, 0xfe, 0x61, 0))).toMatchObject({ encoding: 'utf-16le' });
    expect(sniffText(bytes(0x50, 0x4b, 3, 4))).toEqual({ problem: 'workbook' });
    expect(sniffText(bytes(1, 0, 2))).toEqual({ problem: 'binary' });
    expect(sniffText(bytes())).toEqual({ problem: 'empty' });
  });
});

describe('dates', () => {
  const iso = (
    text: string,
    order: 'ymd' | 'dmy' | 'mdy',
    zone = 'Europe/Berlin',
  ): string | null => {
    const ms = readDate(text, order, zone);
    return ms === null ? null : new Date(ms).toISOString();
  };

  it('are read in a named zone and order', () => {
    expect(iso('2024-07-02 10:11:12', 'dmy')).toBe('2024-07-02T08:11:12.000Z');
    expect(iso('02.01.2024 10:11', 'dmy')).toBe('2024-01-02T09:11:00.000Z');
    expect(iso('1/2/24 3:04 PM', 'mdy')).toBe('2024-01-02T14:04:00.000Z');
    expect(iso('2024-01-02T10:11:12+05:00', 'mdy')).toBe('2024-01-02T05:11:12.000Z');
    expect(iso('31/12/2024', 'dmy', 'Etc/UTC')).toBe('2024-12-31T00:00:00.000Z');
    for (const bad of ['2024-13-01', '31/02/2024', '12/2024', 'yesterday', '1/2/2024 13:00 PM']) {
      expect(iso(bad, 'dmy')).toBeNull();
    }
  });

  it('tell their order over the whole file, or are asked about', () => {
    expect(guessDateOrder(['2024-01-02', ''])).toEqual({ order: 'ymd' });
    expect(guessDateOrder(['01/02/2024', '01/13/2024'])).toMatchObject({ order: 'mdy' });
    expect(guessDateOrder(['01/02/2024', '25-01-2024'])).toMatchObject({ order: 'dmy' });
    expect(guessDateOrder(['01/02/2024', '03/04/2024'])).toEqual({
      order: 'ambiguous',
      example: '01/02/2024',
    });
    expect(guessDateOrder(['01/13/2024', '13/01/2024'])).toMatchObject({ order: 'ambiguous' });
  });
});
