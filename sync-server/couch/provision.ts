import { IDENTITY_ID, type DatabaseIdentity } from '../../shared/model/collections.ts';
import { CLIENT_GENERATION } from '../../shared/model/collections.ts';
import { isFilesDatabase } from '../../shared/model/blob.ts';
import { PRESENCE_DATABASE } from '../../shared/model/presence.ts';
import { NUMBER_SERIES, numbersId, type NumberCounter } from '../../shared/policy/numbers.ts';
import { connectCouch, type CouchServer } from './couch-server.ts';
import type { DatabaseState } from './database-identity.ts';
import {
  DESIGN_ID,
  designDocument,
  filesDesignDocument,
  INDEX_BY_KIND,
} from './design-document.ts';
import { asRecord, sameJson, type JsonRecord } from './json-record.ts';
import { keepFewRevisions, presenceDesignDocument } from './presence-database.ts';
import { planProvision } from './provision-plan.ts';
import { securityObject } from './security-object.ts';
import { countNodes, readSetting, readWelcome, requireServerAdmin } from './server-info.ts';
import { ensureUser, USERS_DATABASE, type UserOutcome, type UserRequest } from './user-accounts.ts';

export interface ProvisionRequest {
  /** Of the server, with the name and password of an administrator; or a connection. */
  readonly url: string | CouchServer;
  readonly scopes: readonly string[];
  readonly users?: readonly UserRequest[];
  /** Id of the workspace; kept where one is there, made up where none is. */
  readonly databaseId?: string;
  /** Shards of a new database, 2 by default: enough for millions of documents, cheap on one node. */
  readonly q?: number;
  /** Copies of a new database: by default one a node, at most 3. */
  readonly n?: number;
}

export interface ProvisionReport {
  readonly databaseId: string;
  /** What was made, changed and found right, such as `outpost-scope-leipzig/_security`. */
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
  readonly users: readonly UserOutcome[];
  /** Settings of the server that want a look; nothing was changed there. */
  readonly warnings: readonly string[];
}

type Outcome = 'created' | 'updated' | 'unchanged';

/** Does one thing at a time and notes what came of it. */
class Provisioning {
  readonly outcomes: Record<Outcome, string[]> = { created: [], updated: [], unchanged: [] };

  constructor(
    readonly server: CouchServer,
    private readonly shards: { readonly q: number; readonly n: number },
  ) {}

  private note(outcome: Outcome, what: string): void {
    this.outcomes[outcome].push(what);
  }

  async database(name: string, exists: boolean): Promise<void> {
    if (!exists) {
      await this.server.request({ method: 'PUT', db: name, query: { ...this.shards } });
    }
    this.note(exists ? 'unchanged' : 'created', name);
  }

  async security({ name, scope, exists }: DatabaseState): Promise<void> {
    const wanted = securityObject(scope);
    const found = await this.server.request({ db: name, path: '_security' });
    const isRight = sameJson(found, wanted);
    if (!isRight) {
      await this.server.request({ method: 'PUT', db: name, path: '_security', body: wanted });
    }
    const outcome = isRight ? 'unchanged' : exists ? 'updated' : 'created';
    this.note(outcome, `${name}/_security`);
  }

  /** Writes a document unless it already says all that is wanted; other fields stay. */
  async document(name: string, id: string, wanted: object): Promise<void> {
    const path = id.startsWith('_design/') ? id : encodeURIComponent(id);
    const found = await this.server.find({ db: name, path });
    const before = asRecord(found);
    const isRight =
      found !== null &&
      Object.entries(wanted).every(([field, value]) => sameJson(before[field], value));
    if (!isRight) {
      const body: JsonRecord = { ...before, ...wanted };
      await this.server.request({ method: 'PUT', db: name, path, body });
    }
    const outcome = isRight ? 'unchanged' : found === null ? 'created' : 'updated';
    this.note(outcome, `${name}/${id}`);
  }

  /** Writes a document only where none is. */
  async initial(name: string, id: string, body: object): Promise<void> {
    const path = encodeURIComponent(id);
    const exists = (await this.server.find({ db: name, path })) !== null;
    if (!exists) await this.server.request({ method: 'PUT', db: name, path, body });
    this.note(exists ? 'unchanged' : 'created', `${name}/${id}`);
  }

