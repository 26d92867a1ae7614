import { filesDatabase, partSize } from '../../shared/model/blob.ts';
import type { FetchNote } from './blob-state.ts';
import type { BlobStore } from './blob-store.ts';
import { sha256Of } from './digest.ts';
import type { FileRef } from './file-row.ts';
import { PartStorageError } from './part-store.ts';
import type { BlobWire } from './wire.ts';
import { WireError } from './wire.ts';

/** A file that did not come; `note` says why in a word for programs. */
export class FetchError extends Error {
  readonly note: FetchNote;
  readonly canRetry: boolean;

  constructor(note: FetchNote, options?: ErrorOptions) {
    super(note.message, options);
    this.name = 'FetchError';
    this.note = note;
    this.canRetry = note.code !== 'damaged';
  }
}

/** A copy may be damaged on its way; twice the same is the server's own. */
const TRIES = 2;

async function goodPart(
  wire: BlobWire,
  database: string,
  part: string,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const bytes = await wire.get(database, part, { signal });
    if (!bytes) throw new FetchError({ code: 'not-there', message: 'Not on the server yet.' });
    if ((await sha256Of(bytes)) === part) return bytes;
  }
  throw new FetchError({ code: 'damaged', message: 'The copy on the server is damaged.' });
}

/** What is damaged here is as good as missing. */
async function partsToFetch(store: BlobStore, ref: FileRef): Promise<readonly string[]> {
  const unique = [...new Set(ref.parts)];
  const missing = new Set(await store.parts.missing(ref.scope, unique));
  const wanted: string[] = [];
  for (const part of unique) {
    if (missing.has(part) || !(await store.checkedPart(ref.scope, part))) wanted.push(part);
  }
  return wanted;
}

/**
 * Brings the content of a file to this machine, part by part; parts that are here already are not
 * fetched again. Every part is checked against its name before it is stored.
 * @throws FetchError
 */
export async function fetchFile(
  store: BlobStore,
  wire: BlobWire,
  ref: FileRef,
  signal: AbortSignal,
): Promise<void> {
  const database = filesDatabase(ref.scope);
  try {
    const wanted = await partsToFetch(store, ref);
    let bytes = ref.parts.reduce(
      (sum, part, index) => sum + (wanted.includes(part) ? 0 : partSize(ref, index)),
      0,
    );
    for (const part of wanted) {
      store.report(ref.entryId, { kind: 'fetching', bytes, total: ref.size });
      const content = await goodPart(wire, database, part, signal);
      await store.parts.put(ref.scope, part, content, true);
      bytes += content.byteLength;
    }
    await store.arrived(ref.entryId);
  } catch (error) {
    throw asFetchError(error);
  } finally {
    store.report(ref.entryId, null);
  }
}

function asFetchError(error: unknown): unknown {
  if (error instanceof FetchError) return error;
  if (error instanceof PartStorageError) {
    return new FetchError({ code: 'no-storage', message: error.message }, { cause: error });
  }
  if (error instanceof WireError && error.kind !== 'aborted') {
    return new FetchError({ code: 'unreachable', message: error.message }, { cause: error });
  }
  return error;
}
