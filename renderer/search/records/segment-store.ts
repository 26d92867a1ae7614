import { packSegment, unpackSegment } from './word-segment.ts';
import type { StoredSegment } from './word-segment.ts';
import type { KeptSegment } from './word-index.ts';

/** Grows with every change to terms, fields, documents or this form: older indexes are built anew. */
export const RECORDS_VERSION = 1;

const SEGMENTS = 'segments';
const MANIFEST = 'manifest';

/** Which stored parts make the indexes, and what is dead in them. Written last, in one go with them. */
interface Manifest {
  readonly version: number;
  readonly indexes: Readonly<Record<string, readonly ManifestPart[]>>;
}

interface ManifestPart {
  readonly key: string;
  readonly dead: Uint8Array | null;
}

/** All indexes of a replica by name. */
export type KeptIndexes = Readonly<Record<string, readonly KeptSegment[]>>;

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database did not answer.'));
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('The disk is full.'));
  });
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(SEGMENTS);
    request.result.createObjectStore(MANIFEST);
  };
  return settled(request);
}

function isManifest(value: unknown): value is Manifest {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as Partial<Manifest>).version === RECORDS_VERSION &&
    typeof (value as Partial<Manifest>).indexes === 'object'
  );
}

/**
 * The indexes in a database of their own beside the replica. A save writes the parts that are not
 * there yet and the list of all of them in one transaction, so that a crash leaves what was before.
 * Two windows may save in turn: the last one's list holds, with all its parts.
 */
export class SegmentStore {
  private readonly name: string;
  /** Tells parts of this session from those of others with the same number. */
  private readonly session: string;
  private readonly keys = new WeakMap<KeptSegment['segment'], string>();

  /** @param session Different in every window and at every start. */
  constructor(replicaName: string, session: string) {
    this.name = `${replicaName}-search-records`;
    this.session = session;
  }

  /** What was stored; empty where nothing was, or where it cannot be read. */
  async load(): Promise<KeptIndexes> {
    try {
      return await this.read();
    } catch {
      await settled(indexedDB.deleteDatabase(this.name)).catch(() => undefined);
      return {};
    }
  }

  /** Rejects when the disk does not take it. */
  async save(indexes: KeptIndexes): Promise<void> {
    const database = await open(this.name);
    try {
      const transaction = database.transaction([SEGMENTS, MANIFEST], 'readwrite');
      const done = finished(transaction);
      const segments = transaction.objectStore(SEGMENTS);
      const stored = new Set(await settled(segments.getAllKeys()));
      const wanted = new Map<string, KeptSegment>();
      const listed = Object.entries(indexes).map(([name, all]) => {
        const parts = all.map((each): ManifestPart => {
          const key = this.keyOf(name, each);
          wanted.set(key, each);
          return { key, dead: each.dead };
        });
        return [name, parts] as const;
      });
      for (const [key, { segment }] of wanted) {
        if (!stored.has(key)) segments.put(packSegment(segment), key);
      }
      for (const key of stored) if (!wanted.has(key as string)) segments.delete(key);
      const manifest: Manifest = {
        version: RECORDS_VERSION,
        indexes: Object.fromEntries(listed),
      };
      transaction.objectStore(MANIFEST).put(manifest, MANIFEST);
      await done;
    } finally {
      database.close();
    }
  }

  private keyOf(index: string, { serial, segment }: KeptSegment): string {
    const key = this.keys.get(segment) ?? `${index}/${this.session}/${serial}`;
    this.keys.set(segment, key);
    return key;
  }

  private async read(): Promise<KeptIndexes> {
    const database = await open(this.name);
    try {
      const transaction = database.transaction([SEGMENTS, MANIFEST]);
      const manifest = await settled<unknown>(transaction.objectStore(MANIFEST).get(MANIFEST));
      if (!isManifest(manifest)) return {};
      const segments = transaction.objectStore(SEGMENTS);
      const read = Object.entries(manifest.indexes).map(async ([name, parts]) => {
        const all = await Promise.all(parts.map(({ key }) => settled<unknown>(segments.get(key))));
        return [name, this.unpack(all, parts)] as const;
      });
      return Object.fromEntries(await Promise.all(read));
    } finally {
      database.close();
    }
  }

  /** A part that is missing or broken takes its documents along: they are read and put again. */
  private unpack(all: readonly unknown[], parts: readonly ManifestPart[]): readonly KeptSegment[] {
    return all.flatMap((stored, index) => {
      const segment = stored === undefined ? null : unpackSegment(stored as StoredSegment);
      const part = parts[index];
      if (!segment || !part) return [];
      const { key, dead } = part;
      if (dead !== null && dead.length !== segment.ids.length) return [];
      this.keys.set(segment, key);
      return [{ serial: index + 1, segment, dead }];
    });
  }
}
