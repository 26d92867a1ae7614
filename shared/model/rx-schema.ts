import type { TSchema } from '@sinclair/typebox';
import { COLLECTIONS } from './collections.ts';
import type { CollectionName } from './ids.ts';
import { COLLECTION_NAMES } from './collections.ts';
import { ID_MAX_LENGTH } from './ids.ts';

/** The part of a JSON Schema that RxDB reads. */
export interface ReplicaSchema {
  readonly title: string;
  readonly version: number;
  readonly primaryKey: 'id';
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly required: readonly string[];
  readonly indexes: readonly (readonly string[])[];
}

/**
 * Raised by one where an index of a collection, or the length of an indexed field, changes: the
 * replica then moves into a storage of its own version at the next start. Fields that are in no index
 * are not in the schema and need nothing (L18). Version 0 had the names of all fields in it.
 */
const REPLICA_VERSIONS: Readonly<Record<CollectionName, number>> = {
  tickets: 1,
  entries: 1,
  items: 1,
  relations: 1,
  articles: 1,
  catalog: 1,
  policies: 1,
  people: 1,
  places: 1,
  audits: 1,
  scans: 1,
};

function propertiesOf(schema: TSchema): Record<string, Record<string, unknown>> {
  const branches = (schema as { anyOf?: TSchema[] }).anyOf ?? [schema];
  const merged: Record<string, Record<string, unknown>> = {};
  for (const branch of branches) {
    const own = (branch as { properties?: Record<string, Record<string, unknown>> }).properties;
    for (const [name, property] of Object.entries(own ?? {})) {
      // A discriminator is a constant per branch and a plain string for the union.
      merged[name] =
        'const' in property || name in merged ? looser(property, merged[name]) : property;
    }
  }
  return merged;
}

function looser(
  property: Record<string, unknown>,
  earlier: Record<string, unknown> | undefined,
): Record<string, unknown> {
  if (property['type'] === 'string' || 'const' in property)
    return { type: 'string', maxLength: 400 };
  return earlier ?? property;
}

function indexable(name: string, property: Record<string, unknown>): Record<string, unknown> {
  if (name === 'id') return { type: 'string', maxLength: ID_MAX_LENGTH };
  if (property['type'] === 'string') {
    return { type: 'string', maxLength: property['maxLength'] ?? 200 };
  }
  return property;
}

/**
 * The RxDB schema of a collection, from the same source as its type. RxDB validates nothing here
 * (`validateDocument` does, before a write), so it is given what it needs for indexes alone.
 */
export function replicaSchema(collection: CollectionName): ReplicaSchema {
  const { schema, indexes } = COLLECTIONS[collection];
  const all = propertiesOf(schema);
  const indexed = new Set(['id', ...indexes.flat()]);
  const properties = Object.fromEntries(
    [...indexed].map((name) => [name, indexable(name, all[name] ?? {})]),
  );
  return {
    title: collection,
    version: REPLICA_VERSIONS[collection],
    primaryKey: 'id',
    type: 'object',
    properties,
    required: [...indexed],
    indexes,
  };
}

/** Schemas of all replicated collections. */
export function replicaSchemas(): Readonly<Record<CollectionName, ReplicaSchema>> {
  return Object.fromEntries(COLLECTION_NAMES.map((name) => [name, replicaSchema(name)])) as Record<
    CollectionName,
    ReplicaSchema
  >;
}
