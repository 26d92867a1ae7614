import type { Bridge, Session, VaultOwner } from '../../shared/protocol/ipc.ts';
import { NewerReplicaError } from '../replica/replica-meta.ts';
import { databaseNames, deleteDatabases } from '../replica/migrate-old-storage.ts';
import { writeUnsentFile } from '../replica/unsent-file.ts';
import type { VaultPort } from '../replica/vault-port.ts';
import { saveFile } from '../ui/save-file.ts';

/** Why the console cannot be opened. */
export interface OpenFailure {
  /** `storage`: the browser opens no database at all; `newer`: a later build wrote this one (F39). */
  readonly kind: 'storage' | 'broken' | 'newer';
  /** As the system says it. */
  readonly detail: string;
}

/** The browser opens no database at all: its files are broken, or the disk is full (F30). */
class StorageUnusableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StorageUnusableError';
  }
}

export function failureOf(error: unknown): OpenFailure {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof NewerReplicaError) return { kind: 'newer', detail };
  return { kind: error instanceof StorageUnusableError ? 'storage' : 'broken', detail };
}

export function ownerOf({ serverUrl, userName }: Session): VaultOwner {
  return { serverUrl, userName };
}

/** The vault of the main process, for one person. */
export function vaultPort(shell: Bridge, owner: VaultOwner): VaultPort {
  return {
    append: (replicaId, rows) => shell.invoke('vault:append', owner, replicaId, rows),
    settle: (replicaId, ids) => shell.invoke('vault:settle', owner, replicaId, ids),
    dismiss: (replicaIds) => shell.invoke('vault:dismiss', owner, replicaIds),
    read: () => shell.invoke('vault:read', owner),
  };
}

const PROBE = 'outpost-probe';
/** With files that are no database at all, Chromium never answers. */
const PROBE_LIMIT_MS = 10_000;

/** Throws where the browser opens no database, or does not say. */
export function probeStorage(): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new StorageUnusableError(why));
    const timer = setTimeout(() => fail('The database did not answer.'), PROBE_LIMIT_MS);
    const request = indexedDB.open(PROBE);
    request.onsuccess = () => {
      clearTimeout(timer);
      request.result.close();
      resolve();
    };
    request.onerror = () => {
      clearTimeout(timer);
      fail(request.error?.message ?? 'The database could not be opened.');
    };
  });
}

/** Name of a generation's databases; the first one has none, as before there were generations. */
export function generationName(name: string, generation: number): string {
  return generation === 0 ? name : `${name}-g${String(generation)}`;
}

/** Deletes what was set aside more than 30 days ago. */
export async function forgetGenerations(
  shell: Bridge,
  owner: VaultOwner,
  name: string,
  generations: readonly number[],
): Promise<void> {
  if (generations.length === 0) return;
  const heads = generations.flatMap((each) => {
    const old = generationName(name, each);
    return [`rxdb-dexie-${old}--`, `${old}-search`];
  });
  const all = [...(await databaseNames())];
  await deleteDatabases(all.filter((each) => heads.some((head) => each.startsWith(head))));
  await shell.invoke('replica:forgotten', owner, generations);
}

/** Leaves the broken databases where they are and starts with new ones at the next try. */
export async function setAside(
  shell: Bridge,
  owner: VaultOwner,
  kind: OpenFailure['kind'],
): Promise<string | null> {
  if (kind === 'storage') {
    const answer = await shell.invoke('storage:set-aside');
    return answer.ok ? null : answer.message;
  }
  const { current } = await shell.invoke('replica:generation', owner);
  await shell.invoke('replica:set-aside', owner, current);
  return null;
}

/** Unsent work as the vault has it: what can be said and saved without any database. */
export interface KeptWork {
  /** Things a person did. */
  readonly count: number;
  readonly rows: readonly unknown[];
}

export async function readKeptWork(shell: Bridge, owner: VaultOwner): Promise<KeptWork> {
  const { records } = await shell.invoke('vault:read', owner);
  const offered = records.filter(({ dismissedAt }) => dismissedAt === undefined);
  const rows = offered.map(({ row }) => row);
  return { count: new Set(rows.map(({ mutationId }) => mutationId)).size, rows };
}

export function unsentFileName(userName: string, at: Date): string {
  return `outpost-unsent-${userName}-${at.toISOString().slice(0, 10)}.json`;
}

/** Saves what the vault has as a file that `Restore from file` takes. */
export async function saveKeptWork(shell: Bridge, session: Session): Promise<void> {
  const { userName, serverUrl, deviceId } = session;
  const { rows } = await readKeptWork(shell, session);
  const at = new Date();
  const writtenAt = at.toISOString();
  saveFile(
    unsentFileName(userName, at),
    writeUnsentFile({ userName, serverUrl, deviceId, writtenAt, rows }),
  );
}
