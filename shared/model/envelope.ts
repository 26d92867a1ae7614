import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import { ID_MAX_LENGTH, idPattern } from './ids.ts';
import type { Id, IdPrefix } from './ids.ts';

/** Recursively readonly; branded strings and other primitives stay as they are. */
export type Immutable<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer U)[]
    ? readonly Immutable<U>[]
    : { readonly [K in keyof T]: Immutable<T[K]> };

/** ISO 8601 in UTC, `2027-03-30T06:46:00.000Z`. */
export type Instant = string;

/** The schema written by this build; `upgrade()` brings older documents to it on read (L18). */
export const SCHEMA_VERSION = 1;

/** `2027-03-30T06:46:00Z` with optional fraction; 24 characters suffice for milliseconds. */
export const INSTANT_PATTERN = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?Z$';

export const InstantType = Type.String({ pattern: INSTANT_PATTERN, maxLength: 30 });

/** An id with a given prefix. */
export function IdType<P extends IdPrefix>(prefix: P) {
  return Type.Unsafe<Id<P>>(Type.String({ pattern: idPattern(prefix), maxLength: ID_MAX_LENGTH }));
}

/** A short string such as a name or a title; indexed strings need a bound. */
export function ShortText(maxLength = 200) {
  return Type.String({ maxLength });
}

/** Free text: one entry may hold a megabyte (F48), a single document 8 MB at most. */
export const LongText = Type.String({ maxLength: 4_000_000 });

/**
 * One of a few words; they hold letters and hyphens only, so they are a pattern as they are. `enum`
 * is for readers of the schema, the pattern is what is checked.
 */
export function OneOf<const T extends readonly string[]>(values: T) {
  const pattern = `^(${values.join('|')})$`;
  return Type.Unsafe<T[number]>(Type.String({ pattern, maxLength: 40, enum: [...values] }));
}

/** One of a run of consecutive integers, bounded because some are indexed. */
export function IntegerOf<const T extends readonly number[]>(values: T) {
  const bounds = { minimum: Math.min(...values), maximum: Math.max(...values), multipleOf: 1 };
  return Type.Unsafe<T[number]>(Type.Integer(bounds));
}

/** Where an imported document came from: the same source key is the same document for ever. */
export const SourceType = Type.Object({
  system: ShortText(60),
  key: ShortText(200),
  /** By field: a short fingerprint of what the last import brought, to tell its news from ours. */
  seen: Type.Optional(Type.Record(Type.String(), ShortText(16))),
});

/**
 * What every replicated document carries (L6). `version` counts writes, `mutationId` names the
 * write, `deviceId` the console it was made on. `updatedAt` is when it happened there; it is shown
 * and audited and decides nothing. `removedAt` is the soft delete (L9).
 */
export const envelopeProperties = {
  schemaVersion: Type.Integer({ minimum: 1 }),
  version: Type.Integer({ minimum: 1 }),
  mutationId: ShortText(40),
  createdAt: InstantType,
  createdBy: ShortText(80),
  updatedAt: InstantType,
  updatedBy: ShortText(80),
  deviceId: ShortText(40),
  removedAt: Type.Optional(InstantType),
  source: Type.Optional(SourceType),
} as const;

/** Fields of the envelope that tell of a write and say nothing about the thing itself. */
export const BOOKKEEPING_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'schemaVersion',
  'version',
  'mutationId',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'deviceId',
]);

/** A document schema of a collection: id, envelope and own properties. */
export function documentType<P extends IdPrefix, T extends Record<string, TSchema>>(
  prefix: P,
  properties: T,
) {
  return Type.Object({ id: IdType(prefix), ...envelopeProperties, ...properties });
}

/** The scope (database) a record lives in; it never changes (L20). */
export const ScopeType = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$', maxLength: 40 });
