import { notFound } from './couch-error.ts';
import type { JsonObject } from './json.ts';
import type { Pouch } from './pouch-store.ts';

const PREFIX = '_local/';
/** Keeps clients away from the local documents in which PouchDB notes its own files. */
const CLIENT_PREFIX = '_local/client:';

const storedId = (id: string): string => CLIENT_PREFIX + id.slice(PREFIX.length);

/** @throws CouchError 404 */
export async function readLocal(pouch: Pouch, id: string): Promise<JsonObject> {
  const document = await pouch.get(storedId(id)).catch(() => {
    throw notFound();
  });
  return { ...document, _id: id };
}

/**
 * Writes or (with `_deleted`) removes a local document. Unlike CouchDB, which lets the last writer
 * win, a wrong `_rev` conflicts: what works here works there.
 * @returns the new revision, `0-<n>`
 */
export async function writeLocal(pouch: Pouch, document: JsonObject): Promise<string> {
  const stored = { ...document, _id: storedId(String(document['_id'])) };
  const result =
    document['_deleted'] === true ? await pouch.remove(stored) : await pouch.put(stored);
  return result.rev ?? '0-0';
}
