import { blobId, filesDatabase } from '../../shared/model/blob.ts';
import { COLLECTIONS, SCOPE_DATABASE_PREFIX } from '../../shared/model/collections.ts';
import { collectionOfId, entryRange, type CollectionName } from '../../shared/model/ids.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { asRecord, asStrings, type JsonRecord } from '../couch/json-record.ts';
import { requireServerAdmin } from '../couch/server-info.ts';
import { bulkWrite } from '../couch/write-documents.ts';
import { bulkGetLeaves } from './backup-format.ts';
import { kindOfDatabase, listOutpostDatabases } from './outpost-databases.ts';
import { readRange, readWholeRange } from './read-database.ts';
import { requireWhole } from './restore-plan.ts';

/** What is old enough to go. */
export interface RetentionPolicy {
  /** Tickets closed, and untouched, for so many days, with entries, relations and files. */
  readonly closedDays: number | null;
  /** Documents that people removed so many days ago. */
  readonly removedDays: number | null;
}

export interface RetentionRequest {
  readonly server: CouchServer;
  readonly policy: RetentionPolicy;
  readonly now: () => Date;
  /** Names of databases; absent: all of Outpost's. */
  readonly only?: readonly string[];
  /** At most so many tickets of a database in this run, those that are longest closed. */
  readonly limit?: number;
}

/** What would go from one database. */
export interface RetentionPlan {
  readonly database: string;
  readonly tickets: number;
  /** Documents to be removed; order of removal, so that a run cut short is made up for by the next. */
  readonly documents: readonly JsonRecord[];
  /** Ids in the files database of the scope that no entry names any more. */
  readonly files: readonly string[];
  /** Living documents of each collection. */
  readonly totals: Readonly<Partial<Record<CollectionName, number>>>;
  /** Collections of which more than a fifth would go: consoles would ask before they follow (L15). */
  readonly heavy: readonly CollectionName[];
}

export interface RemovalReport {
  readonly removed: number;
  /** Documents that somebody changed meanwhile; the next run looks at them again. */
  readonly left: readonly string[];
}

const DAY_MS = 24 * 60 * 60_000;
/** The share of a collection at which consoles ask (L15). */
const BRAKE_SHARE = 0.2;
const BATCH = 200;
const FILES_BATCH = 4;
/** So few go every day; consoles do not ask about them. */
const BRAKE_FLOOR = 20;

function latest(...instants: readonly unknown[]): number {
  const known = instants.filter((value) => typeof value === 'string').map(Date.parse);
  return Math.max(...known.filter((ms) => !Number.isNaN(ms)));
}

/** When a ticket was touched last; -Infinity, which no limit lets go, cannot come: `updatedAt` is there. */
function restedSince(ticket: JsonRecord): number {
  return latest(
    ticket['closedAt'],
    ticket['resolvedAt'],
    ticket['activityAt'],
    ticket['updatedAt'],
  );
}

const FINAL_STATES: ReadonlySet<unknown> = new Set(['closed', 'cancelled', 'done']);

interface Survey {
  readonly totals: Partial<Record<CollectionName, number>>;
  readonly closed: JsonRecord[];
  readonly removed: JsonRecord[];
  /** Parents of open tickets: they stay as long as their children. */
  readonly parents: Set<string>;
}

/** Reads a database once. */
async function survey({ server, policy, now }: RetentionRequest, db: string): Promise<Survey> {
  const nowMs = now().getTime();
  const before = (days: number | null): number =>
    days === null ? Number.NEGATIVE_INFINITY : nowMs - days * DAY_MS;
  const found: Survey = { totals: {}, closed: [], removed: [], parents: new Set() };
  for await (const page of readRange(server, db, ['', '\uffff'])) {
    for (const document of page) {
      const collection = collectionOfId(String(document['_id']));
      if (collection === undefined) continue;
      found.totals[collection] = (found.totals[collection] ?? 0) + 1;
      const isRemoved =
        !COLLECTIONS[collection].appendOnly &&
        latest(document['removedAt'], document['updatedAt']) < before(policy.removedDays) &&
        typeof document['removedAt'] === 'string';
      if (collection === 'tickets') {
        const isClosed =
          FINAL_STATES.has(document['state']) && restedSince(document) < before(policy.closedDays);
        if (isClosed || isRemoved) found.closed.push(document);
        else if (typeof document['parentId'] === 'string') found.parents.add(document['parentId']);
      } else if (isRemoved) found.removed.push(document);
    }
  }
  return found;
}

