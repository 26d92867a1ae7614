import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type {
  KeptUnsent,
  VaultAnswer,
  VaultFinding,
  VaultOwner,
  VaultRow,
} from '../../shared/protocol/ipc.ts';
import { VaultFile } from './vault-file.ts';
import type { VaultLine } from './vault-line.ts';

const EXTENSION = '.vault';

/**
 * The second copy of unsent work, outside the window's databases (L11): a file for every person on
 * every server, in a folder of the profile.
 */
export class Vault {
  readonly #folder: string;
  readonly #now: () => number;
  readonly #files = new Map<string, Promise<VaultFile>>();

  /** @param now Milliseconds since 1970. */
  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  /** Rows of a replica are on the disk when it resolves; one that is there already is replaced. */
  append(owner: VaultOwner, replicaId: string, rows: readonly VaultRow[]): Promise<VaultAnswer> {
    return this.#change(owner, ({ content }) =>
      content.newRows(replicaId, rows).map((row): VaultLine => ({ kind: 'row', replicaId, row })),
    );
  }

  /** The server has them, or the person gave them up. */
  settle(owner: VaultOwner, replicaId: string, ids: readonly string[]): Promise<VaultAnswer> {
    return this.#change(owner, ({ content }) => {
      const known = content.knownIds(replicaId, ids);
      return known.length === 0 ? [] : [{ kind: 'settled', replicaId, ids: known }];
    });
  }

  /** Offers the work of these replicas no more; it is kept for 30 days. */
  dismiss(owner: VaultOwner, replicaIds: readonly string[]): Promise<VaultAnswer> {
    const at = new Date(this.#now()).toISOString();
    return this.#change(owner, () => [{ kind: 'dismissed', replicaIds, at }]);
  }

  /** All that is kept for a person. Throws where the file cannot be read. */
  async read(owner: VaultOwner): Promise<VaultFinding> {
    const { content } = await this.#fileOf(owner);
    return { records: content.rows(), damaged: content.damaged };
  }

  /** Who has unsent work on this machine, and how much. */
  async summary(): Promise<readonly KeptUnsent[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const files = names.filter((name) => name.endsWith(EXTENSION));
    const all = await Promise.all(files.map((name) => this.#summaryOf(name)));
    return all.filter((each) => each !== null);
  }

  /** Everything asked for is on the disk. */
  async close(): Promise<void> {
    const all = [...this.#files.values()];
    await Promise.allSettled(all.map((opening) => opening.then((file) => file.close())));
  }

  async #summaryOf(name: string): Promise<KeptUnsent | null> {
    try {
      const { content } = await this.#open(name);
      const count = content.countUnsent();
      return content.owner === null || count === 0 ? null : { ...content.owner, count };
    } catch {
      return null;
    }
  }

  async #change(
    owner: VaultOwner,
    linesFor: (file: VaultFile) => readonly VaultLine[],
  ): Promise<VaultAnswer> {
    try {
      const file = await this.#fileOf(owner);
      const lines = linesFor(file);
      const head: VaultLine[] =
        file.content.owner === null && lines.length > 0 ? [{ kind: 'owner', owner }] : [];
      await file.append([...head, ...lines]);
      return { ok: true };
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
  }

  #fileOf({ serverUrl, userName }: VaultOwner): Promise<VaultFile> {
    const key = `${serverUrl.toLowerCase()}\n${userName}`;
    const name = createHash('sha256').update(key).digest('hex').slice(0, 32);
    return this.#open(`${name}${EXTENSION}`);
  }

  #open(name: string): Promise<VaultFile> {
    const present = this.#files.get(name);
    if (present !== undefined) return present;
    const opening = VaultFile.open(path.join(this.#folder, name), this.#now());
    this.#files.set(name, opening);
    // One that could not be read may be readable later.
    opening.catch(() => this.#files.delete(name));
    return opening;
  }
}
