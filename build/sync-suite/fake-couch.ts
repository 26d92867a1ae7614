/** One stored document: its newest revision, and where the feed shows it. */
interface Stored {
  readonly rev: string;
  readonly seq: number;
  readonly deleted: boolean;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A request as the fake server sees it. */
export interface FakeRequest {
  readonly method: string;
  readonly database: string;
  /** What follows the database, without the query. */
  readonly rest: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly signal: AbortSignal | null;
}

/** Answers instead of the server, or lets the request through with `undefined`. */
export type Fault = (
  request: FakeRequest,
  forward: () => Promise<Response>,
) => Promise<Response> | Response | undefined;

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

const missing = (reason: string): Response => json({ error: 'not_found', reason }, 404);

/** Refuses a document with a reason, as `validate_doc_update` does. */
export type Validator = (document: Readonly<Record<string, unknown>>) => string | null;

/**
 * The handful of CouchDB routes that the transport uses, in memory, behind `fetch`. For tests of
 * logic and time; the sync suite runs against real servers.
 */
export class FakeCouch {
  readonly requests: FakeRequest[] = [];
  /** Tried in order; the first answer counts. */
  readonly faults: Fault[] = [];
  validate: Validator = () => null;
  maxDocumentBytes = 8_000_000;
  /** What `/_session` says; null for nobody. */
  session: { readonly name: string | null; readonly roles: readonly string[] } = {
    name: null,
    roles: [],
  };
  private readonly databases = new Map<string, Map<string, Stored>>();
  private readonly waiting = new Set<() => void>();
  private seq = 0;

  create(database: string, identity?: object): void {
    this.databases.set(database, new Map());
    if (identity) this.put(database, { _id: 'outpost:identity', ...identity });
  }

  destroy(database: string): void {
    this.databases.delete(database);
  }

  get(database: string, id: string): Readonly<Record<string, unknown>> | undefined {
    const stored = this.databases.get(database)?.get(id);
    return stored && !stored.deleted ? stored.body : undefined;
  }

  /** Writes past all checks, as somebody else would. */
  put(database: string, document: Readonly<Record<string, unknown>>): string {
    return this.store(database, String(document['_id']), document, false);
  }

  remove(database: string, id: string): void {
    this.store(database, id, { _id: id }, true);
  }

  /** Forgets a document as `_purge` does: no feed ever shows it. */
  purge(database: string, id: string): void {
    this.databases.get(database)?.delete(id);
  }

  /** All documents of a database as a file copy holds them. */
  copy(database: string): ReadonlyMap<string, unknown> {
    return new Map(this.databases.get(database));
  }

  /** Puts a copy back: sequences and identity are those of then. */
  restore(database: string, copy: ReadonlyMap<string, unknown>): void {
    this.databases.set(database, new Map(copy as ReadonlyMap<string, Stored>));
  }

  /** Ids of the documents that are there, in order. */
  ids(database: string): string[] {
    const all = [...(this.databases.get(database) ?? [])];
    return all.flatMap(([id, { deleted }]) => (deleted ? [] : [id])).sort();
  }

  revision(database: string, id: string): string {
    return this.databases.get(database)?.get(id)?.rev ?? '';
  }

