import type { AnyDocument } from '../../shared/model/collections.ts';
import { databaseOf } from '../../shared/model/collections.ts';
import type { Write } from '../../shared/workflow/command.ts';
import { CouchFailure } from './couch-failure.ts';
import type { CouchServer } from './couch-server.ts';
import { asRecord } from './json-record.ts';

/** Documents a request; a thousand tickets are about a megabyte. */
const BATCH = 1_000;

export interface RefusedDocument {
  readonly id: string;
  readonly reason: string;
}

/** A document as CouchDB keeps it: `_id` for `id`. */
export function toCouch(document: AnyDocument, revision?: string): Record<string, unknown> {
  const { id, ...body } = document;
  return { _id: id, ...(revision ? { _rev: revision } : {}), ...body };
}

function refusedRows(answer: unknown, sent: readonly string[]): RefusedDocument[] {
  const rows = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
  const byId = new Map(rows.map((row) => [String(asRecord(row)['id']), asRecord(row)]));
  return sent.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [{ id, reason: 'The server did not say what became of it.' }];
    if (row['error'] === undefined) return [];
    return [{ id, reason: String(row['reason'] ?? row['error']) }];
  });
}

/** Sends documents of one database in batches and names those that were not taken. */
export async function bulkWrite(
  server: CouchServer,
  db: string,
  documents: readonly Record<string, unknown>[],
): Promise<readonly RefusedDocument[]> {
  const refused: RefusedDocument[] = [];
  for (let at = 0; at < documents.length; at += BATCH) {
    const docs = documents.slice(at, at + BATCH);
    const answer = await server.request({ method: 'POST', db, path: '_bulk_docs', body: { docs } });
    refused.push(
      ...refusedRows(
        answer,
        docs.map((document) => String(document['_id'])),
      ),
    );
  }
  return refused;
}

/** New documents of any database, sent to where they belong. */
export async function writeNew(
  server: CouchServer,
  writes: readonly Write[],
): Promise<readonly RefusedDocument[]> {
  const byDatabase = new Map<string, Record<string, unknown>[]>();
  for (const { collection, document } of writes) {
    const db = databaseOf(collection, document);
    const list = byDatabase.get(db);
    if (list) list.push(toCouch(document));
    else byDatabase.set(db, [toCouch(document)]);
  }
  const refused: RefusedDocument[] = [];
  for (const [db, documents] of byDatabase) {
    refused.push(...(await bulkWrite(server, db, documents)));
  }
  return refused;
}

/** Throws with the first reasons when documents were refused that had to be taken. */
export function requireAllTaken(refused: readonly RefusedDocument[]): void {
  const [first] = refused;
  if (!first) return;
  throw new CouchFailure(
    'refused',
    `The server refused ${refused.length} documents, the first is ${first.id}: ${first.reason}`,
  );
}
