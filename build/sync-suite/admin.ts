/** What a server's administrator does behind the consoles' backs. */
export interface Admin {
  get(id: string): Promise<Readonly<Record<string, unknown>> | null>;
  /** All revisions of the tree, `2-…` for a document written twice. */
  revision(id: string): Promise<string>;
  put(document: Readonly<Record<string, unknown>>): Promise<void>;
  remove(id: string): Promise<void>;
  /** Every document but design documents and bookkeeping, by id. */
  all(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Runs a task while the database takes any document from administrators. */
  unguarded(task: () => Promise<void>): Promise<void>;
  /** Deletes the database. */
  destroy(): Promise<void>;
}

interface Row {
  readonly id: string;
  readonly doc: Readonly<Record<string, unknown>>;
}

/** Works on one database with an administrator's URL. */
export function createAdmin(adminUrl: string, database: string): Admin {
  const parsed = new URL(adminUrl);
  const name = decodeURIComponent(parsed.username);
  const secret = Buffer.from(`${name}:${decodeURIComponent(parsed.password)}`).toString('base64');
  const base = `${parsed.origin}/${encodeURIComponent(database)}`;

  const pathOf = (id: string): string =>
    id.startsWith('_design/') ? `/${id}` : `/${encodeURIComponent(id)}`;

  async function call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${base}${path}`, {
      method,
      headers: { authorization: `Basic ${secret}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function read(id: string): Promise<Readonly<Record<string, unknown>> | null> {
    const answer = await call('GET', pathOf(id));
    if (answer.status === 404) return null;
    return (await answer.json()) as Record<string, unknown>;
  }

  async function must(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await call(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as unknown;
  }

  async function put(document: Readonly<Record<string, unknown>>): Promise<void> {
    const id = document['_id'] as string;
    const { _rev: _old, ...fields } = document;
    const present = await read(id);
    await must('PUT', pathOf(id), { ...fields, ...(present ? { _rev: present['_rev'] } : {}) });
  }

  async function remove(id: string): Promise<void> {
    const rev = (await read(id))?.['_rev'] as string;
    await must('DELETE', `${pathOf(id)}?rev=${encodeURIComponent(rev)}`);
  }

  return {
    get: read,
    revision: async (id) => ((await read(id))?.['_rev'] as string | undefined) ?? '',
    put,
    remove,
    async all() {
      const answer = (await must('GET', '/_all_docs?include_docs=true')) as { rows: Row[] };
      return answer.rows
        .filter(({ id }) => !id.startsWith('_') && !/^(numbers|outpost):/.test(id))
        .map(({ doc }) => doc);
    },
    async unguarded(task) {
      const guard = (await read('_design/outpost'))!;
      await remove('_design/outpost');
      await task();
      await put(guard);
    },
    async destroy() {
      await must('DELETE', '');
    },
  };
}
