import type { RxStorage } from 'rxdb';
import type { Documents } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { entryRange, makeUlid } from '../../shared/model/ids.ts';
import type { Entry } from '../../shared/model/entry.ts';
import type { Relation } from '../../shared/model/item.ts';
import type { MergeRules } from '../../shared/merge/merge-documents.ts';
import type { CommandContext, CommandResult } from '../../shared/workflow/command.ts';
import { workflowMergeRules } from '../../shared/workflow/merge-rules.ts';
import { recheckQuarantine } from './apply-pulled.ts';
import { Conflicts, recheckConflicts } from './conflicts.ts';
import { forgetClaims, takeClaims } from './claims.ts';
import { editRefused } from './conflicts-retry.ts';
import { onChanges } from './changes.ts';
import type { ChangeSet } from './changes.ts';
import { openDatabase } from './database.ts';
import type { ReplicaDatabase } from './database.ts';
import { createExclusive } from './exclusive.ts';
import type { LockPort } from './exclusive.ts';
import { LocalDocuments } from './local-documents.ts';
import type { DiscardedDocument, NumbersDocument } from './local-documents.ts';
import { migrateReplica, needsMigration } from './migrate-replica.ts';
import { numbersId, takeNumber } from './numbers.ts';
import type { SyncPort } from './outbox-row.ts';
import { ReferenceData } from './reference.ts';
import { discard, forgetDiscarded, sendAgain, sendDiscardedAgain } from './refused-work.ts';
import { CURRENT_MODEL, ensureReplicaMeta } from './replica-meta.ts';
import type { ReplicaModel } from './replica-meta.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { executeCommand, executeEach, recoverOutbox } from './run-command.ts';
import type { Carried, LabelledCommand } from './run-command.ts';
import { getMany, purgeRemoved, readByIndex, readRange } from './storage.ts';
import { createSyncPort } from './sync-port.ts';
import { readUnsentFile, writeUnsentFile } from './unsent-file.ts';
import { planRestore, restoreRows } from './unsent-file-restore.ts';
import type { RestorePlan } from './unsent-file-restore.ts';
import { TrustedTime } from './trusted-time.ts';
import type { MachineClocks } from './trusted-time.ts';
import { UnsentWork } from './unsent-work.ts';
import { ReplicaVault } from './vault.ts';
import type { VaultRestored } from './vault.ts';
import { NO_VAULT } from './vault-port.ts';
import type { VaultPort } from './vault-port.ts';
import { VaultWriter } from './vault-writer.ts';

/** Who works on this replica; a person on a server has a database of their own (F49). */
export interface ReplicaSession {
  readonly userName: string;
  readonly roles: readonly string[];
  readonly deviceId: string;
  /** Named in files of unsent work. */
  readonly serverUrl?: string;
}

export interface ReplicaOptions extends MachineClocks {
  /** Name of the IndexedDB databases, without special characters. */
  readonly name: string;
  readonly session: ReplicaSession;
  readonly random: () => number;
  readonly storage?: RxStorage<unknown, unknown>;
  readonly locks?: LockPort;
  readonly multiInstance?: boolean;
  /** Second copy of unsent work (L11); without one there is none. */
  readonly vault?: VaultPort;
  /** Another one in tests of migrations. */
  readonly model?: ReplicaModel;
  /** Told before a replica of an earlier build is brought to this one, which may take a while. */
  readonly onMigration?: () => void;
}

/** Decides what to write from what it is given; see shared/workflow. */
export type Command = (context: CommandContext) => CommandResult;

/**
 * The local replica: reads from memory or IndexedDB, writes through `run` alone. Nothing here
 * waits for the network.
 */
export class Replica {
  readonly session: ReplicaSession;
  readonly reference: ReferenceData;
  readonly unsent: UnsentWork;
  /** Merges that this person has to know of. */
  readonly conflicts: Conflicts;
  readonly local: LocalDocuments;
  readonly syncPort: SyncPort;
  /** Milliseconds since 1970 by the server's clock, as far as it is known. */
  readonly now: () => number;
  /** How far `now` can be relied on. */
  readonly trustedTime: TrustedTime;
  /** Unsent work of a replica that is gone, offered back; null where there is none. */
  readonly vaultFinds: ReplicaVault['finds'];
  /** Why the second copy of unsent work does not work now, or null. */
  readonly vaultTrouble: ReplicaVault['writer']['trouble'];
  private readonly database: ReplicaDatabase;
  private readonly parts: ReplicaParts;
  private readonly vault: ReplicaVault;

  private constructor(options: ReplicaOptions, opened: Opened) {
    this.session = options.session;
    this.trustedTime = opened.parts.time;
    this.now = opened.parts.time.now;
    this.reference = opened.reference;
    this.unsent = opened.unsent;
    this.conflicts = opened.conflicts;
    this.database = opened.parts.database;
    this.local = opened.parts.local;
    this.parts = opened.parts;
    this.vault = opened.vault;
    this.vaultFinds = opened.vault.finds;
    this.vaultTrouble = opened.vault.writer.trouble;
    this.syncPort = createSyncPort(opened.parts);
  }

