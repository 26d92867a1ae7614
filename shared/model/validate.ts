import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { COLLECTIONS } from './collections.ts';
import type { AnyDocument, Documents } from './collections.ts';
import type { CollectionName } from './ids.ts';
import { collectionOfId } from './ids.ts';

export type Validated =
  | { readonly ok: true; readonly collection: CollectionName; readonly document: AnyDocument }
  | { readonly ok: false; readonly message: string };

/** The branch of a union a document means, so that an error names a field and not "no match". */
function branchFor(schema: TSchema, value: object): TSchema {
  const branches = (schema as { anyOf?: TSchema[] }).anyOf;
  if (!branches) return schema;
  const { kind } = value as { kind?: unknown };
  const isMeant = (branch: TSchema): boolean =>
    (branch as { properties?: { kind?: { const?: unknown } } }).properties?.kind?.const === kind;
  return branches.find(isMeant) ?? schema;
}

/**
 * Checks an unknown value against the schema its id asks for. RxDB stores a document that lacks a
 * required indexed field but never shows it, so everything that comes in passes here first.
 * @returns The document, or a sentence that names the field.
 */
export function validateDocument(value: unknown): Validated {
  if (typeof value !== 'object' || value === null) return { ok: false, message: 'not an object' };
  const { id } = value as { id?: unknown };
  if (typeof id !== 'string') return { ok: false, message: 'the document has no id' };
  const collection = collectionOfId(id);
  if (!collection) return { ok: false, message: `no collection for id "${id}"` };
  const schema = branchFor(COLLECTIONS[collection].schema, value);
  if (Value.Check(schema, value)) {
    return { ok: true, collection, document: value as AnyDocument };
  }
  const first = Value.Errors(schema, value).First();
  const where = first?.path ? `field ${first.path.slice(1)}: ` : '';
  return { ok: false, message: `${where}${first?.message ?? 'does not fit its schema'}` };
}

/** As `validateDocument`, for a document of a known collection. */
export function isDocumentOf<C extends CollectionName>(
  collection: C,
  value: unknown,
): value is Documents[C] {
  const result = validateDocument(value);
  return result.ok && result.collection === collection;
}
