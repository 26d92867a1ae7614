import Papa from 'papaparse';
import { cleanText } from './clean-text.ts';
import { ImportFileError, type Said } from './sentences.ts';

/** A file as a table of texts: what came is text, whatever a spreadsheet would make of it. */
export interface ImportTable {
  readonly kind: 'csv' | 'json' | 'json-lines';
  /** Of CSV. */
  readonly delimiter?: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** As a spreadsheet counts: the header is row 1. Of JSON the position, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
  /** Why the row cannot be taken. */
  readonly problem?: Said;
}

const MAX_COLUMNS = 1_000;
/** Lines before the header that some exports put there: a title, the date of the report. */
const PREAMBLE = 5;
const DELIMITERS = [',', ';', '\t', '|'];

/** @throws ImportFileError where nothing can be made of it. */
export function readTable(text: string): ImportTable {
  const start = text.trimStart();
  if (start === '') throw new ImportFileError('file-empty');
  if (start.startsWith('[')) return readJson(start);
  if (start.startsWith('{')) return readObjects(start);
  return readCsv(text);
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** The first line with two names. */
function headerAt(lines: readonly (readonly string[])[]): number {
  return lines
    .slice(0, PREAMBLE)
    .findIndex((cells) => cells.filter((cell) => cell.trim() !== '').length >= 2);
}

/** Guessed over the first lines that are not empty. */
function delimiterOf(text: string): string {
  const { meta } = Papa.parse(text, {
    preview: 20,
    skipEmptyLines: 'greedy',
    delimitersToGuess: DELIMITERS,
  });
  return meta.delimiter;
}

function readCsv(text: string): ImportTable {
  const plain = text.replace(/^\ufeff/, '');
  const parsed = Papa.parse<string[]>(plain, { delimiter: delimiterOf(plain) });
  const open = parsed.errors.find(({ code }) => code === 'MissingQuotes');
  if (open) throw new ImportFileError('file-quotes', { row: (open.row ?? 0) + 1 });
  const lines = parsed.data;
  const at = headerAt(lines);
  if (at < 0) throw new ImportFileError('file-no-columns');
  const columns = distinct(lines[at]!);
  const rows = lines.flatMap((cells, index) =>
    index <= at || isBlank(cells) ? [] : [csvRow(index + 1, cells, columns.length)],
  );
  if (rows.length === 0) throw new ImportFileError('file-header-only');
  return { kind: 'csv', delimiter: parsed.meta.delimiter, columns, rows };
}

function csvRow(row: number, cells: readonly string[], columns: number): TableRow {
  // Some tools end each row with a delimiter.
  const given = cells.length === columns + 1 && cells.at(-1) === '' ? cells.slice(0, -1) : cells;
  if (given.length === columns) return { row, cells: given.map(cleanText) };
  const problem: Said = { code: 'row-cells', values: { count: given.length, columns } };
  return { row, cells: given.slice(0, columns).map(cleanText), problem };
}

/** Column names as they are, made distinct where two are called alike. */
function distinct(names: readonly string[]): readonly string[] {
  if (names.length > MAX_COLUMNS) {
    throw new ImportFileError('file-columns', { count: names.length, most: MAX_COLUMNS });
  }
  const seen = new Map<string, number>();
  return names.map((name, at) => {
    const plain = cleanText(name).trim() || `Column ${at + 1}`;
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    return count === 1 ? plain : `${plain} (${count})`;
  });
}

function readJson(text: string): ImportTable {
  return jsonTable('json', asRows(parseJson(text)));
}

/** One object around the rows, or one object a line. */
function readObjects(text: string): ImportTable {
  try {
    const whole: unknown = JSON.parse(text);
    return jsonTable('json', asRows(whole));
  } catch (error) {
    if (error instanceof ImportFileError) throw error;
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (lines.length < 2) return jsonTable('json', asRows(parseJson(text)));
    return jsonTable('json-lines', lines.map(lineValue));
  }
}

function lineValue(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ImportFileError('file-json', { why: (error as Error).message });
  }
}

const WRAPPERS = ['records', 'result', 'results', 'data', 'tickets'] as const;

function asRows(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (!isObject(value)) return [];
  const inside = WRAPPERS.map((name) => value[name]).find(Array.isArray);
  return inside === undefined ? [value] : (inside as readonly unknown[]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonTable(kind: 'json' | 'json-lines', values: readonly unknown[]): ImportTable {
  if (values.length === 0) throw new ImportFileError('file-empty');
  const names = new Set<string>();
  for (const value of values)
    if (isObject(value)) for (const name of Object.keys(value)) names.add(name);
  if (names.size === 0) throw new ImportFileError('file-no-columns');
  const given = [...names];
  const columns = distinct(given);
  const rows = values.map((value, at): TableRow => {
    const row = at + 1;
    if (!isObject(value)) return { row, cells: [], problem: { code: 'row-json' } };
    return { row, cells: given.map((name) => jsonText(own(value, name))) };
  });
  return { kind, columns, rows };
}

function own(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** ServiceNow writes `{display_value, value}` where both were asked for. */
function jsonText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isObject(value)) {
    const shown = value['display_value'] ?? value['value'] ?? value['name'];
    if (shown !== undefined && !isObject(shown)) return jsonText(shown);
  }
  return cleanText(JSON.stringify(value));
}
