import { REFERENCE_DATABASE, SCOPE_DATABASE_PREFIX } from '../../shared/model/collections.ts';
import { checkWrite } from '../../shared/policy/check-write.ts';
import { SERVER_ADMIN_ROLE } from '../../shared/policy/roles.ts';
import { writePolicy } from '../../shared/policy/write-policy.ts';
import type { WrittenDocument } from '../../shared/policy/written-document.ts';
import { RECORD_MACHINES } from '../../shared/workflow/article-states.ts';
import type { CouchRequest, CouchServer } from '../couch/couch-server.ts';
import { asRecord, asStrings } from '../couch/json-record.ts';

const ADMIN = { name: 'admin', roles: [SERVER_ADMIN_ROLE] };

/**
 * As much of CouchDB as an import asks for, with the rules of the design documents; for tests that
 * run hundreds of imports. `import.sync.test.ts` runs against the real thing.
 */
export class MemoryCouch implements CouchServer {
  readonly url = 'memory:';
  readonly userName = ADMIN.name;
  readonly databases = new Map<string, Map<string, WrittenDocument>>();
  /** Documents written, all revisions counted. */
  writes = 0;
  /** Called before documents are stored; a test may write first. */
  beforeWrite: (db: string) => void = () => undefined;

  find(request: CouchRequest): Promise<unknown> {
    return this.request(request);
  }

  async request({ db = '', path, query, body }: CouchRequest): Promise<unknown> {
    // What cannot be sent as JSON must not arrive either.
    const sent = asRecord(JSON.parse(JSON.stringify(body ?? {})));
    if (path === '_bulk_docs') {
      this.beforeWrite(db);
      const documents = sent['docs'] as readonly WrittenDocument[];
      return documents.map((document) => this.store(db, document));
    }
    if (path !== '_all_docs') throw new Error(`Not known here: ${path ?? ''}`);
    if ('keys' in sent) return { rows: asStrings(sent['keys']).map((id) => this.row(db, id)) };
    const [from, to] = [String(query?.['startkey']), String(query?.['endkey'])];
    const ids = [...this.database(db).keys()].filter((id) => id >= from && id <= to);
    return { rows: ids.map((id) => this.row(db, id)) };
  }

  database(db: string): Map<string, WrittenDocument> {
    const found = this.databases.get(db) ?? new Map<string, WrittenDocument>();
    this.databases.set(db, found);
    return found;
  }

  /** Writes as the server's administrator; what CouchDB would answer. */
  store(db: string, document: WrittenDocument): object {
    const id = String(document['_id']);
    const before = this.database(db).get(id) ?? null;
    if (before?.['_rev'] !== document['_rev']) return { id, error: 'conflict', reason: 'conflict' };
    const scope = db === REFERENCE_DATABASE ? null : db.slice(SCOPE_DATABASE_PREFIX.length);
    const refusal = checkWrite(writePolicy(scope, RECORD_MACHINES), document, before, ADMIN);
    if (refusal !== null) return { id, error: 'forbidden', reason: refusal.reason };
    this.writes += 1;
    const rev = `${this.writes}-x`;
    this.database(db).set(id, { ...document, _rev: rev });
    return { ok: true, id, rev };
  }

  private row(db: string, id: string): object {
    const document = this.database(db).get(id);
    if (!document) return { key: id, error: 'not_found' };
    const isDeleted = document['_deleted'] === true;
    const value = { rev: document['_rev'], ...(isDeleted ? { deleted: true } : {}) };
    return { id, key: id, value, doc: isDeleted ? null : document };
  }
}