  async index(name: string): Promise<void> {
    const answer = asRecord(
      await this.server.request({ method: 'POST', db: name, path: '_index', body: INDEX_BY_KIND }),
    );
    const outcome = answer['result'] === 'exists' ? 'unchanged' : 'created';
    this.note(outcome, `${name}/_index/${INDEX_BY_KIND.name}`);
  }
}

async function provisionDatabase(
  work: Provisioning,
  state: DatabaseState,
  databaseId: string,
): Promise<void> {
  const { name, scope, exists } = state;
  // A console opens a database only when it finds the identity, so that comes last: a run that was
  // cut short leaves nothing that looks finished, and no write before the design document guards.
  await work.database(name, exists);
  await work.security(state);
  const holdsFiles = scope !== null && isFilesDatabase(name);
  const design = holdsFiles ? filesDesignDocument(scope) : designDocument(scope);
  await work.document(name, DESIGN_ID, design);
  // Files are asked for by name alone.
  if (!holdsFiles) await work.index(name);
  if (scope === null) {
    for (const [prefix, next] of Object.entries(NUMBER_SERIES)) {
      const counter: NumberCounter = { kind: 'numbers', prefix, next };
      await work.initial(name, numbersId(prefix), counter);
    }
  }
  const identity: DatabaseIdentity = {
    databaseId,
    epoch: 1,
    minClient: CLIENT_GENERATION,
    ...(scope === null ? {} : { scope }),
  };
  await work.initial(name, IDENTITY_ID, identity);
}

/** Beside the workspace: without an identity, backup or history, made anew wherever it is missing. */
async function provisionPresence(work: Provisioning): Promise<void> {
  const name = PRESENCE_DATABASE;
  const exists = (await work.server.find({ db: name })) !== null;
  await work.database(name, exists);
  await work.security({ name, scope: null, exists, identity: null, hasContent: false });
  await work.document(name, DESIGN_ID, presenceDesignDocument());
  const changed = await keepFewRevisions(work.server);
  if (changed === null) return;
  work.outcomes[changed ? (exists ? 'updated' : 'created') : 'unchanged'].push(
    `${name}/_revs_limit`,
  );
}

async function settingWarnings(server: CouchServer): Promise<string[]> {
  const warnings: string[] = [];
  if ((await readSetting(server, 'chttpd', 'require_valid_user')) === 'false') {
    warnings.push(
      'The server answers strangers. Set [chttpd] require_valid_user = true, or require_valid_user_except_for_up = true behind a load balancer.',
    );
  }
  const maxSize = await readSetting(server, 'couchdb', 'max_document_size');
  if (maxSize !== null && Number(maxSize) < 8_000_000) {
    warnings.push(
      `[couchdb] max_document_size is ${maxSize}; long comments need the default of 8000000.`,
    );
  }
  return warnings;
}

/**
 * Makes a server ready for Outpost: databases with `_security`, design document, index, counters and
 * identity, then people. Looks first, writes only what differs; a second run changes nothing.
 * @throws ProvisionError before anything is written, where what is there does not fit together.
 * @throws CouchFailure where the server cannot be reached or refuses.
 */
export async function provision(request: ProvisionRequest): Promise<ProvisionReport> {
  const server = typeof request.url === 'string' ? connectCouch(request.url) : request.url;
  await readWelcome(server);
  await requireServerAdmin(server);
  const plan = await planProvision(server, request.scopes, request.databaseId);
  const work = new Provisioning(server, {
    q: request.q ?? 2,
    n: request.n ?? Math.min(3, await countNodes(server)),
  });
  const hasUsers = (await server.find({ db: USERS_DATABASE })) !== null;
  await work.database(USERS_DATABASE, hasUsers);
  for (const state of plan.databases) await provisionDatabase(work, state, plan.databaseId);
  await provisionPresence(work);
  const users: UserOutcome[] = [];
  for (const user of request.users ?? []) users.push(await ensureUser(server, user));
  return {
    databaseId: plan.databaseId,
    ...work.outcomes,
    users,
    warnings: await settingWarnings(server),
  };
}
