import type { TicketRow } from '../../../replica/ticket-row.ts';
import { numberKey } from './number-key.ts';

/** Rows with what filtering and sorting read of every one of them, worked out once. */
export interface RowIndex {
  readonly rows: readonly TicketRow[];
  /** Titles in lower case, beside the rows. */
  readonly titles: readonly string[];
  /** Sort keys of the numbers, beside the rows. */
  readonly numbers: Uint32Array;
}

export const EMPTY_INDEX: RowIndex = { rows: [], titles: [], numbers: new Uint32Array(0) };

/** The index of new rows; what did not change since the last one is taken over. */
export function indexRows(rows: readonly TicketRow[], last: RowIndex = EMPTY_INDEX): RowIndex {
  if (rows === last.rows) return last;
  const titles = new Array<string>(rows.length);
  const numbers = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const before = last.rows[i];
    titles[i] =
      before === row || before?.title === row.title ? last.titles[i]! : row.title.toLowerCase();
    numbers[i] =
      before === row || before?.number === row.number ? last.numbers[i]! : numberKey(row.number);
  }
  return { rows, titles, numbers };
}
