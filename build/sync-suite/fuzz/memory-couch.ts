import vm from 'node:vm';
import { IDENTITY_ID } from '../../../shared/model/collections.ts';
import { designDocument } from '../../../sync-server/couch/design-document.ts';
import type { ManualClock } from '../manual-clock.ts';

type Json = Readonly<Record<string, unknown>>;

interface Stored {
  readonly rev: string;
  readonly seq: number;
  readonly deleted: boolean;
  readonly body: Json;
}

type Validate = (newDoc: Json, oldDoc: Json | null, userCtx: Json) => void;

interface Database {
  readonly documents: Map<string, Stored>;
  readonly validate: Validate;
  /** Who may read and write; everybody when it is null. */
  readonly scope: string | null;
}

export interface CouchUser {
  readonly name: string;
  /** As the server has them now. */
  roles: readonly string[];
}

/** A request after routing. */
export interface CouchRequest {
  readonly method: string;
  readonly database: string;
  readonly rest: string;
  readonly query: URLSearchParams;
  readonly body: string | null;
  readonly signal: AbortSignal | null;
}

const SHARDS = 3;

function shardOf(id: string): number {
  let hash = 0;
  for (let at = 0; at < id.length; at += 1) hash = (hash * 31 + id.charCodeAt(at)) % 65_521;
  return hash % SHARDS;
}

/**
 * CouchDB in memory for random stories: the routes consoles use, the real design documents, and
 * its less pleasant habits: sequences that are no numbers, shards whose rows come in any order,
 * tombstones without a body.
 */
export class MemoryCouch {
  private databases = new Map<string, Database>();
  private readonly waiting = new Set<() => void>();
  private readonly clock: ManualClock;
  private readonly random: () => number;
  private seq = 0;
  /** Documents written since the beginning. */
  writes = 0;

  constructor(clock: ManualClock, random: () => number) {
    this.clock = clock;
    this.random = random;
  }

  /** @param scope Null for the reference database. */
  create(name: string, scope: string | null, identity: Json): void {
    const source = designDocument(scope).validate_doc_update;
    const made = validators.get(source) ?? (vm.runInThisContext(source) as Validate);
    validators.set(source, made);
    this.databases.set(name, { documents: new Map(), validate: made, scope });
    this.put(name, { _id: IDENTITY_ID, ...identity });
  }

  put(database: string, document: Json): void {
    this.store(database, String(document['_id']), document, false);
  }

  remove(database: string, id: string): void {
    this.store(database, id, { _id: id }, true);
  }

  get(database: string, id: string): Json | null {
    const stored = this.databases.get(database)?.documents.get(id);
    return stored && !stored.deleted ? stored.body : null;
  }

  /** What people wrote, by id, as a console knows it. */
  all(database: string): Map<string, Json> {
    const found = new Map<string, Json>();
    for (const [id, { deleted, body }] of this.databases.get(database)!.documents) {
      if (deleted || /^(numbers|outpost):/.test(id)) continue;
      const { _id, _rev, ...fields } = body;
      found.set(id, { id, ...fields });
    }
    return found;
  }

  /** A file copy of everything. */
  backup(): ReadonlyMap<string, Database> {
    return new Map(
      [...this.databases].map(([name, each]) => [
        name,
        { ...each, documents: new Map(each.documents) },
      ]),
    );
  }

  /** The copy is put back; numbers that were leased since stay leased, as the runbook says. */
  restore(backup: ReadonlyMap<string, Database>): void {
    const counters = [...this.databases].flatMap(([name, { documents }]) =>
      [...documents]
        .filter(([id]) => id.startsWith('numbers:'))
        .map(([, { body }]) => ({ name, body })),
    );
    this.databases = new Map(
      [...backup].map(([name, each]) => [name, { ...each, documents: new Map(each.documents) }]),
    );
    for (const [name] of this.databases) {
      const identity = this.get(name, IDENTITY_ID)!;
      this.put(name, { ...identity, epoch: Number(identity['epoch']) + 1 });
    }
    for (const { name, body } of counters) this.put(name, body);
  }

