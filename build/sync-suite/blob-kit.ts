import 'fake-indexeddb/auto';
import { FILES_DATABASE_PREFIX } from '../../shared/model/blob.ts';
import { BlobStore } from '../../renderer/blobs/blob-store.ts';
import type { BlobStoreOptions, ChosenFile } from '../../renderer/blobs/blob-store.ts';
import type { TicketWork } from '../../renderer/blobs/blob-queue.ts';
import type { FileRow } from '../../renderer/blobs/file-row.ts';
import type { BinaryForm } from '../../renderer/blobs/part-store.ts';
import { WireError } from '../../renderer/blobs/wire.ts';
import type { BlobWire, WireIdentity, WireOptions } from '../../renderer/blobs/wire.ts';

/** For tests of this room: real stores on an IndexedDB in memory, a server in an array. */

// PouchDB asks the browser's name before it stores anything; Node 20 has none.
if (!('navigator' in globalThis)) {
  Object.assign(globalThis, { navigator: { userAgent: 'Chrome/114.0' } });
}

/** PouchDB's build for Node takes and gives Buffers. */
export const NODE_BINARY: BinaryForm = {
  toStored: (bytes) => Buffer.from(bytes),
  fromStored: async (data) => {
    if (data instanceof Blob) return data.arrayBuffer();
    return Uint8Array.from(data).buffer;
  },
};

export const SCOPE = 'leipzig';
export const RECORD = { id: 'ticket:01JQK3M6ZT0000000000000000', scope: SCOPE };
const MIB = 1024 * 1024;

let count = 0;
const opened = new Set<BlobStore>();

/** A store on its own; the same name again is the same machine after a restart. */
export async function openBlobs(
  name = `blobs-${(count += 1)}`,
  more: Partial<BlobStoreOptions> = {},
): Promise<BlobStore> {
  let tail: Promise<unknown> = Promise.resolve();
  const store = await BlobStore.open({
    name,
    now: () => Date.now(),
    newId: () => `id-${String((count += 1)).padStart(8, '0')}`,
    exclusive: (task) => {
      const run = tail.then(task, task);
      tail = run.catch(() => undefined);
      return run;
    },
    binary: NODE_BINARY,
    ...more,
  });
  opened.add(store);
  return store;
}

export async function shutBlobs(store: BlobStore): Promise<void> {
  opened.delete(store);
  await store.close();
}

export async function shutAllBlobs(): Promise<void> {
  for (const each of opened) await shutBlobs(each);
}

/** Bytes that differ from part to part and from seed to seed. */
export function fileOf(size: number, seed = 1, name = `photo-${seed}.bin`): ChosenFile {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 4096) bytes[at] = (seed + at / 4096) % 251;
  for (let part = 0; part * 4 * MIB < size; part += 1) bytes[part * 4 * MIB + 1] = part + seed;
  return { content: new Blob([bytes]), name, mediaType: 'application/octet-stream' };
}

/** Puts a file on a record, entry and all. */
export async function attach(
  store: BlobStore,
  file: ChosenFile,
  record = RECORD,
): Promise<FileRow> {
  const staged = await store.stage('draft', record.scope, file);
  const [row] = await store.take([staged.id], record, ({ id }) => `entry:${id}`);
  await store.entriesWritten([row!.entryId]);
  return row!;
}

function scopeOf(database: string): string {
  return database.slice(FILES_DATABASE_PREFIX.length);
}

/** Files databases in memory; `before`, told the part, or the scope with `identity`, may throw what a server or a network would say. */
export class MemoryWire implements BlobWire {
  readonly parts = new Map<string, ArrayBuffer>();
  readonly puts: string[] = [];
  /** Those it has a files database of. */
  readonly scopes = new Set([SCOPE]);
  server: WireIdentity | null = { databaseId: 'one', epoch: 1, scope: SCOPE };
  before: (what: 'identity' | 'present' | 'put' | 'get', part: string) => void = () => undefined;

  async identity(database: string, { signal }: WireOptions): Promise<WireIdentity | null> {
    this.check(signal);
    const scope = scopeOf(database);
    this.before('identity', scope);
    return this.server && this.scopes.has(scope) ? { ...this.server, scope } : null;
  }

  async present(
    database: string,
    parts: readonly string[],
    { signal }: WireOptions,
  ): Promise<ReadonlySet<string>> {
    this.check(signal);
    this.before('present', '');
    if (!this.scopes.has(scopeOf(database))) throw new WireError('no-database', database);
    return new Set(parts.filter((part) => this.parts.has(part)));
  }

  async put(_database: string, part: string, bytes: ArrayBuffer): Promise<void> {
    this.before('put', part);
    this.puts.push(part);
    this.parts.set(part, bytes);
  }

  async get(_database: string, part: string): Promise<ArrayBuffer | null> {
    this.before('get', part);
    return this.parts.get(part) ?? null;
  }

  private check(signal: AbortSignal): void {
    if (signal.aborted) throw new WireError('aborted', 'aborted');
  }
}

/** Tickets that have nothing to send, unless told. */
export class QuietTickets implements TicketWork {
  busy = false;
  readonly unsent = new Set<string>();
  readonly refused = new Set<string>();
  readonly lost = new Set<string>();
  inContact = true;
  private readonly listeners = new Set<() => void>();

  isBusy = (): boolean => this.busy;
  mayUse = (scope: string): boolean => !this.lost.has(scope);
  isInContact = (): boolean => this.inContact;
  entryState = (id: string): 'sent' | 'unsent' | 'refused' =>
    this.refused.has(id) ? 'refused' : this.unsent.has(id) ? 'unsent' : 'sent';
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  change(change: () => void): void {
    change();
    for (const listener of this.listeners) listener();
  }
}
