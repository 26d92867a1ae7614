import { isJsonObject, type JsonObject } from './json.ts';
import { behindPrefix, type LevelDown, type LevelIterator } from './pouch-store.ts';
import type { RevisionTree } from './revision-tree.ts';

/** What pouchdb-adapter-leveldb keeps for a document beside its bodies. */
export interface StoredMetadata {
  readonly id: string;
  readonly rev_tree: RevisionTree;
  readonly rev_map: Readonly<Record<string, number>>;
  readonly winningRev: string;
  readonly deleted: boolean;
  readonly seq: number;
}

/** A document with the body of its winning revision as JSON text. */
export interface DocumentState {
  readonly metadata: StoredMetadata;
  readonly text: string;
}

/** One entry of the by-sequence store: the body of one revision as JSON text. */
export interface BodyEntry {
  readonly seq: number;
  readonly text: string;
}

export interface SequenceRange {
  readonly after: number;
  readonly descending: boolean;
}

export interface IdRange {
  readonly start?: string;
  readonly end?: string;
  readonly inclusiveEnd: boolean;
  readonly descending: boolean;
}

const DOCUMENTS = '\u00ffdocument-store\u00ff';
const BODIES = '\u00ffby-sequence\u00ff';
const SEQUENCE_DIGITS = 16;
const COUNT_PAGE = 2000;
/** One trip to leveldb's thread; its default of 16 kB makes a trip of every dozen documents. */
const READ_AHEAD_BYTES = 256 * 1024;

/** Each attempt means that the document was written again within a millisecond. */
const MAX_ATTEMPTS = 20;

export const winningSequence = ({ rev_map: seqs, winningRev }: StoredMetadata): number =>
  seqs[winningRev] ?? 0;

export const documentKey = (id: string): string => DOCUMENTS + id;
export const bodyKey = (seq: number): string => BODIES + String(seq).padStart(SEQUENCE_DIGITS, '0');

/**
 * Reads PouchDB's leveldb files directly: a page of changes costs one scan and one multi-get, where
 * PouchDB makes a round trip a document; bodies stay JSON text all the way to the client. The key
 * layout is that of pouchdb-adapter-leveldb 9 (pinned) and is checked by `level-store.test.ts`.
 */
export class LevelStore {
  constructor(private readonly level: LevelDown) {}

  /** Metadata by id, in the order asked; `undefined` where there is none. */
  async metadata(ids: readonly string[]): Promise<(StoredMetadata | undefined)[]> {
    const texts = await this.getMany(ids.map(documentKey));
    return texts.map((text) => (text === undefined ? undefined : parseMetadata(text)));
  }

  /** Bodies by sequence as JSON text, in the order asked; `undefined` where compacted. */
  bodies(seqs: readonly number[]): Promise<(string | undefined)[]> {
    return this.getMany(seqs.map(bodyKey));
  }

  /**
   * The winning bodies of documents, in their order; `undefined` for what was purged. A document
   * that is written between its metadata and its body has its body compacted away: it is read anew.
   */
  async states(
    documents: readonly (StoredMetadata | undefined)[],
  ): Promise<(DocumentState | undefined)[]> {
    const states: (DocumentState | undefined)[] = documents.map(() => undefined);
    let wanted = documents.flatMap((metadata, index) => (metadata ? [{ metadata, index }] : []));
    for (let attempt = 0; wanted.length > 0; attempt += 1) {
      if (attempt === MAX_ATTEMPTS) throw new Error('Bodies are missing in the store');
      const texts = await this.bodies(wanted.map(({ metadata }) => winningSequence(metadata)));
      const missing = wanted.filter(({ metadata, index }, position) => {
        const text = texts[position];
        if (text !== undefined) states[index] = { metadata, text };
        return text === undefined;
      });
      const anew = await this.metadata(missing.map(({ metadata }) => metadata.id));
      wanted = missing.flatMap(({ index }, position) => {
        const metadata = anew[position];
        return metadata ? [{ metadata, index }] : [];
      });
    }
    return states;
  }

  /** Bodies in sequence order, replaced revisions that are not yet compacted included. */
  async *scanBodies(range: SequenceRange, pageSize: number): AsyncGenerator<BodyEntry[]> {
    const bounds = {
      gt: bodyKey(range.after),
      lt: behindPrefix(BODIES),
      reverse: range.descending,
    };
    for await (const page of this.scan(bounds, pageSize)) {
      yield page.map(([key, text]) => ({ seq: Number(key.slice(BODIES.length)), text }));
    }
  }

  /** Metadata in id order (bytes of UTF-8, as CouchDB's `_all_docs`), deleted ones included. */
  async *scanMetadata(range: IdRange, pageSize: number): AsyncGenerator<StoredMetadata[]> {
    const { low, high } = idBounds(range);
    const bounds = { ...low, ...high, reverse: range.descending };
    for await (const page of this.scan(bounds, pageSize)) {
      yield page.map(([, text]) => parseMetadata(text));
    }
  }

  /** How many bodies follow a sequence. With automatic compaction: one a leaf revision. */
  async countBodies(after: number): Promise<number> {
    const bounds = { gt: bodyKey(after), lt: behindPrefix(BODIES), values: false };
    let count = 0;
    for await (const page of this.scan(bounds, COUNT_PAGE)) count += page.length;
    return count;
  }

  private getMany(keys: readonly string[]): Promise<(string | undefined)[]> {
    if (keys.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.level.getMany(keys, { asBuffer: false }, (error, values) => {
        if (error) reject(error);
        else resolve(values);
      });
    });
  }

  private async *scan(
    bounds: Readonly<Record<string, unknown>>,
    pageSize: number,
  ): AsyncGenerator<(readonly [string, string])[]> {
    const iterator = this.level.iterator({
      ...bounds,
      keyAsBuffer: false,
      valueAsBuffer: false,
      highWaterMark: READ_AHEAD_BYTES,
    });
    try {
      for (;;) {
        const page = await nextPage(iterator, pageSize);
        if (page.length > 0) yield page;
        if (page.length < pageSize) return;
      }
    } finally {
      // Not awaited: on a store that was closed meanwhile leveldown never calls back.
      iterator.end(() => undefined);
    }
  }
}

function nextPage(iterator: LevelIterator, size: number): Promise<(readonly [string, string])[]> {
  return new Promise((resolve, reject) => {
    const page: (readonly [string, string])[] = [];
    const step = (): void => {
      iterator.next((error, key, value) => {
        if (error) reject(error);
        else if (key === undefined) resolve(page);
        else {
          page.push([key, value ?? '']);
          if (page.length === size) resolve(page);
          else step();
        }
      });
    };
    step();
  });
}

function idBounds(range: IdRange): { low: JsonObject; high: JsonObject } {
  const [lowId, highId] = range.descending ? [range.end, range.start] : [range.start, range.end];
  const lowKey = Buffer.from(documentKey(lowId ?? ''));
  const highKey = highId === undefined ? behindPrefix(DOCUMENTS) : Buffer.from(documentKey(highId));
  const openLow = range.descending && !range.inclusiveEnd && lowId !== undefined;
  const openHigh = (!range.descending && !range.inclusiveEnd) || highId === undefined;
  return {
    low: openLow ? { gt: lowKey } : { gte: lowKey },
    high: openHigh ? { lt: highKey } : { lte: highKey },
  };
}

function parseMetadata(text: string): StoredMetadata {
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value) || typeof value['winningRev'] !== 'string') {
    throw new Error('The store holds metadata of an unknown layout');
  }
  return value as unknown as StoredMetadata;
}