/** Entries first and the ticket last: while it is there, the next run finds what is left. */
async function withTimeline(
  server: CouchServer,
  db: string,
  ticket: JsonRecord,
  relations: ReadonlyMap<string, readonly JsonRecord[]>,
): Promise<JsonRecord[]> {
  const id = String(ticket['_id']);
  const entries = await readWholeRange(server, db, entryRange(id));
  return [...entries, ...(relations.get(id) ?? []), ticket];
}

async function relationsByEnd(
  server: CouchServer,
  db: string,
): Promise<ReadonlyMap<string, readonly JsonRecord[]>> {
  const byEnd = new Map<string, JsonRecord[]>();
  for await (const page of readRange(server, db, ['relation:', 'relation:\uffff'])) {
    for (const relation of page) {
      for (const end of [relation['fromId'], relation['toId']].map(String)) {
        const list = byEnd.get(end);
        if (list) list.push(relation);
        else byEnd.set(end, [relation]);
      }
    }
  }
  return byEnd;
}

function partsOf(document: JsonRecord): readonly string[] {
  return document['kind'] === 'attachment' ? asStrings(document['parts']) : [];
}

/** Files named by what goes and by nothing that stays: one file may lie on several records. */
async function orphanedFiles(
  server: CouchServer,
  db: string,
  going: readonly JsonRecord[],
): Promise<readonly string[]> {
  const parts = new Set(going.flatMap(partsOf));
  const files = filesOf(db);
  if (parts.size === 0 || (await server.find({ db: files })) === null) return [];
  const goingIds = new Set(going.map((document) => String(document['_id'])));
  for await (const page of readRange(server, db, ['entry:', 'entry:\uffff'])) {
    for (const entry of page) {
      if (goingIds.has(String(entry['_id']))) continue;
      for (const part of partsOf(entry)) parts.delete(part);
    }
  }
  return [...parts].map(blobId);
}

/** `outpost-scope-leipzig` → `outpost-files-leipzig`. */
function filesOf(scopeDatabase: string): string {
  return filesDatabase(scopeDatabase.slice(SCOPE_DATABASE_PREFIX.length));
}

function heavyOf(
  documents: readonly JsonRecord[],
  totals: Survey['totals'],
): readonly CollectionName[] {
  const going = new Map<CollectionName, number>();
  for (const document of documents) {
    const collection = collectionOfId(String(document['_id']));
    if (collection) going.set(collection, (going.get(collection) ?? 0) + 1);
  }
  return [...going]
    .filter(([, count]) => count > BRAKE_FLOOR)
    .filter(([collection, count]) => count > (totals[collection] ?? 0) * BRAKE_SHARE)
    .map(([collection]) => collection);
}

async function planDatabase(request: RetentionRequest, database: string): Promise<RetentionPlan> {
  const { server, limit = Number.MAX_SAFE_INTEGER } = request;
  const found = await survey(request, database);
  const tickets = found.closed
    .filter((ticket) => !found.parents.has(String(ticket['_id'])))
    .sort((a, b) => restedSince(a) - restedSince(b))
    .slice(0, limit);
  const relations =
    tickets.length === 0 ? new Map<string, JsonRecord[]>() : await relationsByEnd(server, database);
  const byId = new Map<string, JsonRecord>();
  for (const ticket of tickets) {
    for (const document of await withTimeline(server, database, ticket, relations)) {
      byId.set(String(document['_id']), document);
    }
  }
  for (const document of found.removed) byId.set(String(document['_id']), document);
  const documents = [...byId.values()];
  return {
    database,
    tickets: tickets.length,
    documents,
    files: await orphanedFiles(server, database, documents),
    totals: found.totals,
    heavy: heavyOf(documents, found.totals),
  };
}