  static async open(given: ReplicaOptions): Promise<Replica> {
    // Its own, because roles change while it is open.
    const options = { ...given, session: { ...given.session } };
    const database = await openDatabase({
      name: options.name,
      multiInstance: options.multiInstance ?? true,
      model: options.model ?? CURRENT_MODEL,
      ...(options.storage ? { storage: options.storage } : {}),
    });
    try {
      return new Replica(options, await openParts(options, database));
    } catch (error) {
      // Left open, its collections would count against the 13 of the next try (L23).
      await database.database.close();
      throw error;
    }
  }

  /** The server confirmed other roles: commands are judged by them from now on (L12). */
  setRoles(roles: readonly string[]): void {
    (this.session as { roles: readonly string[] }).roles = roles;
  }

  /**
   * Carries out a command and returns what was written. The label is shown in the sync inbox. What it
   * wrote is in the vault when it resolves; where that fails, the command counts all the same.
   */
  async run(command: Command, label: string): Promise<CommandResult> {
    const result = await this.parts.exclusive(() => {
      const context = this.parts.context();
      return executeCommand(this.parts, command(context), label, context);
    });
    await this.vault.writer.flushed();
    return result;
  }

  /**
   * Carries out commands about different documents, each for itself, and waits for the disk once.
   * What is refused is told in its place. See `executeEach`.
   */
  async runEach(commands: readonly LabelledCommand[]): Promise<readonly Carried[]> {
    const carried = await this.parts.exclusive(() =>
      executeEach(this.parts, commands, this.parts.context),
    );
    await this.vault.writer.flushed();
    return carried;
  }

  /**
   * Commands of a bulk edit go to the vault together: with one write and one fsync, when `task` ends.
   * Each of them is on the disk of the replica as ever.
   */
  async together<T>(task: () => Promise<T>): Promise<T> {
    const release = this.vault.writer.hold();
    return task().finally(release);
  }

  /** The next human number of a prefix (L5), used up even if the command then fails. */
  takeNumber(prefix: string): Promise<string> {
    return this.parts.exclusive(async () => {
      const present = await this.local.get<NumbersDocument>(numbersId(prefix));
      const { number, numbers } = takeNumber(present, prefix, this.session.deviceId);
      await this.local.put([numbers]);
      return number;
    });
  }

  async get<C extends CollectionName>(collection: C, id: string): Promise<Documents[C] | null> {
    const [found] = await getMany<Documents[C]>(this.database.collections[collection], [id]);
    return found ?? null;
  }

  getMany<C extends CollectionName>(
    collection: C,
    ids: readonly string[],
  ): Promise<Documents[C][]> {
    return getMany<Documents[C]>(this.database.collections[collection], ids);
  }

  /** A record's timeline, oldest first. */
  async timeline(recordId: string): Promise<Entry[]> {
    const [first, last] = entryRange(recordId);
    const entries = await readRange<Entry>(this.database.collections.entries, first, last);
    return entries.sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
  }

  /** Relations from and to a record that were not taken back. */
  async relationsOf(recordId: string): Promise<Relation[]> {
    const store = this.database.collections.relations;
    const found = await Promise.all([
      readByIndex<Relation>(store, ['fromId'], [recordId]),
      readByIndex<Relation>(store, ['toId'], [recordId]),
    ]);
    const byId = new Map(found.flat().map((relation) => [relation.id, relation]));
    return [...byId.values()].filter((relation) => !relation.removedAt);
  }

  /** Hears of every write to a collection, other windows' and sync's too. */
  onChanges<C extends CollectionName>(
    collection: C,
    listener: (changes: ChangeSet<Documents[C]>) => void,
  ): () => void {
    return onChanges<Documents[C]>(this.database.collections[collection], listener);
  }

  /** For projections and indexes of this room: the RxDB collection itself. */
  collection(collection: CollectionName): ReplicaDatabase['local'] {
    return this.database.collections[collection];
  }

  /**
   * Takes names that no window of this machine took before, and returns those it got: what they
   * stand for is done once, and after a crash not again.
   */
  claim(names: readonly string[]): Promise<readonly string[]> {
    return this.parts.exclusive(() => takeClaims(this.local, names, this.now()));
  }

  /** A refused write goes back in the queue, e.g. after its reason was mended. */
  sendAgain(documentId: string): Promise<void> {
    return this.parts.exclusive(() => sendAgain(this.parts, documentId));
  }

  /** Changes refused work where it stands and sends it again; undefined takes a field off. */
  editRefused(documentId: string, patch: Readonly<Record<string, unknown>>): Promise<void> {
    return this.parts.exclusive(() => editRefused(this.parts, documentId, patch));
  }

  /** Takes refused work off the list and shows the server's state; it is kept for 30 days. */
  discard(documentId: string): Promise<void> {
    return this.parts.exclusive(() => discard(this.parts, documentId));
  }

