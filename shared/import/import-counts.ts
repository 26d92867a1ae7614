import { sentenceOf, type Said } from './sentences.ts';

/** What an import did, or would do: `rows` is the sum of the others. */
export interface ImportCounts {
  readonly rows: number;
  readonly news: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: number;
}

export const NO_COUNTS: ImportCounts = { rows: 0, news: 0, changed: 0, same: 0, refused: 0 };

/** Something said about one row. */
export interface RowNote {
  readonly row: number;
  readonly key: string;
  readonly isRefusal: boolean;
  readonly said: Said;
}

/** The same thing said of many rows, with a few of them. */
export interface CountedSaid {
  readonly said: Said;
  readonly count: number;
  readonly examples: readonly string[];
}

const EXAMPLES = 3;

/** Counts what is said again and again, in the order it was first said. */
export class SaidCounter {
  private readonly found = new Map<string, { said: Said; count: number; examples: string[] }>();

  add(said: Said, example: string): void {
    const key = JSON.stringify([said.code, said.values, said.column]);
    const known = this.found.get(key) ?? { said, count: 0, examples: [] };
    known.count += 1;
    if (known.examples.length < EXAMPLES && !known.examples.includes(example)) {
      known.examples.push(example);
    }
    this.found.set(key, known);
  }

  list(): readonly CountedSaid[] {
    return [...this.found.values()];
  }
}

/** A cell of CSV (RFC 4180); what a spreadsheet would calculate is kept from it by an apostrophe. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * What was said of the rows, as CSV with a header.
 * @param words The sentence in the reader's language; English unless given.
 */
export function notesCsv(
  notes: readonly RowNote[],
  header: readonly [string, string, string, string],
  words: (said: Said) => string = sentenceOf,
): string {
  const lines = notes.map(({ row, key, said }) =>
    [String(row), key, said.column ?? '', words(said)].map(csvCell).join(','),
  );
  return `\ufeff${[header.map(csvCell).join(','), ...lines].join('\r\n')}\r\n`;
}
