import { createHash } from 'node:crypto';
import type { AnyDocument } from '../../shared/model/collections.ts';
import type { CollectionName, Id, IdPrefix } from '../../shared/model/ids.ts';
import { COLLECTION_PREFIXES, makeEntryId, makeId } from '../../shared/model/ids.ts';
import { SCHEMA_VERSION } from '../../shared/model/envelope.ts';
import type { NewBody } from '../../shared/workflow/command.ts';
import { cutText, distinctText } from './plain-text.ts';

/** A row of a file, or why it could not even be read. */
export type SourceRow =
  | { readonly row: number; readonly value: unknown }
  | { readonly row: number; readonly problem: string; readonly id?: string };

/** A document on its way in, with the collection it belongs to. */
export interface ImportedDocument {
  readonly collection: CollectionName;
  readonly document: AnyDocument;
}

/** What a row became. */
export interface ConvertedRow {
  readonly row: number;
  /** The row's own id, for the report. */
  readonly id: string;
  /** The document the row is about; no other row of the file may be about the same. */
  readonly recordId: string;
  readonly documents: readonly ImportedDocument[];
  /** About as many as they are in JSON. */
  readonly bytes: number;
  /** Sentences; equal ones are counted, not repeated. */
  readonly warnings: readonly string[];
  /** What holds of this row and is counted over all. */
  readonly facts?: readonly string[];
}

/** A row that cannot be taken; the sentence says why. */
export class RowError extends Error {
  override readonly name = 'RowError';
  readonly id: string | null;

  constructor(message: string, id: string | null = null) {
    super(message);
    this.id = id;
  }
}

/** Where records come from: a system and an instant that stands in all their ids. */
export interface ImportSource {
  readonly system: string;
  /** Milliseconds since 1970. Not a record's own time: an id must outlive a correction of that. */
  readonly sinceMs: number;
}

/** When and by whom a document came to be at its source. */
export interface Origin {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly by: string;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const HASH_LENGTH = 16;
/** Four characters of 32: a timeline of a million entries. */
const SEQUENCE_LENGTH = 4;
const MAX_SEQUENCE = 32 ** SEQUENCE_LENGTH - 1;

function base32(value: number, length: number): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < length; i += 1) {
    text = CROCKFORD.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** Five bits of every byte. */
function hashText(text: string, length: number): string {
  const digest = createHash('sha256').update(text).digest();
  let hashed = '';
  for (let i = 0; i < length; i += 1) hashed += CROCKFORD.charAt(digest[i]! & 31);
  return hashed;
}

/** A ULID that follows from source and key alone, so that it is the same at every import. */
export function repeatableUlid(source: ImportSource, key: string): string {
  return base32(source.sinceMs, TIME_LENGTH) + hashText(key, HASH_LENGTH);
}

/** As `repeatableUlid`, sorting by `sequence`: entries of one minute keep the order of the log. */
function sequenceUlid(source: ImportSource, key: string, sequence: number): string {
  return (
    base32(source.sinceMs, TIME_LENGTH) +
    base32(sequence, SEQUENCE_LENGTH) +
    hashText(key, HASH_LENGTH - SEQUENCE_LENGTH)
  );
}

/** An import writes this in place of a command's id: it names the content, so equal means unchanged. */
const MUTATION_PREFIX = 'import-';

/** Was this state of a document written by an import (and not by a person since)? */
export function isImportedState(mutationId: unknown): boolean {
  return typeof mutationId === 'string' && mutationId.startsWith(MUTATION_PREFIX);
}

const DEVICE_ID = 'import';
const AUTHOR_MAX = 80;
const NUMBER_MAX = 40;
const KEY_MAX = 200;

/** A human number from a key of the source, which may be longer than a number. */
export function importedNumber(prefix: string, key: string): string {
  return distinctText(`${prefix}-${key}`, NUMBER_MAX);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** Collects the documents of one row; the same row gives the same documents. */
export class RowBuilder {
  readonly documents: ImportedDocument[] = [];
  readonly warnings: string[] = [];
  readonly facts: string[] = [];
  readonly source: ImportSource;
  private entries = 0;
  private bytes = 0;

  constructor(source: ImportSource) {
    this.source = source;
  }

  id<P extends IdPrefix>(prefix: P, key: string, source = this.source): Id<P> {
    return makeId(prefix, repeatableUlid(source, `${source.system}/${prefix}/${key}`));
  }

  add<C extends CollectionName>(
    collection: C,
    key: string,
    body: NewBody<C>,
    created: Origin,
    updated: Origin = created,
    source = this.source,
  ): string {
    const id = this.id(COLLECTION_PREFIXES[collection], key, source);
    const from = { system: source.system, key: distinctText(key, KEY_MAX) };
    this.push(collection, id, { ...body, source: from }, created, updated);
    return id;
  }

  /** An entry of the record's timeline; entries sort in the order of the calls. */
  entry(
    record: { readonly id: string; readonly scope: string },
    body: object,
    origin: Origin,
  ): void {
    this.entries += 1;
    if (this.entries > MAX_SEQUENCE) throw new RowError(`More than ${MAX_SEQUENCE} events.`);
    const key = `${this.source.system}/${record.id}/${this.entries}`;
    const id = makeEntryId(record.id, sequenceUlid(this.source, key, this.entries));
    const full = { ...body, scope: record.scope, recordId: record.id, at: iso(origin.atMs) };
    this.push('entries', id, full, origin, origin);
  }

  /** A document whose id and body are known; equal content is the same write. */
  put(
    collection: CollectionName,
    id: string,
    body: object,
    created: Origin,
    updated: Origin = created,
  ): void {
    this.push(collection, id, body, created, updated);
  }

  finish(row: number, id: string, recordId: string): ConvertedRow {
    const { documents, bytes, warnings, facts } = this;
    return { row, id, recordId, documents, bytes, warnings, facts };
  }

  private push(
    collection: CollectionName,
    id: string,
    body: object,
    created: Origin,
    updated: Origin,
  ): void {
    const content = {
      ...body,
      createdAt: iso(created.atMs),
      createdBy: cutText(created.by, AUTHOR_MAX),
      updatedAt: iso(updated.atMs),
      updatedBy: cutText(updated.by, AUTHOR_MAX),
    };
    const text = JSON.stringify(content);
    this.bytes += text.length;
    const document = {
      ...content,
      id,
      schemaVersion: SCHEMA_VERSION,
      version: 1,
      mutationId: MUTATION_PREFIX + hashText(text, HASH_LENGTH),
      deviceId: DEVICE_ID,
    };
    this.documents.push({ collection, document: document as unknown as AnyDocument });
  }
}
