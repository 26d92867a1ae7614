import { parseInstant } from '../../shared/sla/instant.ts';
import { localToInstant } from '../../shared/sla/local-time.ts';
import { RowError } from './import-row.ts';
import { cleanText } from './plain-text.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Reads fields of a row that may hold anything; every problem names the field. */
export class RowReader {
  private readonly value: Fields;
  readonly id: string | null;
  private readonly path: string;

  /** @param parent the row and the path below it that this object stands at, `events[2].` */
  constructor(
    value: unknown,
    idField: string,
    parent: { readonly id: string | null; readonly path: string } = { id: null, path: '' },
  ) {
    this.path = parent.path;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const what = parent.path === '' ? 'The row' : `"${parent.path.slice(0, -1)}"`;
      throw new RowError(`${what} is no JSON object.`, parent.id);
    }
    this.value = value as Fields;
    const id = this.value[idField];
    const isId = typeof id === 'string' || typeof id === 'number';
    this.id = parent.id ?? (isId ? cleanText(String(id)).slice(0, 200) : null);
  }

  get fields(): readonly string[] {
    return Object.keys(this.value);
  }

  has(field: string): boolean {
    return Object.hasOwn(this.value, field);
  }

  fail(message: string): never {
    throw new RowError(message, this.id);
  }

  /** A text that must be there. */
  text(field: string, maxLength: number): string {
    return this.optionalText(field, maxLength) ?? this.failAt(field, 'is missing');
  }

  /** Undefined for absent, null and blank. */
  optionalText(field: string, maxLength: number): string | undefined {
    const value = this.present(field);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.failAt(field, 'is no text');
    return this.bounded(field, value, maxLength);
  }

  optionalNumber(field: string): number | undefined {
    const value = this.present(field);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return this.failAt(field, 'is no number');
    }
    return value;
  }

  /** A whole number from 0 on. */
  optionalCount(field: string): number | undefined {
    const value = this.optionalNumber(field);
    if (value === undefined || (Number.isInteger(value) && value >= 0)) return value;
    return this.failAt(field, 'is no whole number from 0 on');
  }

  optionalFlag(field: string): boolean | undefined {
    const value = this.present(field);
    if (value === undefined) return undefined;
    return typeof value === 'boolean' ? value : this.failAt(field, 'is neither true nor false');
  }

  /** A text, a number or a flag; undefined for absent, null and blank. */
  optionalScalar(field: string, maxLength: number): string | number | boolean | undefined {
    const value = this.present(field);
    if (typeof value === 'string') return this.bounded(field, value, maxLength);
    if (typeof value === 'number') return this.optionalNumber(field);
    if (value === undefined || typeof value === 'boolean') return value;
    return this.failAt(field, 'is neither a text nor a number');
  }

  /** Each once and none blank; empty where absent. */
  texts(field: string, maxLength: number): readonly string[] {
    const texts = this.list(field).map((each) =>
      typeof each === 'string' || typeof each === 'number'
        ? this.bounded(field, String(each), maxLength)
        : this.failAt(field, 'is no list of texts'),
    );
    return [...new Set(texts.filter((text) => text !== undefined))];
  }

  /** Empty where absent. */
  list(field: string): readonly unknown[] {
    const value = this.present(field);
    if (value === undefined) return [];
    return Array.isArray(value) ? (value as unknown[]) : this.failAt(field, 'is no list');
  }

  /** Readers of a list of objects. */
  rows(field: string, idField: string): readonly RowReader[] {
    return this.list(field).map((value, at) => {
      const path = `${this.path}${field}[${at}].`;
      return new RowReader(value, idField, { id: this.id, path });
    });
  }

  /** `{"rj-45": 2}`; empty where absent. */
  counts(field: string): readonly (readonly [name: string, count: number])[] {
    const value = this.present(field);
    if (value === undefined) return [];
    if (typeof value !== 'object' || Array.isArray(value)) {
      return this.failAt(field, 'holds no counts');
    }
    return Object.entries(value as Fields).map(([name, count]) =>
      typeof count === 'number' && Number.isFinite(count)
        ? [this.bounded(field, name, 120) ?? '', count]
        : this.failAt(field, 'holds no counts'),
    );
  }

  /** As `optionalInstant`, of a field that must be there. */
  instant(field: string, timezone: string): number {
    return this.optionalInstant(field, timezone) ?? this.failAt(field, 'is missing');
  }

  /**
   * `2020-10-10`, `2020-11-12 15:54:00` or ISO 8601, as milliseconds since 1970.
   * @param timezone where it is a local time.
   */
  optionalInstant(field: string, timezone: string): number | undefined {
    const text = this.optionalText(field, 60);
    if (text === undefined) return undefined;
    return parseAnyInstant(text, timezone) ?? this.failAt(field, `is no date and time: "${text}"`);
  }

  failAt(field: string, problem: string): never {
    return this.fail(`"${this.path}${field}" ${problem}.`);
  }

  /** Null counts as absent. */
  private present(field: string): unknown {
    const value = this.has(field) ? this.value[field] : undefined;
    return value ?? undefined;
  }

  private bounded(field: string, value: string, maxLength: number): string | undefined {
    const text = cleanText(value).trim();
    if (text.length > maxLength) {
      this.failAt(field, `has ${text.length} characters; at most ${maxLength} fit`);
    }
    return text === '' ? undefined : text;
  }
}

const DATE =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** Milliseconds since 1970, or null where there is no such day or time. */
export function parseAnyInstant(text: string, timezone: string): number | null {
  const found = DATE.exec(text.trim());
  if (!found) return null;
  const [, date, hour = '00', minute = '00', second = '00', fraction = '0', zone] = found;
  const local = `${date!}T${hour.padStart(2, '0')}:${minute}:${second}`;
  if (zone !== undefined) {
    const offset = zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
    return parseInstant(`${local}.${fraction}${offset}`);
  }
  try {
    return localToInstant(timezone, local);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