  /** Refused work that was taken off the list in the last 30 days. */
  discarded(): Promise<readonly DiscardedDocument[]> {
    return this.local.list<DiscardedDocument>('discarded');
  }

  /** Takes the discarding of a document's work back: it is queued on top of what is shown now. */
  async sendDiscardedAgain(id: string): Promise<void> {
    await this.parts.exclusive(() => sendDiscardedAgain(this.parts, id));
    await this.vault.writer.flushed();
  }

  /** All unsent work, refused too, as the text of a file. */
  async exportUnsent(): Promise<string> {
    const { userName, deviceId, serverUrl } = this.session;
    return writeUnsentFile({
      userName,
      ...(serverUrl ? { serverUrl } : {}),
      deviceId,
      writtenAt: new Date(this.now()).toISOString(),
      rows: await this.local.outbox(),
    });
  }

  /** What bringing a file of unsent work back would do. Throws `UnsentFileError` with a sentence. */
  async planRestore(text: string): Promise<RestorePlan> {
    return planRestore(this.parts, readUnsentFile(text, this.session.userName));
  }

  /** Queues the rows of a plan; counts things a person did. */
  async restoreUnsent(plan: RestorePlan): Promise<{ readonly restored: number }> {
    const restored = await this.parts.exclusive(() => restoreRows(this.parts, plan.rows));
    await this.vault.writer.flushed();
    return { restored };
  }

  /** Queues again what `vaultFinds` offers. */
  restoreFromVault(): Promise<VaultRestored> {
    return this.parts.exclusive(() => this.vault.restore());
  }

  /** Offers it no more; it is kept for 30 days. */
  dismissVault(): Promise<void> {
    return this.vault.dismiss();
  }

  /** Resolves when all unsent work is in the vault, as far as that works. */
  vaultFlushed(): Promise<void> {
    return this.vault.writer.flushed();
  }

  async close(): Promise<void> {
    await this.vault.writer.flushed();
    this.reference.close();
    this.unsent.close();
    this.conflicts.close();
    await this.trustedTime.close();
    await this.database.database.close();
  }
}

interface Opened {
  readonly parts: ReplicaParts;
  readonly vault: ReplicaVault;
  readonly reference: ReferenceData;
  readonly unsent: UnsentWork;
  readonly conflicts: Conflicts;
}

function contextOf(
  { session, random }: ReplicaOptions,
  time: TrustedTime,
  reference: ReferenceData,
) {
  return (): CommandContext => {
    const at = time.now();
    return {
      now: new Date(at).toISOString(),
      userName: session.userName,
      roles: session.roles,
      deviceId: session.deviceId,
      ulid: () => makeUlid(at, random),
      matrix: reference.get().matrix,
      policies: reference.get().policies,
    };
  };
}

/**
 * Whatever this build does first: the replica has a name, its outbox is followed into the vault, and
 * what an earlier build wrote is brought to this one's shape, its unsent work being safe by then.
 */
async function bringUp(
  options: ReplicaOptions,
  database: ReplicaDatabase,
  local: LocalDocuments,
): Promise<VaultWriter> {
  const model = options.model ?? CURRENT_MODEL;
  const meta = await ensureReplicaMeta(local, options.random);
  const writer = new VaultWriter(options.vault ?? NO_VAULT, meta.replicaId);
  local.outboxListener = (written, gone) => writer.note(written, gone);
  if (needsMigration(meta, model)) {
    writer.note(await local.outbox(), []);
    await writer.flushed();
    const now = new Date(options.now()).toISOString();
    await migrateReplica({ database, local, model, now }, meta, options.onMigration);
  }
  return writer;
}

/** What a crash or an earlier build left is put in order before anybody reads. */
async function openParts(options: ReplicaOptions, database: ReplicaDatabase): Promise<Opened> {
  const local = new LocalDocuments(database.local);
  const exclusive = createExclusive(`outpost-replica-${options.name}`, options.locks);
  const writer = await exclusive(() => bringUp(options, database, local));
  const time = await TrustedTime.open(options, database, local);
  const reference = await ReferenceData.open(database);
  const context = contextOf(options, time, reference);
  const rules = (): MergeRules => workflowMergeRules(reference.get().matrix);
  const parts: ReplicaParts = { database, local, time, exclusive, rules, context };
  const vault = new ReplicaVault(parts, writer, options.vault ?? NO_VAULT);
  await exclusive(async () => {
    await recoverOutbox(parts);
    await recheckQuarantine(parts);
    await forgetDiscarded(parts);
    const { now } = context();
    await recheckConflicts(parts, now);
    await forgetClaims(local, Date.parse(now));
    await purgeRemoved(database.local);
    await vault.reconcile();
  });
  const unsent = await UnsentWork.open(database.local, local);
  const conflicts = await Conflicts.open(database.local, local);
  return { parts, vault, reference, unsent, conflicts };
}

/** Opens the replica of a person on a server, creating it on first use. */
export function openReplica(options: ReplicaOptions): Promise<Replica> {
  return Replica.open(options);
}