  /** Where the feed of a database ends now. */
  lastSeq(database: string): string {
    const seqs = [...(this.databases.get(database)?.values() ?? [])].map(({ seq }) => seq);
    return `${Math.max(0, ...seqs)}-opaque`;
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(url, 'http://couch.test');
    const [database = '', ...rest] = pathname.replace(/^\/couch\//, '').split('/');
    const request: FakeRequest = {
      method: init.method ?? 'GET',
      database: decodeURIComponent(database),
      rest: rest.map(decodeURIComponent).join('/'),
      query: searchParams,
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
      signal: init.signal ?? null,
    };
    this.requests.push(request);
    const forward = (): Promise<Response> => this.answer(request);
    for (const fault of this.faults) {
      const answered = fault(request, forward);
      if (answered) return answered;
    }
    return forward();
  };

  private store(
    database: string,
    id: string,
    document: Readonly<Record<string, unknown>>,
    deleted: boolean,
  ): string {
    const all = this.databases.get(database)!;
    const generation = Number.parseInt(all.get(id)?.rev ?? '0', 10) + 1;
    this.seq += 1;
    const rev = `${generation}-${this.seq.toString(16).padStart(8, '0')}`;
    all.set(id, { rev, seq: this.seq, deleted, body: { ...document, _id: id, _rev: rev } });
    for (const wake of [...this.waiting]) wake();
    return rev;
  }

  private async answer(request: FakeRequest): Promise<Response> {
    if (request.database === '_session') return json({ ok: true, userCtx: this.session });
    const all = this.databases.get(request.database);
    if (!all) return missing('Database does not exist.');
    const { method, rest } = request;
    if (method === 'GET' && rest === '_changes') return this.changes(all, request);
    if (method === 'POST' && rest === '_all_docs') return json(this.allDocs(all, request.body));
    if (method === 'POST' && rest === '_bulk_docs') return this.bulk(request);
    if (method === 'POST' && rest === '_find') return json(this.find(all, request.body));
    if (method === 'PUT') return this.putOne(request);
    const stored = all.get(rest);
    if (!stored) return missing('missing');
    return stored.deleted ? missing('deleted') : json(stored.body);
  }

  private rowsAfter(all: ReadonlyMap<string, Stored>, since: number): [string, Stored][] {
    return [...all]
      .filter(([, stored]) => stored.seq > since)
      .sort(([, a], [, b]) => a.seq - b.seq);
  }

  private async changes(
    all: ReadonlyMap<string, Stored>,
    { query, signal }: FakeRequest,
  ): Promise<Response> {
    const since = Number.parseInt(query.get('since') ?? '0', 10);
    const limit = Number(query.get('limit') ?? '1000');
    if (query.get('feed') === 'longpoll' && this.rowsAfter(all, since).length === 0) {
      await this.untilChange(signal);
    }
    const rows = this.rowsAfter(all, since);
    const page = rows.slice(0, limit);
    return json({
      results: page.map(([id, stored]) => ({
        seq: `${stored.seq}-opaque`,
        id,
        changes: [{ rev: stored.rev }],
        ...(stored.deleted ? { deleted: true } : {}),
        doc: stored.deleted ? { _id: id, _rev: stored.rev, _deleted: true } : stored.body,
      })),
      last_seq: `${page.at(-1)?.[1].seq ?? since}-opaque`,
      pending: rows.length - page.length,
    });
  }

  private untilChange(signal: AbortSignal | null): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.waiting.delete(done);
        resolve();
      };
      this.waiting.add(done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  private allDocs(all: ReadonlyMap<string, Stored>, body: unknown): unknown {
    const { keys } = body as { keys: string[] };
    const rows = keys.map((key) => {
      const stored = all.get(key);
      if (!stored) return { key, error: 'not_found' };
      const value = { rev: stored.rev, ...(stored.deleted ? { deleted: true } : {}) };
      return { id: key, key, value, doc: stored.deleted ? null : stored.body };
    });
    return { total_rows: all.size, offset: 0, rows };
  }

  private find(all: ReadonlyMap<string, Stored>, body: unknown): unknown {
    const { selector, fields, limit } = body as {
      selector: { _id: { $gt: string; $lt: string } };
      fields: string[];
      limit: number;
    };
    const { $gt, $lt } = selector._id;
    const found = [...all]
      .filter(([id, { deleted }]) => !deleted && id > $gt && id < $lt)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, limit);
    const pick = ({ body: document }: Stored): object =>
      Object.fromEntries(fields.filter((f) => f in document).map((f) => [f, document[f]]));
    return { docs: found.map(([, stored]) => pick(stored)), bookmark: 'nil' };
  }

  private write(
    database: string,
    document: Readonly<Record<string, unknown>>,
  ): Record<string, unknown> {
    const id = String(document['_id']);
    const present = this.databases.get(database)!.get(id);
    const isFree = !present || present.deleted;
    if (isFree ? document['_rev'] !== undefined : document['_rev'] !== present.rev) {
      return { id, error: 'conflict', reason: 'Document update conflict.' };
    }
    const refused = this.validate(document);
    if (refused !== null) return { id, error: 'forbidden', reason: refused };
    return { ok: true, id, rev: this.store(database, id, document, false) };
  }

  private bulk({ database, body }: FakeRequest): Response {
    const { docs } = body as { docs: Record<string, unknown>[] };
    if (docs.some((document) => JSON.stringify(document).length > this.maxDocumentBytes)) {
      return json({ error: 'document_too_large', reason: 'too large' }, 413);
    }
    const illegal = docs.find((document) => String(document['_id']).startsWith('_'));
    if (illegal) {
      const reason = 'Only reserved document ids may start with underscore.';
      return json({ error: 'illegal_docid', reason }, 400);
    }
    return json(
      docs.map((document) => this.write(database, document)),
      201,
    );
  }

  private putOne({ database, rest, body }: FakeRequest): Response {
    const row = this.write(database, { ...(body as Record<string, unknown>), _id: rest });
    if (row['error'] === 'conflict') return json(row, 409);
    return json(row, row['ok'] === true ? 201 : 403);
  }
}
