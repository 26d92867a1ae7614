import type { TSchema } from '@sinclair/typebox';
import { AuditType, ScanType } from './audit.ts';
import type { Audit, Scan } from './audit.ts';
import { EntryType } from './entry.ts';
import type { Entry } from './entry.ts';
import { COLLECTION_PREFIXES } from './ids.ts';
import type { CollectionName } from './ids.ts';
import { ItemType, RelationType } from './item.ts';
import type { Item, Relation } from './item.ts';
import { PolicyType } from './policy.ts';
import type { Policy } from './policy.ts';
import { ArticleDocumentType, CatalogEntryType, PartyType, PlaceType } from './reference.ts';
import type { ArticleDocument, CatalogEntry, Party, Place } from './reference.ts';
import { TicketType } from './ticket.ts';
import type { Ticket } from './ticket.ts';

/** The document type of every replicated collection. */
export interface Documents {
  readonly tickets: Ticket;
  readonly entries: Entry;
  readonly items: Item;
  readonly relations: Relation;
  readonly articles: ArticleDocument;
  readonly catalog: CatalogEntry;
  readonly policies: Policy;
  readonly people: Party;
  readonly places: Place;
  readonly audits: Audit;
  readonly scans: Scan;
}
export type AnyDocument = Documents[CollectionName];

export interface CollectionSpec {
  /** Type and schema from one source. */
  readonly schema: TSchema;
  /** `reference` is one database for everybody, `scope` one per site, customer or group (L20). */
  readonly database: 'reference' | 'scope';
  /** Indexes of the local replica beside the primary key; every one costs a write, so few. */
  readonly indexes: readonly (readonly string[])[];
  /** Documents are written once and never changed (L7). */
  readonly appendOnly: boolean;
}

/**
 * `tickets` by kind, open, priority and opening instant is the first screen, ascending, because a
 * descending sort makes the planner ignore the index. Timelines need no index: they are a range of
 * the primary key.
 */
export const COLLECTIONS: Readonly<Record<CollectionName, CollectionSpec>> = {
  tickets: {
    schema: TicketType,
    database: 'scope',
    indexes: [['kind', 'open', 'priority', 'openedAt']],
    appendOnly: false,
  },
  entries: { schema: EntryType, database: 'scope', indexes: [], appendOnly: true },
  items: { schema: ItemType, database: 'scope', indexes: [], appendOnly: false },
  relations: {
    schema: RelationType,
    database: 'scope',
    indexes: [['fromId'], ['toId']],
    appendOnly: false,
  },
  articles: { schema: ArticleDocumentType, database: 'reference', indexes: [], appendOnly: false },
  catalog: { schema: CatalogEntryType, database: 'reference', indexes: [], appendOnly: false },
  policies: { schema: PolicyType, database: 'reference', indexes: [], appendOnly: false },
  people: { schema: PartyType, database: 'reference', indexes: [], appendOnly: false },
  places: { schema: PlaceType, database: 'reference', indexes: [], appendOnly: false },
  audits: { schema: AuditType, database: 'scope', indexes: [], appendOnly: false },
  scans: { schema: ScanType, database: 'scope', indexes: [['auditId']], appendOnly: true },
};

export const COLLECTION_NAMES = Object.keys(COLLECTION_PREFIXES) as readonly CollectionName[];

export const REFERENCE_DATABASE = 'outpost-reference';
export const SCOPE_DATABASE_PREFIX = 'outpost-scope-';
export const IDENTITY_ID = 'outpost:identity';

/** The database of a scope, `leipzig` → `outpost-scope-leipzig`. */
export function scopeDatabase(scope: string): string {
  return `${SCOPE_DATABASE_PREFIX}${scope}`;
}

/** The database a document belongs to. */
export function databaseOf(collection: CollectionName, document: AnyDocument): string {
  if (COLLECTIONS[collection].database === 'reference') return REFERENCE_DATABASE;
  return scopeDatabase((document as { readonly scope: string }).scope);
}

/** Identity of a database (L13); a missing or other one stops the console before it does harm. */
export interface DatabaseIdentity {
  readonly databaseId: string;
  /** Raised by a restore; consoles then replicate anew and keep what they have. */
  readonly epoch: number;
  /** Oldest console version that may push (L19). */
  readonly minClient: number;
  readonly scope?: string;
}

/** What this build tells servers about itself; compared with `minClient`. */
export const CLIENT_GENERATION = 1;