  /** A request of a person; resolves when the server answers. */
  async request(who: CouchUser, request: CouchRequest): Promise<Response> {
    if (request.database === '_session') return this.session(who);
    const database = this.databases.get(request.database);
    if (!database) return this.fail(404, 'not_found', 'Database does not exist.');
    if (database.scope !== null && !who.roles.includes(`scope:${database.scope}`)) {
      return this.fail(403, 'forbidden', 'You are not allowed to access this db.');
    }
    const { method, rest } = request;
    if (method === 'GET' && rest === '_changes') return this.changes(database, request);
    if (rest === '_all_docs') return this.answer(200, this.allDocs(database, request));
    if (method === 'POST' && rest === '_bulk_docs') return this.bulk(who, request);
    if (method === 'POST' && rest === '_find') return this.find(database, request);
    if (method === 'PUT') return this.putOne(who, request);
    const stored = database.documents.get(rest);
    if (!stored) return this.fail(404, 'not_found', 'missing');
    return stored.deleted ? this.fail(404, 'not_found', 'deleted') : this.answer(200, stored.body);
  }

  private answer(status: number, value: unknown): Response {
    const headers = {
      'content-type': 'application/json',
      date: new Date(this.clock.now()).toUTCString(),
    };
    return new Response(JSON.stringify(value), { status, headers });
  }

  private fail(status: number, error: string, reason: string): Response {
    return this.answer(status, { error, reason });
  }

  private store(database: string, id: string, document: Json, deleted: boolean): string {
    const { documents } = this.databases.get(database)!;
    const generation = Number.parseInt(documents.get(id)?.rev ?? '0', 10) + 1;
    this.seq += 1;
    this.writes += 1;
    const rev = `${generation}-${this.seq.toString(16).padStart(32, 'a')}`;
    documents.set(id, { rev, seq: this.seq, deleted, body: { ...document, _id: id, _rev: rev } });
    for (const wake of [...this.waiting]) wake();
    return rev;
  }

  private async changes(database: Database, { query, signal }: CouchRequest): Promise<Response> {
    const since = readSince(query.get('since'));
    const limit = Number(query.get('limit') ?? '1000');
    if (query.get('feed') === 'longpoll' && this.after(database, since).every((s) => !s.length)) {
      await this.untilChange(Number(query.get('timeout') ?? '60000'), signal);
    }
    const shards = this.after(database, since);
    const at = [...since];
    const rows: Json[] = [];
    while (rows.length < limit && shards.some((shard) => shard.length > 0)) {
      const full = shards.flatMap((shard, index) => (shard.length > 0 ? [index] : []));
      const index = full[Math.floor(this.random() * full.length)]!;
      const [id, stored] = shards[index]!.shift()!;
      at[index] = stored.seq;
      rows.push(feedRow(id, stored, writeSince(at)));
    }
    const pending = shards.reduce((sum, shard) => sum + shard.length, 0);
    return this.answer(200, { results: rows, last_seq: writeSince(at), pending });
  }

  private after({ documents }: Database, since: readonly number[]): [string, Stored][][] {
    const shards = Array.from({ length: SHARDS }, (): [string, Stored][] => []);
    for (const [id, stored] of documents) {
      const shard = shardOf(id);
      if (stored.seq > since[shard]!) shards[shard]!.push([id, stored]);
    }
    for (const shard of shards) shard.sort(([, a], [, b]) => a.seq - b.seq);
    return shards;
  }

