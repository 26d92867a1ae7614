import { IDENTITY_ID, REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import { NUMBERS_ID_PREFIX, NUMBER_SERIES } from '../../shared/policy/numbers.ts';
import { SERVER_ADMIN_ROLE } from '../../shared/policy/roles.ts';
import { CouchFailure } from '../couch/couch-failure.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { readDatabaseState, readIdentity } from '../couch/database-identity.ts';
import { asRecord, type JsonRecord } from '../couch/json-record.ts';
import { countNodes, readWelcome, requireServerAdmin } from '../couch/server-info.ts';
import { USERS_DATABASE } from '../couch/user-accounts.ts';
import {
  backupDocuments,
  BackupError,
  verifyBackup,
  type Backup,
  type BackupDatabase,
} from './backup-format.ts';
import { endRestore, findRestore, saveRestore, type RestorePlan } from './restore-plan.ts';
import { rowsOf, readWholeRange } from './read-database.ts';

export interface RestoreRequest {
  readonly server: CouchServer;
  readonly backup: Backup;
  /** Names of databases; absent: all of the backup. */
  readonly only?: readonly string[];
  /** Deletes what stands under the same names. */
  readonly replace: boolean;
  /** Numbers left out of every series; absent: see `defaultGap`. */
  readonly numbersGap?: number;
  readonly now: () => Date;
  readonly onDatabase?: (name: string) => void;
}

export interface RestoreReport {
  readonly epoch: number;
  readonly databases: readonly string[];
  readonly documents: number;
  /** `next` of every series after the restore. */
  readonly counters: Readonly<Record<string, number>>;
  /** Accounts made; those that were there stay as they are. */
  readonly users: number;
  /** A restore that had been cut short was gone on with. */
  readonly wasResumed: boolean;
}

/** As `_bulk_docs` takes it well within its time limit. */
const BATCH_DOCUMENTS = 200;
const BATCH_CHARACTERS = 4 * 1024 * 1024;
/** Numbers that the consoles of a small workspace cannot have leased since yesterday's backup. */
const LEAST_GAP = 10_000;

const CLOSED = {
  members: { names: [], roles: [SERVER_ADMIN_ROLE] },
  admins: { names: [], roles: [SERVER_ADMIN_ROLE] },
};

function docPath(id: string): string {
  return id.startsWith('_design/') ? id : encodeURIComponent(id);
}

async function counterFloors(server: CouchServer): Promise<Record<string, number>> {
  if ((await server.find({ db: REFERENCE_DATABASE })) === null) return {};
  const range = [NUMBERS_ID_PREFIX, `${NUMBERS_ID_PREFIX}\uffff`] as const;
  const counters = await readWholeRange(server, REFERENCE_DATABASE, range);
  return Object.fromEntries(
    counters.flatMap(({ prefix, next }) =>
      typeof prefix === 'string' && typeof next === 'number' ? [[prefix, next]] : [],
    ),
  );
}

/** What stands in the way of beginning; a sentence each. */
async function obstacles(
  { server, backup, replace }: RestoreRequest,
  wanted: readonly BackupDatabase[],
): Promise<string[]> {
  const problems: string[] = [];
  const there = await readIdentity(server, REFERENCE_DATABASE);
  if (there !== null && there.databaseId !== backup.manifest.databaseId) {
    return [
      `The server holds another workspace (${there.databaseId}) than the backup (${backup.manifest.databaseId}). Restore to the server it came from, or to an empty one.`,
    ];
  }
  for (const { name } of wanted) {
    const state = await readDatabaseState(server, name, null);
    if (replace || !state.exists) continue;
    if (!state.hasContent && state.identity === null) continue;
    problems.push(
      `${name} is there already. Its documents would be lost: make a backup of it, then give --replace.`,
    );
  }
  return problems;
}

async function makePlan(
  request: RestoreRequest,
  wanted: readonly BackupDatabase[],
): Promise<RestorePlan> {
  const { server, backup, now } = request;
  const problems = await obstacles(request, wanted);
  if (problems.length > 0) throw new BackupError(problems);
  const epochs = [0];
  for (const { name, epoch } of wanted) {
    epochs.push(epoch ?? 0, (await readIdentity(server, name))?.epoch ?? 0);
  }
  return {
    backup: backup.id,
    epoch: Math.max(...epochs) + 1,
    startedAt: now().toISOString(),
    databases: wanted.map(({ name }) => name),
    counters: await counterFloors(server),
    numbersGap: request.numbersGap ?? defaultGap(backup),
    done: [],
  };
}

/**
 * Consoles lease blocks of 50 and may have leased since the backup what nobody can count any more.
 * Twice a block and more for every account, and never less than ten thousand.
 */
function defaultGap({ manifest }: Backup): number {
  return Math.max(LEAST_GAP, (manifest.users?.lines ?? 0) * 200);
}

/** The plan of a restore that was cut short, or a new one. */
async function settlePlan(
  request: RestoreRequest,
  wanted: readonly BackupDatabase[],
): Promise<{ plan: RestorePlan; wasResumed: boolean }> {
  const { server, backup } = request;
  const found = await findRestore(server);
  const names = wanted.map(({ name }) => name).join();
  if (found?.backup === backup.id && found.databases.join() === names) {
    return { plan: found, wasResumed: true };
  }
  // A plan that was never written down has touched nothing.
  if (found !== null && found.backup !== '') {
    throw new BackupError([
      `A restore of another backup, or of other databases of it, began at ${found.startedAt} and is not finished: its epoch is ${String(found.epoch)}. Run it again as it was called then.`,
    ]);
  }
  const plan = await makePlan(request, wanted);
  await saveRestore(server, plan);
  return { plan, wasResumed: false };
}

async function recreate(server: CouchServer, { name, q, n }: BackupDatabase): Promise<void> {
  if ((await server.find({ db: name })) !== null) {
    await server.request({ method: 'PUT', db: name, path: '_security', body: CLOSED });
    await server.request({ method: 'DELETE', db: name });
  }
  const nodes = await countNodes(server);
  const query = {
    ...(q === null ? {} : { q }),
    ...(n === null ? {} : { n: Math.min(n, nodes) }),
  };
  await server.request({ method: 'PUT', db: name, query });
  await server.request({ method: 'PUT', db: name, path: '_security', body: CLOSED });
}

/** Collects documents and sends them with the revisions they had. */
class Filler {
  sent = 0;
  private batch: JsonRecord[] = [];
  private characters = 0;

  constructor(
    private readonly server: CouchServer,
    private readonly db: string,
  ) {}

  async add(document: JsonRecord): Promise<void> {
    this.batch.push(document);
    this.characters += JSON.stringify(document).length;
    const isFull = this.batch.length >= BATCH_DOCUMENTS || this.characters >= BATCH_CHARACTERS;
    if (isFull) await this.flush();
  }

  async flush(): Promise<void> {
    const docs = this.batch;
    if (docs.length === 0) return;
    this.batch = [];
    this.characters = 0;
    const body = { docs, new_edits: false };
    const answer = await this.server.request({
      method: 'POST',
      db: this.db,
      path: '_bulk_docs',
      body,
    });
    const [refused] = rowsOf({ rows: answer }).filter(({ error }) => error !== undefined);
    if (refused !== undefined) {
      throw new CouchFailure(
        'refused',
        `${this.db} refused ${String(refused['id'])}: ${String(refused['reason'])}`,
      );
    }
    this.sent += docs.length;
  }
}

/** Written as a new edit, whatever stands there: nothing but us is in this database. */
async function put(server: CouchServer, db: string, document: JsonRecord): Promise<void> {
  const id = String(document['_id']);
  const { _rev: _old, _revisions: _path, ...body } = document;
  const found = asRecord(await server.find({ db, path: docPath(id) }));
  const rev = found['_rev'];
  await server.request({
    method: 'PUT',
    db,
    path: docPath(id),
    body: { ...body, ...(typeof rev === 'string' ? { _rev: rev } : {}) },
  });
}

/** Above all that was given out before the backup, since it, and by the server that was there. */
function raisedCounter(document: JsonRecord, plan: RestorePlan): JsonRecord {
  const prefix = String(document['prefix']);
  const next = Number(document['next']);
  const floor = plan.counters[prefix] ?? 0;
  return { ...document, next: Math.max(next + plan.numbersGap, floor) };
}

interface Held {
  readonly designs: JsonRecord[];
  readonly counters: Map<string, JsonRecord>;
  identity: JsonRecord | null;
}

/** Documents that are not simply put back. */
function hold(held: Held, document: JsonRecord): boolean {
  const id = String(document['_id']);
  if (document['_deleted'] === true) return false;
  if (id.startsWith('_design/')) {
    held.designs.push(document);
  } else if (id.startsWith(NUMBERS_ID_PREFIX)) {
    const known = Number(held.counters.get(id)?.['next'] ?? 0);
    if (Number(document['next']) >= known) held.counters.set(id, document);
  } else if (id === IDENTITY_ID) {
    const known = Number(held.identity?.['epoch'] ?? 0);
    if (Number(document['epoch']) >= known) held.identity = document;
  } else return false;
  return true;
}

/**
 * One database, from nothing: documents first, because rules of another release might refuse them;
 * then counters and rules; the identity with the new epoch last. Until `open` it is closed to all.
 */
async function fill(
  server: CouchServer,
  backup: Backup,
  database: BackupDatabase,
  plan: RestorePlan,
): Promise<number> {
  const { name } = database;
  await recreate(server, database);
  const filler = new Filler(server, name);
  const held: Held = { designs: [], counters: new Map(), identity: null };
  for await (const document of backupDocuments(backup, database)) {
    if (!hold(held, document)) await filler.add(document);
  }
  await filler.flush();
  for (const counter of held.counters.values()) {
    await put(server, name, raisedCounter(counter, plan));
  }
  for (const design of held.designs) await put(server, name, design);
  if (held.identity !== null) {
    await put(server, name, { ...held.identity, epoch: plan.epoch });
  }
  return filler.sent;
}

async function restoreUsers({ server, backup }: RestoreRequest): Promise<number> {
  const { users } = backup.manifest;
  if (users === null) return 0;
  if ((await server.find({ db: USERS_DATABASE })) === null) {
    await server.request({ method: 'PUT', db: USERS_DATABASE });
  }
  let made = 0;
  for await (const user of backupDocuments(backup, users)) {
    const path = docPath(String(user['_id']));
    if ((await server.find({ db: USERS_DATABASE, path })) !== null) continue;
    const { _rev: _old, ...body } = user;
    await server.request({ method: 'PUT', db: USERS_DATABASE, path, body });
    made += 1;
  }
  return made;
}

async function readCounters(server: CouchServer): Promise<Record<string, number>> {
  const found = await counterFloors(server);
  const known = Object.keys(NUMBER_SERIES).filter((prefix) => prefix in found);
  return Object.fromEntries(known.map((prefix) => [prefix, found[prefix] ?? 0]));
}

function chosen({ backup, only }: RestoreRequest): readonly BackupDatabase[] {
  const { databases } = backup.manifest;
  if (only === undefined || only.length === 0) return databases;
  const unknown = only.filter((name) => !databases.some((each) => each.name === name));
  if (unknown.length > 0) {
    throw new BackupError(unknown.map((name) => `The backup has no database "${name}".`));
  }
  return databases.filter(({ name }) => only.includes(name));
}

/**
 * Puts a backup back. Every database is made anew and stays closed until all are filled; then they
 * open with an epoch above every one that a console has seen, so that consoles keep what they have
 * and put back what is newer (L13, F13). A process that dies on the way leaves a server that nobody
 * may open; the same call again finishes it.
 * @throws BackupError before anything is touched, where it cannot be done.
 * @throws CouchFailure where the server refuses; the same call again goes on.
 */
export async function restore(request: RestoreRequest): Promise<RestoreReport> {
  const { server, backup } = request;
  await readWelcome(server);
  await requireServerAdmin(server);
  await verifyBackup(backup);
  const wanted = chosen(request);
  const settled = await settlePlan(request, wanted);
  let { plan } = settled;
  let documents = 0;
  for (const database of wanted) {
    if (plan.done.includes(database.name)) continue;
    request.onDatabase?.(database.name);
    documents += await fill(server, backup, database, plan);
    plan = { ...plan, done: [...plan.done, database.name] };
    await saveRestore(server, plan);
  }
  const users = await restoreUsers(request);
  for (const { name, security } of wanted) {
    await server.request({ method: 'PUT', db: name, path: '_security', body: security });
  }
  await endRestore(server);
  return {
    epoch: plan.epoch,
    databases: plan.databases,
    documents,
    counters: await readCounters(server),
    users,
    wasResumed: settled.wasResumed,
  };
}
