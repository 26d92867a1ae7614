import { isJsonObject, type JsonObject } from './json.ts';
import type { StoredMetadata } from './level-store.ts';
import { revisionTrees } from './revision-tree.ts';

/** A stored body as JSON text and parsed. */
export interface StoredBody {
  readonly text: string;
  readonly document: JsonObject;
}

export function parseBody(text: string): StoredBody {
  return { text, document: JSON.parse(text) as JsonObject };
}

/**
 * The document as clients see it, as JSON text: the stored text itself unless attachment stubs or
 * conflicts have to be written into it.
 */
export function documentText(
  body: StoredBody,
  metadata: StoredMetadata,
  withConflicts: boolean,
): string {
  const conflicts = withConflicts ? revisionTrees.collectConflicts(metadata) : [];
  const attachments = body.document['_attachments'];
  if (conflicts.length === 0 && !isJsonObject(attachments)) return body.text;
  return JSON.stringify({
    ...body.document,
    ...(isJsonObject(attachments) ? { _attachments: asStubs(attachments) } : {}),
    ...(conflicts.length > 0 ? { _conflicts: conflicts } : {}),
  });
}

function asStubs(attachments: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(attachments).map(([name, value]) => [
      name,
      isJsonObject(value) ? { ...value, stub: true } : value,
    ]),
  );
}
