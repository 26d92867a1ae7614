import {
  IDENTITY_ID,
  REFERENCE_DATABASE,
  scopeDatabase,
} from '../../../shared/model/collections.ts';
import type { CouchServer } from '../../couch/couch-server.ts';
import {
  listScopes,
  readDatabaseState,
  type DatabaseState,
} from '../../couch/database-identity.ts';
import { DESIGN_ID, designDocument } from '../../couch/design-document.ts';
import { asRecord, asStrings, sameJson } from '../../couch/json-record.ts';
import { securityObject } from '../../couch/security-object.ts';
import { countNodes } from '../../couch/server-info.ts';
import { USERS_DATABASE } from '../../couch/user-accounts.ts';
import { ok, problem, skipped, warning, type Finding } from '../finding.ts';

const PROVISION = 'Run `provision`.';
/** CouchDB's default; a lower one loses the history that conflicts are found by. */
const REVS_LIMIT = 1000;

async function checkSecurity(server: CouchServer, state: DatabaseState): Promise<Finding> {
  const check = `${state.name}/_security`;
  const wanted = securityObject(state.scope);
  const found = asRecord(await server.request({ db: state.name, path: '_security' }));
  if (sameJson(found, wanted)) return ok(check, 'Opens to the right roles.');
  const members = asRecord(found['members']);
  const isOpen = asStrings(members['names']).length + asStrings(members['roles']).length === 0;
  return problem(
    check,
    isOpen ? 'Opens to everybody.' : 'Is not as provisioned: other people may read or administer.',
    PROVISION,
  );
}

async function checkDesign(server: CouchServer, state: DatabaseState): Promise<Finding> {
  const check = `${state.name}/${DESIGN_ID}`;
  const found = await server.find({ db: state.name, path: DESIGN_ID });
  if (found === null) return problem(check, 'Is missing: every write is taken.', PROVISION);
  const wanted = designDocument(state.scope).validate_doc_update;
  return asRecord(found)['validate_doc_update'] === wanted
    ? ok(check, 'Guards with the rules of this release.')
    : problem(check, 'Guards with other rules than this release has.', PROVISION);
}

function checkIdentity(state: DatabaseState, workspace: string | null): Finding {
  const check = `${state.name}/identity`;
  const { identity, scope } = state;
  if (identity === null) {
    return state.hasContent
      ? problem(
          check,
          `${IDENTITY_ID} is missing, so consoles stop.`,
          'Restore the database from a backup that has its identity.',
        )
      : problem(check, `${IDENTITY_ID} is missing.`, PROVISION);
  }
  if (scope !== null && identity.scope !== scope) {
    return problem(
      check,
      `Says it holds the scope "${identity.scope ?? ''}".`,
      'A file was restored under the wrong name: give the database its right name again.',
    );
  }
  if (workspace !== null && identity.databaseId !== workspace) {
    return problem(
      check,
      `Belongs to another workspace (${identity.databaseId}, not ${workspace}).`,
      'Restore the database that belongs here.',
    );
  }
  return ok(
    check,
    `Epoch ${String(identity.epoch)}, consoles from ${String(identity.minClient)} on.`,
  );
}

async function checkShards(
  server: CouchServer,
  state: DatabaseState,
  nodes: number,
): Promise<Finding> {
  const check = `${state.name}/shards`;
  const cluster = asRecord(asRecord(await server.request({ db: state.name }))['cluster']);
  const { q, n } = cluster;
  if (typeof q !== 'number' || typeof n !== 'number') {
    return skipped(check, 'The server has no shards.');
  }
  const what = `q=${String(q)}, n=${String(n)} on ${String(nodes)} node${nodes === 1 ? '' : 's'}`;
  if (n > nodes) {
    return warning(
      check,
      `${what}: fewer nodes than copies.`,
      'Add nodes, or make the database anew with a lower n and replicate into it.',
    );
  }
  if (nodes > 1 && n === 1) {
    return warning(
      check,
      `${what}: one lost node loses documents.`,
      'Replicate into a database with n=2 or 3.',
    );
  }
  return ok(check, `${what}.`);
}

async function checkRevsLimit(server: CouchServer, state: DatabaseState): Promise<Finding> {
  const check = `${state.name}/_revs_limit`;
  const limit = await server.find({ db: state.name, path: '_revs_limit' });
  if (limit === null) return skipped(check, 'The server does not tell.');
  return Number(limit) >= REVS_LIMIT
    ? ok(check, `${String(Number(limit))} revisions.`)
    : warning(
        check,
        `Only ${String(Number(limit))} revisions are remembered: old edits become conflicts.`,
        `PUT ${String(REVS_LIMIT)} to /${state.name}/_revs_limit.`,
      );
}

async function checkDatabase(
  server: CouchServer,
  state: DatabaseState,
  workspace: string | null,
  nodes: number,
): Promise<readonly Finding[]> {
  if (!state.exists) return [problem(state.name, 'The database is missing.', PROVISION)];
  return [
    await checkSecurity(server, state),
    await checkDesign(server, state),
    checkIdentity(state, workspace),
    await checkShards(server, state, nodes),
    await checkRevsLimit(server, state),
  ];
}

/** Every database of Outpost, and `_users`. */
export async function checkDatabases(server: CouchServer): Promise<readonly Finding[]> {
  const scopes = await listScopes(server);
  const reference = await readDatabaseState(server, REFERENCE_DATABASE, null);
  const nodes = await countNodes(server);
  const workspace = reference.identity?.databaseId ?? null;
  const findings: Finding[] = [
    (await server.find({ db: USERS_DATABASE })) === null
      ? problem(USERS_DATABASE, 'The database of users is missing.', PROVISION)
      : ok(USERS_DATABASE, 'Is there.'),
    ...(await checkDatabase(server, reference, null, nodes)),
  ];
  for (const scope of scopes) {
    const state = await readDatabaseState(server, scopeDatabase(scope), scope);
    findings.push(...(await checkDatabase(server, state, workspace, nodes)));
  }
  if (scopes.length === 0) {
    findings.push(warning('scopes', 'There is no scope yet.', 'Make one: provision --scope NAME.'));
  }
  return findings;
}
