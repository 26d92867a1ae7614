import type { Actor } from './actor.ts';
import { CouchError } from './couch-error.ts';
import type { Database } from './database.ts';
import type { JsonObject } from './json.ts';
import type { ServerContext } from './server-context.ts';
import { writeDocuments } from './write-documents.ts';

const STATUS: Readonly<Record<string, number>> = {
  conflict: 409,
  forbidden: 403,
  unauthorized: 401,
  not_found: 404,
  bad_request: 400,
  compilation_error: 400,
};

/** Writes one document. @throws CouchError where it is refused */
export async function writeOne(
  context: ServerContext,
  database: Database,
  actor: Actor,
  document: JsonObject,
  newEdits: boolean,
): Promise<{ id: string; rev: string }> {
  const { passwordIterations } = context;
  const [row] = await writeDocuments(database, actor, [document], { newEdits, passwordIterations });
  if (row && 'error' in row) {
    throw new CouchError(STATUS[row.error] ?? 500, row.error, row.reason);
  }
  return row
    ? { id: row.id, rev: row.rev }
    : { id: String(document['_id']), rev: String(document['_rev']) };
}
