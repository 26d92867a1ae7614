import type { AnyDocument } from '../../shared/model/collections.ts';
import { databaseOf, SCOPE_DATABASE_PREFIX } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { wentBackId } from './drift.ts';
import { massRemovalId } from './brake.ts';
import { onChanges } from './changes.ts';
import { recheckConflicts } from './conflicts.ts';
import type { LocalDocument, QuarantineDocument } from './local-documents.ts';
import { checkpointId, rereadId } from './local-documents.ts';
import { REFUSED } from './merge-rows.ts';
import { unsentOf } from './outbox.ts';
import type { Checkpoint, OutboxRow } from './outbox-row.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { readPages, removeAll } from './storage.ts';
import type { LostScopeDocument } from './sync-question.ts';
import { brakeId, equalityId, lostScopeId, questionId } from './sync-question.ts';
import { collectionsOf } from './versions.ts';

/*
 * A person loses a scope (L12, L20): what the server has of it leaves this machine, what it does not
 * have stays, readable and exportable. Callers have the server's word for it.
 */

/** Sync's half of scopes that come and go. */
export interface ScopePort {
  /** Databases of scopes that this replica has something of, sent work that is still to go included. */
  known(): Promise<readonly string[]>;
  /** Scopes this person has no more and of which unsent work is kept. */
  lost(): Promise<readonly string[]>;
  /**
   * Refuses unsent work of a database with a plain reason and takes everything else of it off this
   * machine, its checkpoint first: if the scope comes back, its feed is read from the beginning and
   * has no gap (L4). May be called again after a crash in the middle.
   */
  lose(database: string): Promise<void>;
  /** Work typed after the loss, or sent again in vain, is told the same. */
  refuse(database: string): Promise<void>;
  /** The person has the scope again: its kept work may be sent. */
  regain(database: string): Promise<void>;
  /** Fires when `lost` may have changed, for other windows' doings too. */
  onChange(listener: () => void): () => void;
}

export function scopeOfDatabase(database: string): string {
  return database.slice(SCOPE_DATABASE_PREFIX.length);
}

function refusedRows(rows: readonly OutboxRow[], database: string, at: string): OutboxRow[] {
  const reason = `You no longer have access to “${scopeOfDatabase(database)}”. This was not sent. It is kept here: save it to a file, or wait until you have access again, then it is sent by itself.`;
  const refused = { status: REFUSED.noScope, reason, at };
  return rows
    .filter((row) => row.database === database && !row.refused)
    .map((row) => ({ ...row, refused }));
}

/** One transaction: from here on the loss is known, and nothing claims that the feed was read. */
async function noteLoss({ local, context }: ReplicaParts, database: string): Promise<void> {
  const { now } = context();
  const lost: LostScopeDocument = {
    id: lostScopeId(database),
    kind: 'lost-scope',
    database,
    lostAt: now,
    isCleared: false,
  };
  const remove = [
    checkpointId(database),
    rereadId(database),
    brakeId(database),
    equalityId(database),
    ...[massRemovalId(database), wentBackId(database)].map(questionId),
  ];
  await local.change({ put: [...refusedRows(await local.outbox(), database, now), lost], remove });
}

/** Documents removed at a time; every slice is a task of its own, and commands get between. */
const SLICE = 200;

async function clearCollection(
  parts: ReplicaParts,
  database: string,
  name: CollectionName,
): Promise<boolean> {
  const { exclusive, local } = parts;
  const collection = parts.database.collections[name];
  return readPages<AnyDocument>(collection, SLICE, async (page) => {
    const ids = page.filter((each) => databaseOf(name, each) === database).map(({ id }) => id);
    if (ids.length === 0) return true;
    return exclusive(async () => {
      // Regained meanwhile: what comes in again must not go.
      if (!(await local.get<LostScopeDocument>(lostScopeId(database)))) return false;
      const unsent = await unsentOf(local, ids);
      await removeAll(
        collection,
        ids.filter((id) => !unsent.has(id)),
      );
      return true;
    });
  });
}

async function clearQuarantine({ local }: ReplicaParts, database: string): Promise<void> {
  const kept = await local.list<QuarantineDocument>('quarantine');
  const scope = scopeOfDatabase(database);
  const gone = kept.filter(({ document }) => (document as { scope?: unknown }).scope === scope);
  await local.remove(gone.map(({ id }) => id));
}

async function lose(parts: ReplicaParts, database: string): Promise<void> {
  const { exclusive, local } = parts;
  await exclusive(() => noteLoss(parts, database));
  for (const name of collectionsOf(database)) {
    if (!(await clearCollection(parts, database, name))) return;
  }
  await exclusive(async () => {
    await clearQuarantine(parts, database);
    await recheckConflicts(parts, parts.context().now);
    const lost = await local.get<LostScopeDocument>(lostScopeId(database));
    if (lost) await local.put([{ ...lost, isCleared: true }]);
  });
}

async function regain({ local }: ReplicaParts, database: string): Promise<void> {
  const id = lostScopeId(database);
  if (!(await local.get<LostScopeDocument>(id))) return;
  const kept = (await local.outbox()).filter(
    (row) => row.database === database && row.refused?.status === REFUSED.noScope,
  );
  await local.change({
    put: kept.map(({ refused: _lifted, ...row }) => row),
    remove: [id],
  });
}

async function known({ local }: ReplicaParts): Promise<string[]> {
  const checkpoints = await local.list<Checkpoint>('checkpoint');
  const lost = await local.list<LostScopeDocument>('lost-scope');
  const names = [
    ...checkpoints.map(({ database }) => database),
    ...lost.filter(({ isCleared }) => !isCleared).map(({ database }) => database),
  ];
  return [...new Set(names)].filter((name) => name.startsWith(SCOPE_DATABASE_PREFIX));
}

async function lost({ local }: ReplicaParts): Promise<string[]> {
  const documents = await local.list<LostScopeDocument>('lost-scope');
  if (documents.length === 0) return [];
  const kept = new Set((await local.outbox()).map(({ database }) => database));
  return documents
    .filter(({ database }) => kept.has(database))
    .map(({ database }) => scopeOfDatabase(database));
}

/** What of the replica scopes that come and go need. */
export function createScopePort(parts: ReplicaParts): ScopePort {
  const { exclusive, local, context } = parts;
  return {
    known: () => known(parts),
    lost: () => lost(parts),
    lose: (database) => lose(parts, database),
    refuse: (database) =>
      exclusive(async () => {
        if (!(await local.get<LostScopeDocument>(lostScopeId(database)))) return;
        await local.put(refusedRows(await local.outbox(), database, context().now));
      }),
    regain: (database) => exclusive(() => regain(parts, database)),
    onChange: (listener) =>
      onChanges<LocalDocument>(parts.database.local, ({ written, removed }) => {
        const isAbout = (id: string): boolean => id.startsWith('lost-scope:');
        const hasLess = removed.some((id) => isAbout(id) || id.startsWith('outbox:'));
        if (hasLess || written.some(({ id }) => isAbout(id))) listener();
      }),
  };
}
