import { randomUUID } from 'node:crypto';
import { IDENTITY_ID, REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import { filesDatabase } from '../../shared/model/blob.ts';
import { ScopeType } from '../../shared/model/envelope.ts';
import type { CouchServer } from './couch-server.ts';
import { listScopes, readDatabaseState, type DatabaseState } from './database-identity.ts';

/** Provisioning stopped before it wrote anything. */
export class ProvisionError extends Error {
  override readonly name = 'ProvisionError';
  readonly canRetry = false;
  /** One sentence each, with what to do. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** What is there, checked: nothing in it belongs to another workspace or was lost in part. */
export interface ProvisionPlan {
  /** The id all databases of the workspace carry. */
  readonly databaseId: string;
  readonly databases: readonly DatabaseState[];
}

const SCOPE_PATTERN = new RegExp(ScopeType.pattern ?? '');

function checkNames(scopes: readonly string[]): void {
  const wrong = scopes.filter((scope) => !SCOPE_PATTERN.test(scope));
  if (wrong.length === 0) return;
  throw new ProvisionError(
    wrong.map(
      (scope) =>
        `"${scope}" cannot be a scope: small letters, digits and -, at most 40, starting with a letter.`,
    ),
  );
}

function stateProblem(state: DatabaseState): string | null {
  const { name, scope, identity } = state;
  if (identity === null) {
    return state.hasContent
      ? `${name} holds documents but no identity (${IDENTITY_ID}), so it was restored in part or is not Outpost's. Restore it from a backup that has its identity, or delete the database if nothing in it is needed, then provision again.`
      : null;
  }
  if (scope === null || identity.scope === scope) return null;
  return `${name} says it holds the scope "${identity.scope ?? ''}". A file was restored under the wrong name: give the database its right name again, then provision.`;
}

function workspaceProblems(
  databases: readonly DatabaseState[],
  wanted: string | undefined,
): string[] {
  const known = databases.filter(({ identity }) => identity !== null);
  const idOf = (state: DatabaseState): string => state.identity?.databaseId ?? '';
  const leader = wanted ?? (known[0] === undefined ? undefined : idOf(known[0]));
  const source = wanted === undefined ? (known[0]?.name ?? '') : 'the id you gave';
  return known
    .filter((state) => idOf(state) !== leader)
    .map(
      (state) =>
        `${state.name} belongs to another workspace (${idOf(state)}) than ${source} (${leader ?? ''}). Put the database on the server it came from, or restore the one that belongs here.`,
    );
}

/** Scopes that know a workspace while its reference database is gone: something was lost. */
function lostReference(
  reference: DatabaseState,
  scopes: readonly DatabaseState[],
  wanted: string | undefined,
): string | null {
  const orphan = scopes.find(({ identity }) => identity !== null);
  if (reference.identity !== null || orphan === undefined || wanted !== undefined) return null;
  return `${orphan.name} is there but ${REFERENCE_DATABASE} has no identity, so the reference database was lost. Restore it from a backup, or make an empty one with --database-id ${orphan.identity?.databaseId ?? ''}.`;
}

/**
 * Looks before anything is written.
 * @throws ProvisionError with a sentence for everything that must be mended first.
 */
export async function planProvision(
  server: CouchServer,
  scopes: readonly string[],
  databaseId: string | undefined,
): Promise<ProvisionPlan> {
  const wanted = [...new Set(scopes)];
  checkNames(wanted);
  const reference = await readDatabaseState(server, REFERENCE_DATABASE, null);
  const looked = reference.identity === null ? await listScopes(server) : [];
  const all: DatabaseState[] = [];
  for (const scope of new Set([...wanted, ...looked])) {
    all.push(await readDatabaseState(server, scopeDatabase(scope), scope));
  }
  const own = all.filter(({ scope }) => scope !== null && wanted.includes(scope));
  for (const scope of wanted) {
    own.push(await readDatabaseState(server, filesDatabase(scope), scope));
  }
  const lost = lostReference(reference, all, databaseId);
  const problems = [
    ...[reference, ...own].map(stateProblem),
    lost,
    ...(lost === null ? workspaceProblems([reference, ...own], databaseId) : []),
  ].filter((problem) => problem !== null);
  if (problems.length > 0) throw new ProvisionError(problems);
  const known = [reference, ...own].find(({ identity }) => identity !== null)?.identity;
  return {
    databaseId: databaseId ?? known?.databaseId ?? randomUUID(),
    databases: [reference, ...own],
  };
}
