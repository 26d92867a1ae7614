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
import { onChanges } from './changes.ts';
import type { ChangeSet } from './changes.ts';
import { openDatabase } from './database.ts';
import type { ReplicaDatabase } from './database.ts';
import { createExclusive } from './exclusive.ts';
import type { LockPort } from './exclusive.ts';
import { LocalDocuments } from './local-documents.ts';
import type { NumbersDocument } from './local-documents.ts';
import { numbersId, takeNumber } from './numbers.ts';
import type { SyncPort } from './outbox-row.ts';
import { ReferenceData } from './reference.ts';
import { discard, forgetDiscarded, sendAgain } from './refused-work.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { executeCommand, recoverOutbox } from './run-command.ts';
import { getMany, purgeRemoved, readByIndex, readRange } from './storage.ts';
import { createSyncPort } from './sync-port.ts';
import { UnsentWork } from './unsent-work.ts';

/** Who works on this replica; a person on a server has a database of their own (F49). */
export interface ReplicaSession {
  readonly userName: string;
  readonly roles: readonly string[];
  readonly deviceId: string;
}

export interface ReplicaOptions {
  /** Name of the IndexedDB databases, without special characters. */
  readonly name: string;
  readonly session: ReplicaSession;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => number;
  readonly storage?: RxStorage<unknown, unknown>;
  readonly locks?: LockPort;
  readonly multiInstance?: boolean;
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
  readonly local: LocalDocuments;
  readonly syncPort: SyncPort;
  readonly now: () => number;
  private readonly database: ReplicaDatabase;
  private readonly parts: ReplicaParts;

  private constructor(options: ReplicaOptions, opened: Opened) {
    this.session = options.session;
    this.now = options.now;
    this.reference = opened.reference;
    this.unsent = opened.unsent;
    this.database = opened.parts.database;
    this.local = opened.parts.local;
    this.parts = opened.parts;
    this.syncPort = createSyncPort(opened.parts);
  }

  static async open(options: ReplicaOptions): Promise<Replica> {
    const database = await openDatabase({
      name: options.name,
      multiInstance: options.multiInstance ?? true,
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

  /** Carries out a command and returns what was written. The label is shown in the sync inbox. */
  run(command: Command, label: string): Promise<CommandResult> {
    return this.parts.exclusive(() => {
      const context = this.parts.context();
      return executeCommand(this.parts, command(context), label, context);
    });
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

  /** A refused write goes back in the queue, e.g. after its reason was mended. */
  sendAgain(documentId: string): Promise<void> {
    return this.parts.exclusive(() => sendAgain(this.parts, documentId));
  }

  /** Takes refused work off the list and shows the server's state; it is kept for 30 days. */
  discard(documentId: string): Promise<void> {
    return this.parts.exclusive(() => discard(this.parts, documentId));
  }

  async close(): Promise<void> {
    this.reference.close();
    this.unsent.close();
    await this.database.database.close();
  }
}

interface Opened {
  readonly parts: ReplicaParts;
  readonly reference: ReferenceData;
  readonly unsent: UnsentWork;
}

function contextOf({ session, now, random }: ReplicaOptions, reference: ReferenceData) {
  return (): CommandContext => {
    const at = now();
    return {
      now: new Date(at).toISOString(),
      userName: session.userName,
      roles: session.roles,
      deviceId: session.deviceId,
      ulid: () => makeUlid(at, random),
      matrix: reference.get().matrix,
    };
  };
}

/** What a crash or an earlier build left is put in order before anybody reads. */
async function openParts(options: ReplicaOptions, database: ReplicaDatabase): Promise<Opened> {
  const local = new LocalDocuments(database.local);
  const exclusive = createExclusive(`outpost-replica-${options.name}`, options.locks);
  const reference = await ReferenceData.open(database);
  const context = contextOf(options, reference);
  const rules = (): MergeRules => workflowMergeRules(reference.get().matrix);
  const parts: ReplicaParts = { database, local, exclusive, rules, context };
  await exclusive(async () => {
    await recoverOutbox(parts);
    await recheckQuarantine(parts);
    await forgetDiscarded(parts);
    await purgeRemoved(database.local);
  });
  return { parts, reference, unsent: await UnsentWork.open(database.local, local) };
}

/** Opens the replica of a person on a server, creating it on first use. */
export function openReplica(options: ReplicaOptions): Promise<Replica> {
  return Replica.open(options);
}
