import path from 'node:path';
import type { ReplicaGeneration, VaultOwner } from '../../shared/protocol/ipc.ts';
import { isRecord, readProfileFile, writeProfileFile } from '../system/profile-file.ts';
import { KEPT_MS } from './vault-content.ts';
import { isOwner } from './vault-line.ts';

interface SetAside {
  readonly generation: number;
  readonly at: string;
}

interface Entry {
  readonly owner: VaultOwner;
  readonly current: number;
  readonly setAside: readonly SetAside[];
}

/**
 * `replicas.json` of the profile: which of a person's local databases is in use. It lies outside
 * them, since it is needed when they are broken.
 */
export class ReplicaGenerations {
  readonly #file: string;
  readonly #now: () => number;

  /** @param now Milliseconds since 1970. */
  constructor(profile: string, now: () => number) {
    this.#file = path.join(profile, 'replicas.json');
    this.#now = now;
  }

  get(owner: VaultOwner): ReplicaGeneration {
    return this.#visible(this.#entryOf(owner));
  }

  /**
   * The next generation takes over from this one. Where another window was first, nothing changes.
   */
  setAside(owner: VaultOwner, generation: number): ReplicaGeneration {
    const entry = this.#entryOf(owner);
    if (entry.current !== generation) return this.#visible(entry);
    const at = new Date(this.#now()).toISOString();
    return this.#keep({
      owner,
      current: generation + 1,
      setAside: [...entry.setAside, { generation, at }],
    });
  }

  forget(owner: VaultOwner, generations: readonly number[]): void {
    const entry = this.#entryOf(owner);
    const setAside = entry.setAside.filter(({ generation }) => !generations.includes(generation));
    if (setAside.length < entry.setAside.length) this.#keep({ ...entry, setAside });
  }

  #visible({ current, setAside }: Entry): ReplicaGeneration {
    const oldest = new Date(this.#now() - KEPT_MS).toISOString();
    const expired = setAside.filter(({ at }) => at < oldest).map(({ generation }) => generation);
    return { current, expired };
  }

  #entryOf(owner: VaultOwner): Entry {
    const found = this.#read().find((entry) => isSame(entry.owner, owner));
    return found ?? { owner, current: 0, setAside: [] };
  }

  #keep(entry: Entry): ReplicaGeneration {
    const others = this.#read().filter(({ owner }) => !isSame(owner, entry.owner));
    writeProfileFile(this.#file, { replicas: [...others, entry] });
    return this.#visible(entry);
  }

  #read(): readonly Entry[] {
    const content = readProfileFile(this.#file);
    const all: unknown = isRecord(content) ? content['replicas'] : [];
    return Array.isArray(all) ? all.filter(isEntry) : [];
  }
}

function isSame(a: VaultOwner, b: VaultOwner): boolean {
  return a.serverUrl === b.serverUrl && a.userName === b.userName;
}

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value)) return false;
  const { owner, current, setAside } = value;
  return isOwner(owner) && Number.isSafeInteger(current) && isList(setAside);
}

function isList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (each) =>
        isRecord(each) &&
        Number.isSafeInteger(each['generation']) &&
        typeof each['at'] === 'string',
    )
  );
}
