import type { AnyDocument } from '../../shared/model/collections.ts';
import { databaseOf } from '../../shared/model/collections.ts';
import type { Write } from '../../shared/workflow/command.ts';
import { CouchFailure } from './couch-failure.ts';
import type { CouchServer } from './couch-server.ts';
import { asRecord } from './json-record.ts';

/** A thousand tickets are about a megabyte. */
const BATCH_DOCUMENTS = 1_000;

/** Long before a request takes longer than its time limit; a larger document goes alone. */
const BATCH_CHARACTERS = 4 * 1024 * 1024;

export interface RefusedDocument {
  readonly id: string;
  /** CouchDB's word, such as `conflict` or `forbidden`. */
  readonly error: string;
  readonly reason: string;
}

/** A document as CouchDB keeps it: `_id` for `id`. */
export function toCouch(document: AnyDocument, revision?: string): Record<string, unknown> {
  const { id, ...body } = document;
  return { _id: id, ...(revision ? { _rev: revision } : {}), ...body };
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function refusedRows(answer: unknown, sent: readonly string[]): RefusedDocument[] {
  const rows = Array.isArray(answer) ? (answer as readonly unknown[]).map(asRecord) : [];
  const byId = new Map(rows.map((row) => [row['id'], row]));
  return sent.flatMap((id) => {
    const row = byId.get(id);
    if (!row) {
      return [{ id, error: 'unknown', reason: 'The server did not say what became of it.' }];
    }
    if (row['error'] === undefined) return [];
    const error = textOf(row['error'], 'unknown');
    return [{ id, error, reason: textOf(row['reason'], error) }];
  });
}

type Body = Readonly<Record<string, unknown>>;

/** Portions that fit into one request. */
function* portionsOf(documents: readonly Body[]): Generator<readonly Body[]> {
  let portion: Body[] = [];
  let characters = 0;
  for (const document of documents) {
    const length = JSON.stringify(document).length;
    const isFull = portion.length >= BATCH_DOCUMENTS || characters + length > BATCH_CHARACTERS;
    if (isFull && portion.length > 0) {
      yield portion;
      portion = [];
      characters = 0;
    }
    portion.push(document);
    characters += length;
  }
  if (portion.length > 0) yield portion;
}

/**
 * Sends documents of one database in batches and names those that were not taken.
 * @throws CouchFailure where a whole batch was refused, or no answer came.
 */
export async function bulkWrite(
  server: CouchServer,
  db: string,
  documents: readonly Body[],
): Promise<readonly RefusedDocument[]> {
  const refused: RefusedDocument[] = [];
  for (const docs of portionsOf(documents)) {
    const answer = await server.request({ method: 'POST', db, path: '_bulk_docs', body: { docs } });
    const ids = docs.map((document) => textOf(document['_id'], ''));
    refused.push(...refusedRows(answer, ids));
  }
  return refused;
}

/** New documents of any database, sent to where they belong. @throws CouchFailure */
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

/** Throws with the first reason when documents were refused that had to be taken. */
export function requireAllTaken(refused: readonly RefusedDocument[]): void {
  const [first] = refused;
  if (!first) return;
  throw new CouchFailure(
    'refused',
    `The server refused ${refused.length} documents, the first is ${first.id}: ${first.reason}`,
  );
}
