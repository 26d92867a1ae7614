import { IDENTITY_ID } from '../../shared/model/collections.ts';
import type { DatabaseIdentity } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { Drift, Suspect } from '../replica/drift.ts';
import type { SyncPort } from '../replica/outbox-row.ts';
import type { DatabaseEquality } from '../replica/sync-question.ts';
import { collectionsOf } from '../replica/versions.ts';
import type { Difference } from '../replica/versions.ts';
import type { FeedRounds } from './feed-rounds.ts';
import type { IdentityGuard } from './identity-guard.ts';
import type { CurrentState } from './read-answers.ts';
import type { EngineParts } from './run-loop.ts';
import type { Transport } from './transport.ts';

export interface EqualityParts {
  readonly engine: EngineParts;
  readonly database: string;
  readonly port: SyncPort;
  readonly transport: Transport;
  readonly guard: IdentityGuard;
  readonly rounds: FeedRounds;
}

/** Documents whose content is fetched at once, to look closer. */
const CLOSER = 100;

interface Listing {
  readonly compared: number;
  readonly differing: readonly Difference[];
}

async function listCollection(parts: EqualityParts, collection: CollectionName): Promise<Listing> {
  const { engine, database, port, transport } = parts;
  const { signal, tuning } = engine;
  const limit = tuning.equalityRows;
  const differing: Difference[] = [];
  let compared = 0;
  let after: string | null = null;
  do {
    const range = { collection, after, limit };
    const page = await transport.versions(database, range, {
      owner: `equality ${database}`,
      signal,
    });
    // Only an empty page is the end: PouchDB's `_find` counts a row it leaves out.
    const through: string | null = page.at(-1)?.id ?? null;
    const there = new Map(page.map((stamp) => [stamp.id, stamp]));
    const found = await port.equality.compare(database, { collection, after, through }, there);
    compared += found.compared;
    differing.push(...found.differing);
    after = through;
  } while (after !== null && !signal.aborted);
  return { compared, differing };
}

function toSuspect(difference: Difference, state: CurrentState | undefined): Suspect[] {
  if (!state || state.kind === 'unreadable') return [];
  if (state.kind !== 'document') return [{ ...difference, there: { kind: state.kind } }];
  return [{ ...difference, there: { kind: 'document', document: state.document } }];
}

/** Looks at some documents as they are now on the server, and repairs what is behind here. */
async function lookCloser(
  parts: EqualityParts,
  differing: readonly Difference[],
  identity: DatabaseIdentity,
): Promise<Drift> {
  const { engine, database, port, transport, guard } = parts;
  const ids = [IDENTITY_ID, ...differing.map(({ id }) => id)];
  const call = { owner: `equality ${database}`, signal: engine.signal };
  const states = await transport.currentDocuments(database, ids, call);
  // Of another server nothing follows, least of all that something is gone (F16).
  guard.confirm(states.get(IDENTITY_ID), identity);
  return port.equality.settle(
    database,
    differing.flatMap((each) => toSuspect(each, states.get(each.id))),
  );
}

async function lookAtAll(
  parts: EqualityParts,
  differing: readonly Difference[],
  identity: DatabaseIdentity,
): Promise<Drift> {
  // What was merely under way has arrived by then.
  await parts.rounds.caughtUp(parts.engine.clock, parts.engine.signal);
  const drifts: Drift[] = [];
  for (let at = 0; at < differing.length && !parts.engine.signal.aborted; at += CLOSER) {
    drifts.push(await lookCloser(parts, differing.slice(at, at + CLOSER), identity));
  }
  return {
    missingHere: drifts.reduce((sum, drift) => sum + drift.missingHere, 0),
    olderHere: drifts.reduce((sum, drift) => sum + drift.olderHere, 0),
    newerHere: drifts.flatMap(({ newerHere }) => newerHere),
    onlyHere: drifts.flatMap(({ onlyHere }) => onlyHere),
  };
}

/**
 * Compares ids and versions of everything in a database with the server (L16), without a look at
 * revisions or sequences: both survive a restore and lie. What is behind here is repaired; what the
 * server has not is looked at twice and then asked about (F14, F47). Live changes go on meanwhile: a
 * difference counts only if it is still there after the feed has caught up.
 */
export async function checkEquality(parts: EqualityParts): Promise<void> {
  const { engine, database, port, guard } = parts;
  const identity = await guard.ensure();
  let compared = 0;
  const differing: Difference[] = [];
  for (const collection of collectionsOf(database)) {
    const listing = await listCollection(parts, collection);
    compared += listing.compared;
    differing.push(...listing.differing);
  }
  let drift: Drift = { missingHere: 0, olderHere: 0, newerHere: [], onlyHere: [] };
  if (differing.length > 0) drift = await lookAtAll(parts, differing, identity);
  const { missingHere, olderHere } = drift;
  const ahead = [...drift.newerHere, ...drift.onlyHere];
  if (ahead.length > 0) {
    const again = ahead.map((stamp) => ({ id: stamp.id, here: stamp }));
    drift = await lookAtAll(parts, again, identity);
  }
  if (engine.signal.aborted) return;
  const result: DatabaseEquality = {
    database,
    checkedAt: new Date(engine.clock.now()).toISOString(),
    compared,
    missingHere,
    olderHere,
    newerHere: drift.newerHere.length,
    onlyHere: drift.onlyHere.length,
    repaired: missingHere + olderHere,
  };
  await port.equality.note(result, drift);
}
