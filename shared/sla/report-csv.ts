/** A number is written as one, with a point; null is an empty cell. */
export type CsvCell = string | number | null;

/** Tells a spreadsheet that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet takes for the beginning of a formula, the wide forms of East Asia included. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Rows as CSV after RFC 4180: CRLF, quotes where they are needed. A text that a spreadsheet would
 * run as a formula gets an apostrophe in front, since titles are written by anybody.
 */
export function csvOf(rows: Iterable<readonly CsvCell[]>): string {
  let text = BYTE_ORDER_MARK;
  for (const row of rows) text += csvLine(row);
  return text;
}

/** One row of it, for a file that is made bit by bit. */
export function csvLine(row: readonly CsvCell[]): string {
  return `${row.map(cellOf).join(',')}\r\n`;
}

function cellOf(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
