import { plainWord } from './clean-text.ts';
import type { ImportField, WordField } from './fields.ts';
import { columnUse, type Mapping } from './mapping.ts';
import { readDate } from './read-date.ts';
import type { Said, SentenceCode } from './sentences.ts';

interface Cell {
  readonly column: string;
  readonly text: string;
}

/** Where the columns of a file go; worked out once for all rows. */
export class ColumnPlan {
  private readonly byField = new Map<ImportField, number[]>();
  /** Lines of the description. */
  readonly asText: readonly number[];
  readonly columns: readonly string[];

  constructor(columns: readonly string[], mapping: Mapping) {
    this.columns = columns;
    const asText: number[] = [];
    columns.forEach((column, at) => {
      const use = columnUse(mapping, column);
      if (use === 'text') asText.push(at);
      else if (use !== 'skip') this.byField.set(use, [...(this.byField.get(use) ?? []), at]);
    });
    this.asText = asText;
  }

  has(field: ImportField): boolean {
    return this.byField.has(field);
  }

  indexes(field: ImportField): readonly number[] {
    return this.byField.get(field) ?? [];
  }

  /** The column of a field, for problems. */
  nameOf(field: ImportField): string {
    return this.columns[this.indexes(field)[0] ?? -1] ?? field;
  }
}

/** Reads one row by a mapping; every problem names its column. */
export class ImportRowReader {
  readonly problems: Said[] = [];
  readonly warnings: Said[] = [];
  /** Lines that find no field; they end the description. */
  readonly lines: string[] = [];
  private readonly cells: readonly string[];
  private readonly plan: ColumnPlan;
  private readonly mapping: Mapping;

  constructor(cells: readonly string[], plan: ColumnPlan, mapping: Mapping) {
    this.cells = cells;
    this.plan = plan;
    this.mapping = mapping;
  }

  has(field: ImportField): boolean {
    return this.plan.has(field);
  }

  fail(field: ImportField, code: SentenceCode, values: Said['values'] = {}): void {
    this.problems.push({ code, values, column: this.plan.nameOf(field) });
  }

  warn(code: SentenceCode, values: Said['values'] = {}): void {
    this.warnings.push({ code, values });
  }

  /** A value that has no field of its own. */
  keepAsLine(field: ImportField, text: string): void {
    this.lines.push(`${this.plan.nameOf(field)}: ${text}`);
  }

  /** All columns of a field that are not empty. */
  filled(field: ImportField): readonly Cell[] {
    return this.plan.indexes(field).flatMap((at) => {
      const text = (this.cells[at] ?? '').trim();
      return text === '' ? [] : [{ column: this.plan.columns[at]!, text }];
    });
  }

  text(field: ImportField, most: number): string | undefined {
    const text = this.filled(field)[0]?.text;
    if (text === undefined || text.length <= most) return text;
    this.fail(field, 'value-long', { count: text.length, most });
    return undefined;
  }

  count(field: ImportField): number | undefined {
    const text = this.filled(field)[0]?.text.replace(/[,. ]/g, '');
    if (text === undefined) return undefined;
    if (/^\d{1,9}$/.test(text)) return Number(text);
    this.fail(field, 'value-number', { value: cut(text) });
    return undefined;
  }

  /** Milliseconds since 1970. */
  instant(field: ImportField): number | undefined {
    const text = this.filled(field)[0]?.text;
    // Tools write such a nothing where a date was never set.
    if (text === undefined || /^(?:0000-00-00|n\/?a|-+$)/i.test(text)) return undefined;
    const ms = this.readMs(text);
    if (ms === null) this.fail(field, 'value-date', { value: cut(text) });
    return ms ?? undefined;
  }

  readMs(text: string): number | null {
    const { dateOrder, timezone } = this.mapping;
    return readDate(text, dateOrder === 'ask' ? 'ymd' : dateOrder, timezone);
  }

  /** Our word for one of theirs, and theirs; undefined where nothing stands. */
  word(
    field: WordField,
  ): { readonly ours: string | undefined; readonly theirs: string } | undefined {
    const theirs = this.filled(field)[0]?.text;
    if (theirs === undefined) return undefined;
    // "-100" is not the state 100.
    const word = /^-\d/.test(theirs) ? theirs : plainWord(theirs);
    const table = this.mapping.words[field] ?? {};
    const ours = Object.hasOwn(table, word) ? table[word] : undefined;
    return { ours, theirs };
  }

  /** A rank by the table, or by the figure it begins with: `1 - High`. */
  rank(field: WordField, most: number): number | undefined {
    const word = this.word(field);
    if (word === undefined) return undefined;
    const rank = Number(word.ours ?? /^(\d)\b/.exec(word.theirs)?.[1] ?? NaN);
    if (rank >= 1 && rank <= most) return rank;
    this.fail(field, 'value-unknown', { value: cut(word.theirs) });
    return undefined;
  }

  /** The lines of columns that are to stand in the description. */
  textLines(): readonly string[] {
    return this.plan.asText.flatMap((at) => {
      const text = (this.cells[at] ?? '').trim();
      return text === '' ? [] : [`${this.plan.columns[at]!}: ${text}`];
    });
  }
}

const SHOWN = 80;

/** A value as it is named in a sentence. */
export function cut(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN).replace(/[\ud800-\udbff]$/, '')}…`;
}