  private untilChange(timeoutMs: number, signal: AbortSignal | null): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.waiting.delete(done);
        stopTimer();
        resolve();
      };
      const stopTimer = this.clock.setTimer(done, timeoutMs);
      this.waiting.add(done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  private allDocs({ documents }: Database, { query, body }: CouchRequest): Json {
    const asked = JSON.parse(body ?? '{}') as { keys?: string[] };
    const withDocs = query.get('include_docs') === 'true';
    const rowOf = (id: string, { rev, deleted, body: doc }: Stored): Json => ({
      id,
      key: id,
      value: deleted ? { rev, deleted: true } : { rev },
      ...(withDocs ? { doc: deleted ? null : doc } : {}),
    });
    if (asked.keys) {
      const rows = asked.keys.map((key) => {
        const stored = documents.get(key);
        return stored ? rowOf(key, stored) : { key, error: 'not_found' };
      });
      return { total_rows: documents.size, offset: null, rows };
    }
    const options = { ...Object.fromEntries(query), ...asked } as Record<string, unknown>;
    const bound = (name: string, otherwise: string): string => {
      const value = options[name];
      return typeof value === 'string' ? String(unquoted(value)) : otherwise;
    };
    const first = bound('startkey', bound('start_key', ''));
    const last = bound('endkey', bound('end_key', '\uffff'));
    const ids = [...documents.keys()].filter((id) => id >= first && id <= last).sort();
    const alive = ids.filter((id) => !documents.get(id)!.deleted);
    const skip = Number(options['skip'] ?? 0);
    const page = alive.slice(skip, skip + Number(options['limit'] ?? Infinity));
    const rows = page.map((id) => rowOf(id, documents.get(id)!));
    return { total_rows: alive.length, offset: null, rows };
  }

  private session({ name, roles }: CouchUser): Response {
    return this.answer(200, { ok: true, userCtx: { name, roles } });
  }

  /** Ranges of ids in the order of ids, which is all that consoles ask. */
  private find({ documents }: Database, { body }: CouchRequest): Response {
    const { selector, fields, limit } = JSON.parse(body ?? '{}') as {
      readonly selector: { readonly _id: { readonly $gt: string; readonly $lt: string } };
      readonly fields: readonly string[];
      readonly limit: number;
    };
    const { $gt: after, $lt: before } = selector._id;
    const docs = [...documents]
      .filter(([id, { deleted }]) => !deleted && id > after && id < before)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, limit)
      .map(([, stored]) =>
        Object.fromEntries(
          fields.flatMap((name) => (name in stored.body ? [[name, stored.body[name]]] : [])),
        ),
      );
    return this.answer(200, { docs, bookmark: 'nil' });
  }

  private write(who: CouchUser, name: string, document: Json): Json {
    const id = String(document['_id']);
    const { documents, validate } = this.databases.get(name)!;
    const present = documents.get(id);
    const isFree = !present || present.deleted;
    if (isFree ? document['_rev'] !== undefined : document['_rev'] !== present.rev) {
      return { id, error: 'conflict', reason: 'Document update conflict.' };
    }
    try {
      validate(document, isFree ? null : present.body, {
        db: name,
        name: who.name,
        roles: who.roles,
      });
    } catch (refused) {
      return { id, error: 'forbidden', reason: String((refused as Json)['forbidden'] ?? refused) };
    }
    const { _rev, ...body } = document;
    return { ok: true, id, rev: this.store(name, id, body, false) };
  }

  private bulk(who: CouchUser, { database, body }: CouchRequest): Response {
    const { docs } = JSON.parse(body ?? '{}') as { docs: Json[] };
    return this.answer(
      201,
      docs.map((document) => this.write(who, database, document)),
    );
  }

  private putOne(who: CouchUser, { database, rest, body }: CouchRequest): Response {
    const row = this.write(who, database, { ...(JSON.parse(body ?? '{}') as Json), _id: rest });
    if (row['ok'] === true) return this.answer(201, row);
    return this.answer(row['error'] === 'conflict' ? 409 : 403, row);
  }
}

const validators = new Map<string, Validate>();

function feedRow(id: string, { rev, deleted, body }: Stored, seq: string): Json {
  const doc = deleted ? { _id: id, _rev: rev, _deleted: true } : body;
  return { seq, id, changes: [{ rev }], ...(deleted ? { deleted: true } : {}), doc };
}

/** Sequences are opaque: nothing but this server can read them. */
function writeSince(at: readonly number[]): string {
  const sum = at.reduce((total, each) => total + each, 0);
  return `${sum}-${Buffer.from(JSON.stringify(at)).toString('base64url')}`;
}

function readSince(since: string | null): readonly number[] {
  const code = since?.split('-')[1];
  if (!code) return Array.from({ length: SHARDS }, () => 0);
  return JSON.parse(Buffer.from(code, 'base64url').toString()) as number[];
}

function unquoted(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
