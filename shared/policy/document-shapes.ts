import { COLLECTIONS } from '../model/collections.ts';
import { envelopeProperties, INSTANT_PATTERN } from '../model/envelope.ts';
import type { CollectionName } from '../model/ids.ts';

/** The JSON type of a field; `instant` is a string in UTC, `any` is not looked at. */
export type FieldType =
  'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'instant' | 'any';

export interface DocumentShape {
  readonly required: readonly string[];
  readonly types: Readonly<Record<string, FieldType>>;
}

interface SchemaNode {
  readonly type?: string;
  readonly pattern?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
}

const FIELD_TYPES: ReadonlySet<string> = new Set<FieldType>([
  'string',
  'integer',
  'number',
  'boolean',
  'array',
  'object',
]);

function fieldType(node: SchemaNode): FieldType {
  if (node.pattern === INSTANT_PATTERN) return 'instant';
  return node.type !== undefined && FIELD_TYPES.has(node.type) ? (node.type as FieldType) : 'any';
}

function shapeOf(node: SchemaNode, skip: ReadonlySet<string>): DocumentShape {
  const fields = Object.entries(node.properties ?? {}).filter(([name]) => !skip.has(name));
  return {
    required: (node.required ?? []).filter((name) => !skip.has(name)),
    types: Object.fromEntries(fields.map(([name, field]) => [name, fieldType(field)])),
  };
}

const ENVELOPE_FIELDS: ReadonlySet<string> = new Set(['id', ...Object.keys(envelopeProperties)]);

/** What every document carries, its id apart. */
export function envelopeShape(): DocumentShape {
  const any = COLLECTIONS.items.schema as unknown as SchemaNode;
  const others = Object.keys(any.properties ?? {}).filter((name) => !ENVELOPE_FIELDS.has(name));
  return shapeOf(any, new Set(['id', ...others]));
}

/**
 * The shape of every kind of a collection beyond the envelope, from the model's schemas: names and
 * types only. Lengths and lists of allowed words may grow in a later console, so a server does not
 * hold them against it (L17, L18).
 */
export function documentShapes(
  collection: CollectionName,
): Readonly<Record<string, DocumentShape>> {
  const schema = COLLECTIONS[collection].schema as SchemaNode;
  const shapes: Record<string, DocumentShape> = {};
  for (const branch of schema.anyOf ?? [schema]) {
    const kind = branch.properties?.['kind'];
    const kinds = kind?.enum ?? (kind?.const === undefined ? [] : [kind.const]);
    for (const name of kinds) shapes[name] = shapeOf(branch, ENVELOPE_FIELDS);
  }
  return shapes;
}