/** What the policy would remove. Writes nothing. @throws CouchFailure */
export async function planRetention(request: RetentionRequest): Promise<readonly RetentionPlan[]> {
  const { server, only } = request;
  await requireServerAdmin(server);
  await requireWhole(server);
  const all = await listOutpostDatabases(server);
  const databases = all.filter(
    (name) => kindOfDatabase(name) !== 'files' && (!only?.length || only.includes(name)),
  );
  const plans: RetentionPlan[] = [];
  for (const database of databases) plans.push(await planDatabase(request, database));
  return plans.filter(({ documents }) => documents.length > 0);
}

/** Keeps what will be removed. Returns when it is on the disk. */
export type Keep = (database: string, documents: readonly JsonRecord[]) => Promise<void>;

async function removeBatch(
  server: CouchServer,
  db: string,
  documents: readonly JsonRecord[],
  keep: Keep,
): Promise<readonly string[]> {
  if (documents.length === 0) return [];
  await keep(db, documents);
  // A tombstone has no body: nothing of what was removed is left on any machine.
  const tombstones = documents.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true }));
  const refused = await bulkWrite(server, db, tombstones);
  return refused.map(({ id }) => id);
}

async function readFiles(
  server: CouchServer,
  db: string,
  ids: readonly string[],
): Promise<readonly JsonRecord[]> {
  const answer = await server.request({
    method: 'POST',
    db,
    path: '_bulk_get',
    query: { attachments: true },
    body: { docs: ids.map((id) => ({ id })) },
  });
  return bulkGetLeaves(answer).filter((leaf) => leaf['_deleted'] !== true);
}

function* portions<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** Removes what a plan names, in bounded batches, each kept before it goes. @throws CouchFailure */
export async function applyRetention(
  server: CouchServer,
  plan: RetentionPlan,
  keep: Keep,
): Promise<RemovalReport> {
  const left: string[] = [];
  let removed = 0;
  for (const batch of portions(plan.documents, BATCH)) {
    const refused = await removeBatch(server, plan.database, batch, keep);
    left.push(...refused);
    removed += batch.length - refused.length;
  }
  const files = filesOf(plan.database);
  for (const ids of portions(plan.files, FILES_BATCH)) {
    const parts = await readFiles(server, files, ids);
    const refused = await removeBatch(server, files, parts, keep);
    left.push(...refused);
    removed += parts.length - refused.length;
  }
  return { removed, left };
}

/** A line of the file of removed documents. */
export interface RemovedLine {
  readonly database: string;
  readonly removedAt: string;
  readonly document: JsonRecord;
}

/**
 * Puts removed documents back where nothing stands under their id.
 * @returns How many were put back; the others are there already.
 */
export async function bringBack(
  server: CouchServer,
  lines: AsyncIterable<unknown>,
): Promise<number> {
  await requireServerAdmin(server);
  await requireWhole(server);
  let count = 0;
  for await (const line of lines) {
    const { database, document } = asRecord(line);
    const { _rev: _old, ...body } = asRecord(document);
    if (typeof database !== 'string' || kindOfDatabase(database) === null) continue;
    const refused = await bulkWrite(server, database, [withoutRevpos(body)]);
    if (refused.length === 0) count += 1;
  }
  return count;
}

/** `revpos` of an attachment counts revisions that are gone. */
function withoutRevpos(document: JsonRecord): JsonRecord {
  const attachments = asRecord(document['_attachments']);
  if (Object.keys(attachments).length === 0) return document;
  const plain = Object.entries(attachments).map(([name, value]) => {
    const { content_type, data } = asRecord(value);
    return [name, { content_type, data }];
  });
  return { ...document, _attachments: Object.fromEntries(plain) as unknown };
}
