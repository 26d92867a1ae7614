import { parseInstant } from '../sla/instant.ts';
import { localToInstant } from '../sla/local-time.ts';

/** In which order the parts of a date stand. */
export const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const DATE =
  /^(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

function partsOf(a: string, b: string, c: string, order: DateOrder): Parts | null {
  if (a.length === 4) return { year: a, month: b, day: c };
  if (order === 'ymd' || (c.length !== 4 && c.length !== 2)) return null;
  const year = c.length === 2 ? `20${c}` : c;
  return order === 'dmy' ? { year, month: b, day: a } : { year, month: a, day: b };
}

function hour24(hour: string, half: string | undefined): string | null {
  if (half === undefined) return hour.padStart(2, '0');
  const value = Number(hour);
  if (value < 1 || value > 12) return null;
  return String((value % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)).padStart(2, '0');
}

/**
 * A date with or without a time, as milliseconds since 1970; null where there is no such day.
 * @param timezone of times without one.
 */
export function readDate(text: string, order: DateOrder, timezone: string): number | null {
  const found = DATE.exec(text.trim());
  if (!found) return null;
  const [, a, b, c, hour = '0', minute = '00', second = '00', half, zone] = found;
  const parts = partsOf(a!, b!, c!, order);
  const hours = hour24(hour, half);
  if (parts === null || hours === null || parts.day.length > 2) return null;
  const day = `${parts.year}-${parts.month.padStart(2, '0')}-${parts.day.padStart(2, '0')}`;
  const local = `${day}T${hours}:${minute}:${second}`;
  if (zone !== undefined) return parseInstant(`${local}${offsetOf(zone)}`);
  try {
    return localToInstant(timezone, local);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function offsetOf(zone: string): string {
  if (/^(?:z|utc)$/i.test(zone)) return 'Z';
  return zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
}

/** What the dates of a file say about their order; `ambiguous` where both orders fit all of them. */
export interface GuessedOrder {
  readonly order: DateOrder | 'ambiguous';
  /** One that can be read both ways. */
  readonly example?: string;
}

/** Looks at all dates of a file: one day beyond the twelfth decides for all. */
export function guessDateOrder(texts: Iterable<string>): GuessedOrder {
  let example: string | undefined;
  let day = false;
  let month = false;
  for (const text of texts) {
    const found = DATE.exec(text.trim());
    if (!found || found[1]!.length === 4) continue;
    example ??= text.trim();
    if (Number(found[1]) > 12) day = true;
    else if (Number(found[2]) > 12) month = true;
    // Dots stand between day and month, never the other way round.
    else if (/^\d{1,2}\.\d{1,2}\./.test(text.trim())) day = true;
  }
  if (example === undefined) return { order: 'ymd' };
  if (day !== month) return { order: day ? 'dmy' : 'mdy', example };
  return { order: 'ambiguous', example };
}
