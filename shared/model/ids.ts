import { encodeTime } from 'ulid';

/** The replicated collections; the key is also the name of the RxDB collection. */
export const COLLECTION_PREFIXES = {
  tickets: 'ticket',
  entries: 'entry',
  items: 'item',
  relations: 'relation',
  articles: 'article',
  catalog: 'catalog',
  policies: 'policy',
  people: 'person',
  places: 'place',
  audits: 'audit',
  scans: 'scan',
} as const;

export type CollectionName = keyof typeof COLLECTION_PREFIXES;
export type IdPrefix = (typeof COLLECTION_PREFIXES)[CollectionName];

/** `<prefix>:<ULID>`, made on the client and for ever (L5). */
export type Id<P extends IdPrefix> = string & { readonly __prefix: P };
export type TicketId = Id<'ticket'>;
export type EntryId = Id<'entry'>;
export type ItemId = Id<'item'>;
export type RelationId = Id<'relation'>;
export type ArticleId = Id<'article'>;
export type CatalogId = Id<'catalog'>;
export type PolicyId = Id<'policy'>;
export type PersonId = Id<'person'>;
export type PlaceId = Id<'place'>;
export type AuditId = Id<'audit'>;
export type ScanId = Id<'scan'>;
/** Any record that can have a timeline or take part in a relation. */
export type RecordId = TicketId | ItemId | ArticleId | AuditId | PersonId | CatalogId | PlaceId;

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 26 characters of Crockford's base 32, the first at most 7 (github.com/ulid/spec). */
const ULID_PATTERN = '[0-7][0-9A-HJKMNP-TV-Z]{25}';

const byPrefix = new Map<string, CollectionName>(
  (Object.keys(COLLECTION_PREFIXES) as CollectionName[]).map((name) => [
    COLLECTION_PREFIXES[name],
    name,
  ]),
);

/** Regular expression source of a valid id: entries carry the ULID of their record first. */
export function idPattern(prefix: IdPrefix): string {
  const tail = prefix === 'entry' ? `${ULID_PATTERN}:${ULID_PATTERN}` : ULID_PATTERN;
  return `^${prefix}:${tail}$`;
}

/** The longest id: `relation:` and an entry's two ULIDs fit. */
export const ID_MAX_LENGTH = 64;

/**
 * A ULID (github.com/ulid/spec): 48 bits of time, 80 of randomness.
 * @param nowMs Milliseconds since 1970; decides order only, never who is right (L6).
 * @param random Uniform in [0, 1).
 */
export function makeUlid(nowMs: number, random: () => number): string {
  let tail = '';
  for (let i = 0; i < 16; i += 1) tail += CROCKFORD.charAt(Math.floor(random() * 32));
  return encodeTime(Math.max(0, Math.floor(nowMs)), 10) + tail;
}

/** An id from its prefix and a ULID. */
export function makeId<P extends IdPrefix>(prefix: P, ulid: string): Id<P> {
  return `${prefix}:${ulid}` as Id<P>;
}

/** The ULID of a record's id; for an entry the ULID of its record. */
export function ulidOf(id: string): string {
  return id.split(':')[1] ?? '';
}

/** An entry's id: its record's ULID first, so that a timeline is one range of the primary key. */
export function makeEntryId(recordId: string, ulid: string): EntryId {
  return `entry:${ulidOf(recordId)}:${ulid}` as EntryId;
}

/** First and last possible id of a record's timeline, both inclusive. */
export function entryRange(recordId: string): readonly [first: string, last: string] {
  const head = `entry:${ulidOf(recordId)}:`;
  return [head, `${head}\uffff`];
}

/** The collection an id belongs to, or undefined for design documents and unknown types (F40). */
export function collectionOfId(id: string): CollectionName | undefined {
  const colon = id.indexOf(':');
  return colon < 0 ? undefined : byPrefix.get(id.slice(0, colon));
}
