import { TICKET_KINDS, type TicketKind } from '../model/ticket.ts';
import { plainWord } from './clean-text.ts';
import { isColumnUse, WORD_FIELDS, type ColumnUse, type WordField } from './fields.ts';
import { DATE_ORDERS, type DateOrder } from './read-date.ts';

/** Words of the other tool, as `plainWord` makes them, to ours. */
export type WordTable = Readonly<Record<string, string>>;

export const PARTY_FIELDS = ['people', 'teams', 'sites', 'services'] as const;
export type PartyField = (typeof PARTY_FIELDS)[number];
/** A name nobody here has: made anew, or a line of the description. */
export type UnknownName = 'create' | 'text';

/** How the columns of an export become tickets; plain JSON, kept in an import-mapping policy. */
export interface Mapping {
  /** Of `source`: the same system and key are the same ticket for ever. */
  readonly system: string;
  /** Of rows whose column does not say. */
  readonly kind: TicketKind;
  /** Column names as they stand in the header; a column that is not here becomes `others`. */
  readonly columns: Readonly<Record<string, ColumnUse>>;
  readonly others: 'text' | 'skip';
  readonly words: Readonly<Partial<Record<WordField, WordTable>>>;
  /** Put before numbers that are only digits. */
  readonly numberPrefix: string;
  readonly dateOrder: DateOrder | 'ask';
  readonly timezone: string;
  readonly unknown: Readonly<Record<PartyField, UnknownName>>;
}

export const UNKNOWN_AS_TEXT: Mapping['unknown'] = {
  people: 'text',
  teams: 'text',
  sites: 'text',
  services: 'text',
};

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function textOf(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

function oneOf<const T extends readonly string[]>(
  value: unknown,
  allowed: T,
  fallback: T[number],
): T[number] {
  return allowed.find((each) => each === value) ?? fallback;
}

function wordsOf(value: unknown): Mapping['words'] {
  const given = asRecord(value);
  const tables = WORD_FIELDS.flatMap((field) => {
    const pairs = Object.entries(asRecord(given[field])).flatMap(([word, ours]) =>
      typeof ours === 'string' ? [[plainWord(word), ours] as const] : [],
    );
    return pairs.length === 0 ? [] : [[field, Object.fromEntries(pairs)] as const];
  });
  return Object.fromEntries(tables);
}

/** A mapping from JSON that anybody may have written; what makes no sense is left out. */
export function readMapping(value: unknown): Mapping {
  const given = asRecord(value);
  const columns = Object.entries(asRecord(given['columns'])).filter(
    (pair): pair is [string, ColumnUse] => isColumnUse(pair[1]),
  );
  const unknown = asRecord(given['unknown']);
  return {
    system: textOf(given['system'], 'import').slice(0, 60),
    kind: oneOf(given['kind'], TICKET_KINDS, 'incident'),
    columns: Object.fromEntries(columns),
    others: oneOf(given['others'], ['text', 'skip'], 'text'),
    words: wordsOf(given['words']),
    numberPrefix: textOf(given['numberPrefix'], '').slice(0, 12),
    dateOrder: oneOf(given['dateOrder'], [...DATE_ORDERS, 'ask'], 'ask'),
    timezone: textOf(given['timezone'], 'Etc/UTC'),
    unknown: Object.fromEntries(
      PARTY_FIELDS.map((field) => [field, oneOf(unknown[field], ['create', 'text'], 'text')]),
    ) as Mapping['unknown'],
  };
}

/** What a column becomes. */
export function columnUse(mapping: Mapping, column: string): ColumnUse {
  return Object.hasOwn(mapping.columns, column) ? mapping.columns[column]! : mapping.others;
}
