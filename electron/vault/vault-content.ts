import type { VaultOwner, VaultRow } from '../../shared/protocol/ipc.ts';
import type { VaultLine } from './vault-line.ts';
import { decodeLine, encodeLine } from './vault-line.ts';

/** A row that the server does not have yet, as far as the vault knows. */
export interface KeptRow {
  readonly replicaId: string;
  readonly row: VaultRow;
  readonly dismissedAt?: string;
}

/** As the screen says it: what a person put away is kept for 30 days. */
export const KEPT_MS = 30 * 24 * 3_600_000;
/** Settlements that overtook their row, of another window. */
const REMEMBERED_EARLY = 10_000;

function keyOf(replicaId: string, id: string): string {
  return `${replicaId} ${id}`;
}

/** What the lines of a vault file come to. */
export class VaultContent {
  owner: VaultOwner | null = null;
  /** Lines that could not be read; a torn last one is no damage. */
  damaged = 0;
  readonly #rows = new Map<string, KeptRow>();
  readonly #early = new Set<string>();

  static parse(text: string): VaultContent {
    const content = new VaultContent();
    const lines = text.split('\n');
    const torn = lines.pop() ?? '';
    for (const each of lines) {
      const line = decodeLine(each);
      if (line !== null) content.apply(line);
      else if (each !== '') content.damaged += 1;
    }
    const last = decodeLine(torn);
    if (last !== null) content.apply(last);
    return content;
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  rows(): readonly KeptRow[] {
    return [...this.#rows.values()];
  }

  /** Things a person did that are offered or waiting, each once. */
  countUnsent(): number {
    const offered = this.rows().filter(({ dismissedAt }) => dismissedAt === undefined);
    return new Set(offered.map(({ row }) => row.mutationId)).size;
  }

  /** The rows worth a line: one whose settlement came first is none. */
  newRows(replicaId: string, rows: readonly VaultRow[]): readonly VaultRow[] {
    return rows.filter(({ id }) => !this.#early.delete(keyOf(replicaId, id)));
  }

  /** The ids that are here; the others are remembered, since their rows may be on their way. */
  knownIds(replicaId: string, ids: readonly string[]): readonly string[] {
    return ids.filter((id) => {
      const key = keyOf(replicaId, id);
      if (this.#rows.has(key)) return true;
      if (this.#early.size < REMEMBERED_EARLY) this.#early.add(key);
      return false;
    });
  }

  apply(line: VaultLine): void {
    if (line.kind === 'owner') this.owner = line.owner;
    else if (line.kind === 'row') this.#put(line);
    else if (line.kind === 'settled') {
      for (const id of line.ids) this.#rows.delete(keyOf(line.replicaId, id));
    } else this.#dismiss(line.replicaIds, line.at);
  }

  forgetDismissed(nowMs: number): void {
    const oldest = new Date(nowMs - KEPT_MS).toISOString();
    for (const [key, { dismissedAt }] of this.#rows) {
      if (dismissedAt !== undefined && dismissedAt < oldest) this.#rows.delete(key);
    }
  }

  /** The shortest file that says the same. */
  encode(): string {
    const owner = this.owner === null ? '' : encodeLine({ kind: 'owner', owner: this.owner });
    return owner + this.rows().map(encodeRow).join('');
  }

  #put({ replicaId, row, dismissedAt }: KeptRow): void {
    const kept = dismissedAt === undefined ? {} : { dismissedAt };
    this.#rows.set(keyOf(replicaId, row.id), { replicaId, row, ...kept });
  }

  #dismiss(replicaIds: readonly string[], at: string): void {
    for (const [key, kept] of this.#rows) {
      if (replicaIds.includes(kept.replicaId)) this.#rows.set(key, { ...kept, dismissedAt: at });
    }
  }
}

function encodeRow(kept: KeptRow): string {
  return encodeLine({ kind: 'row', ...kept });
}
