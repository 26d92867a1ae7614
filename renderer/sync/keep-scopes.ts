import { REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import { scopesOf } from '../../shared/policy/roles.ts';
import type { SyncPort } from '../replica/outbox-row.ts';
import { createBackoff } from './backoff.ts';
import { pause } from './bell.ts';
import type { IdentityGuard } from './identity-guard.ts';
import type { NewWork } from './push-outbox.ts';
import type { EngineParts } from './run-loop.ts';
import { isRejection } from './sign-in-gate.ts';
import type { Transport } from './transport.ts';
import { failureOf } from './transport-error.ts';

/** The databases a person's roles open (L20). */
export function databasesOf(roles: readonly string[]): readonly string[] {
  return [...new Set([REFERENCE_DATABASE, ...scopesOf(roles).map(scopeDatabase)])];
}

export interface ScopeParts {
  readonly engine: EngineParts;
  readonly port: SyncPort;
  readonly transport: Transport;
  readonly userName: string;
  /** Roles as the shell last heard them. */
  readonly roles: () => readonly string[];
  /** Announces that they changed. */
  readonly changed: NewWork;
  /** Guards the reference database, by which a server is known. */
  readonly reference: IdentityGuard;
  readonly openNames: () => readonly string[];
  open(database: string): void;
  /** Resolves when nothing of it runs any more. */
  close(database: string): Promise<void>;
}

/**
 * This person's roles in the server's own words, or null where they prove nothing: another name, no
 * roles at all, or a server that is not known to be the one this replica came from.
 */
async function confirmedRoles(parts: ScopeParts): Promise<readonly string[] | null> {
  const { engine, port, transport, userName, reference } = parts;
  if (!(await port.checkpoint(REFERENCE_DATABASE))) return null;
  const isKnownServer = async (): Promise<void> => {
    reference.invalidate();
    await reference.ensure();
  };
  await isKnownServer();
  const session = await transport.session({ owner: 'roles', signal: engine.signal });
  // Once more, so that the answer in between is the same server's.
  await isKnownServer();
  return session.name === userName && session.roles.length > 0 ? session.roles : null;
}

/** Opens what is new and lets go of what the server confirms to be lost. False: not yet. */
async function settleScopes(parts: ScopeParts): Promise<boolean> {
  const { port, openNames, open, close } = parts;
  const wanted = databasesOf(parts.roles());
  for (const name of wanted) if (!openNames().includes(name)) open(name);
  const known = new Set([...openNames(), ...(await port.scopes.known())]);
  const gone = [...known].filter((name) => !wanted.includes(name));
  if (gone.length === 0) return true;
  const roles = await confirmedRoles(parts);
  if (!roles) return false;
  const allowed = databasesOf(roles);
  const lost = gone.filter((name) => !allowed.includes(name));
  for (const name of lost) {
    await close(name);
    await port.scopes.lose(name);
  }
  if (lost.length === gone.length) return true;
  // The shell's knowledge is older than the server's.
  parts.engine.onForbidden();
  return false;
}

/** What was typed for a lost scope while nothing ran is told like the rest. */
async function refuseKept({ port }: ScopeParts): Promise<void> {
  for (const scope of await port.scopes.lost()) await port.scopes.refuse(scopeDatabase(scope));
}

/**
 * Follows a person's scopes while the console runs (L12, L20, F27). What is lost leaves this machine
 * only when the server itself says so, never because of an error. Never throws.
 */
export async function keepScopes(parts: ScopeParts): Promise<void> {
  const { engine, changed } = parts;
  const { clock, signal, gate, now, tuning } = engine;
  const backoff = createBackoff(tuning.backoffFirstMs, tuning.backoffMaxMs, engine.random);
  while (!signal.aborted) {
    let isSettled = false;
    changed.take();
    try {
      await gate.passes();
      if (signal.aborted) return;
      await refuseKept(parts);
      isSettled = await settleScopes(parts);
    } catch (error) {
      const failure = failureOf(error);
      if (isRejection(failure)) gate.reject(failure);
    }
    if (isSettled) backoff.reset();
    if (changed.take()) continue;
    const { bell } = changed;
    const wait = isSettled ? { bells: [bell] } : { bells: [bell, now], ms: backoff.next() };
    await pause({ clock, signal, ...wait });
  }
}
