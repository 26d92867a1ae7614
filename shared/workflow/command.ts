import type { CollectionName, RecordId } from '../model/ids.ts';
import { COLLECTION_PREFIXES, makeEntryId, makeId } from '../model/ids.ts';
import { SCHEMA_VERSION } from '../model/envelope.ts';
import type { AnyDocument, Documents } from '../model/collections.ts';
import type { Policy, PriorityMatrix } from '../model/policy.ts';

/** Everything a command may know beside its arguments; gathered by the caller. */
export interface CommandContext {
  /** ISO instant at which the person acts. */
  readonly now: string;
  readonly userName: string;
  readonly roles: readonly string[];
  readonly deviceId: string;
  /** A new ULID at every call. */
  readonly ulid: () => string;
  readonly matrix: PriorityMatrix['rows'];
  /** By id: what the template of a record demands is read here. */
  readonly policies?: ReadonlyMap<string, Policy>;
}

/** One document to be written; `base` is what the person saw, null for a new one. */
export interface Write<C extends CollectionName = CollectionName> {
  readonly collection: C;
  readonly base: Documents[C] | null;
  readonly document: Documents[C];
}

/** What a command decided: all of it is written in one go, or none. */
export interface CommandResult {
  /** Every document of one command carries the same mutation id. */
  readonly mutationId: string;
  readonly writes: readonly Write[];
}

/** A command refused: a sentence for the person, and the field it is about. */
export class CommandError extends Error {
  readonly field: string | undefined;
  /** The same command fails again until the person changes something. */
  readonly canRetry = false;

  constructor(message: string, field?: string) {
    super(message);
    this.name = 'CommandError';
    this.field = field;
  }
}

/** Fields a command never sets by hand. */
type EnvelopeField =
  | 'id'
  | 'schemaVersion'
  | 'version'
  | 'mutationId'
  | 'createdAt'
  | 'createdBy'
  | 'updatedAt'
  | 'updatedBy'
  | 'deviceId';

type OmitEach<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** The body of a new document: everything but the envelope. */
export type NewBody<C extends CollectionName> = OmitEach<Documents[C], EnvelopeField>;

/** The body of a new article, without the envelope. */
export type NewArticle = Extract<NewBody<'articles'>, { kind: 'article' }>;

/** Collects the writes of one command under one mutation id. */
export class CommandBuilder {
  readonly mutationId: string;
  private readonly context: CommandContext;
  private readonly writes: Write[] = [];

  constructor(context: CommandContext) {
    this.context = context;
    this.mutationId = context.ulid();
  }

  /** A new document; `id` is given where it must be known beforehand or be repeatable. */
  create<C extends CollectionName>(
    collection: C,
    body: NewBody<C>,
    id: string = makeId(COLLECTION_PREFIXES[collection], this.context.ulid()),
  ): Documents[C] {
    const { now, userName } = this.context;
    const document = {
      ...body,
      id,
      schemaVersion: SCHEMA_VERSION,
      version: 1,
      mutationId: this.mutationId,
      createdAt: now,
      createdBy: userName,
      updatedAt: now,
      updatedBy: userName,
      deviceId: this.context.deviceId,
    } as unknown as Documents[C];
    this.writes.push({ collection, base: null, document });
    return document;
  }

  /** A changed document; fields set to undefined are removed. */
  change<C extends CollectionName>(
    collection: C,
    base: Documents[C],
    patch: Partial<Record<string, unknown>>,
  ): Documents[C] {
    const document: Record<string, unknown> = {
      ...base,
      ...patch,
      version: base.version + 1,
      mutationId: this.mutationId,
      updatedAt: this.context.now,
      updatedBy: this.context.userName,
      deviceId: this.context.deviceId,
    };
    for (const key of Object.keys(patch)) {
      if (patch[key] === undefined) Reflect.deleteProperty(document, key);
    }
    this.writes.push({ collection, base, document: document as unknown as Documents[C] });
    return document as unknown as Documents[C];
  }

  /** An entry on a record's timeline. */
  entry(
    record: AnyDocument & { readonly scope: string },
    body: OmitEach<NewBody<'entries'>, 'scope' | 'recordId' | 'at'>,
    at: string = this.context.now,
  ): Documents['entries'] {
    return this.create(
      'entries',
      { ...body, scope: record.scope, recordId: record.id, at },
      makeEntryId(record.id as RecordId, this.context.ulid()),
    );
  }

  result(): CommandResult {
    return { mutationId: this.mutationId, writes: this.writes };
  }
}
