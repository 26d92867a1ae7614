import type { AnyDocument } from '../../shared/model/collections.ts';
import { COLLECTIONS } from '../../shared/model/collections.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { asRecord, type JsonRecord } from '../couch/json-record.ts';
import { toCouch } from '../couch/write-documents.ts';
import { isImportedState, type ImportedDocument } from './import-row.ts';

/** What the server has under an id; nothing at all is no entry in the map. */
export type Found =
  | { readonly kind: 'document'; readonly document: JsonRecord }
  /** Tombstones are the server's, made by retention; an import never undoes them. */
  | { readonly kind: 'tombstone' };

export type Verdict =
  | { readonly kind: 'write'; readonly body: Record<string, unknown> }
  | { readonly kind: 'unchanged' }
  /** A person changed it since. */
  | { readonly kind: 'edited' }
  | { readonly kind: 'removed' }
  /** Written once and for ever, but with other content. */
  | { readonly kind: 'differs' };

/** What to do about a document, given what the server has under its id. */
export function judge(
  { collection, document }: ImportedDocument,
  found: Found | undefined,
): Verdict {
  if (found === undefined) return { kind: 'write', body: toCouch(document) };
  if (found.kind === 'tombstone') return { kind: 'removed' };
  const before = found.document;
  if (before['mutationId'] === document.mutationId) return { kind: 'unchanged' };
  if (COLLECTIONS[collection].appendOnly) return { kind: 'differs' };
  if (!isImportedState(before['mutationId'])) return { kind: 'edited' };
  return { kind: 'write', body: next(document, before) };
}

/** Who made a document, and when, never changes: what was written first stays. */
function next(document: AnyDocument, before: JsonRecord): Record<string, unknown> {
  const version = typeof before['version'] === 'number' ? before['version'] + 1 : 2;
  const { createdAt = document.createdAt, createdBy = document.createdBy } = before;
  const revision = typeof before['_rev'] === 'string' ? before['_rev'] : undefined;
  return { ...toCouch(document, revision), version, createdAt, createdBy };
}

/** What a database holds under some ids. @throws CouchFailure */
export async function readFound(
  server: CouchServer,
  db: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Found>> {
  const answer = await server.request({
    method: 'POST',
    db,
    path: '_all_docs',
    query: { include_docs: true },
    body: { keys: ids },
  });
  const { rows } = asRecord(answer);
  const found = new Map<string, Found>();
  for (const each of Array.isArray(rows) ? (rows as readonly unknown[]) : []) {
    const row = asRecord(each);
    if (typeof row['id'] !== 'string') continue;
    const isDeleted = asRecord(row['value'])['deleted'] === true;
    const document = asRecord(row['doc']);
    found.set(row['id'], isDeleted ? { kind: 'tombstone' } : { kind: 'document', document });
  }
  return found;
}
