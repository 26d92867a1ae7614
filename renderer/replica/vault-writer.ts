import type { OutboxRow } from './outbox-row.ts';
import type { VaultPort, VaultResult } from './vault-port.ts';

/** Rows of a call; a bulk edit of a thousand tickets with their entries is one. */
const MOST_ROWS = 2_000;

function failureOf(error: unknown): VaultResult {
  return { ok: false, message: error instanceof Error ? error.message : String(error) };
}

/**
 * Carries every change of the outbox to the vault, in the order they were made. What comes while a
 * call is under way goes along with the next one. A vault that fails stops nobody: its rows are
 * tried again with the next change, and the trouble is there to be read.
 */
export class VaultWriter {
  private readonly port: VaultPort;
  readonly replicaId: string;
  private rows = new Map<string, OutboxRow>();
  private settled = new Set<string>();
  private writing: Promise<void> | null = null;
  private holds = 0;
  private problem: string | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(port: VaultPort, replicaId: string) {
    this.port = port;
    this.replicaId = replicaId;
  }

  /** Why the second copy does not work now, or null where it does. */
  readonly trouble = {
    get: (): string | null => this.problem,
    subscribe: (listener: () => void): (() => void) => {
      this.listeners.add(listener);
      return () => this.listeners.delete(listener);
    },
  };

  /** The outbox has changed: rows written or replaced, rows gone. */
  note(written: readonly OutboxRow[], gone: readonly string[]): void {
    for (const id of gone) {
      this.rows.delete(id);
      this.settled.add(id);
    }
    for (const row of written) {
      this.settled.delete(row.id);
      this.rows.set(row.id, row);
    }
    if (this.holds === 0) this.start();
  }

  /** Resolves when all that was noted was tried; at once while a bulk edit is being collected. */
  async flushed(): Promise<void> {
    while (this.writing && this.holds === 0) await this.writing;
  }

  /** Until the returned function is called, changes are collected; then they are written together. */
  hold(): () => Promise<void> {
    this.holds += 1;
    return () => {
      this.holds -= 1;
      if (this.holds === 0) this.start();
      return this.flushed();
    };
  }

  private start(): void {
    if (this.rows.size + this.settled.size > 0) this.writing ??= this.writeAll();
  }

  private async writeAll(): Promise<void> {
    let isWell = true;
    while (isWell && this.holds === 0 && this.rows.size + this.settled.size > 0) {
      isWell = (await this.writeSettled()) && (await this.writeRows());
    }
    this.writing = null;
  }

  private async writeSettled(): Promise<boolean> {
    const ids = [...this.settled];
    if (ids.length === 0) return true;
    this.settled = new Set();
    const isWell = await this.call(() => this.port.settle(this.replicaId, ids));
    if (!isWell)
      this.settled = new Set([...ids.filter((id) => !this.rows.has(id)), ...this.settled]);
    return isWell;
  }

  private async writeRows(): Promise<boolean> {
    const batch = [...this.rows.values()].slice(0, MOST_ROWS);
    if (batch.length === 0) return true;
    for (const { id } of batch) this.rows.delete(id);
    const isWell = await this.call(() => this.port.append(this.replicaId, batch));
    if (isWell) return true;
    const fresh = batch.filter(({ id }) => !this.rows.has(id) && !this.settled.has(id));
    this.rows = new Map([...fresh.map((row) => [row.id, row] as const), ...this.rows]);
    return false;
  }

  private async call(task: () => Promise<VaultResult>): Promise<boolean> {
    const answer = await task().catch(failureOf);
    const problem = answer.ok ? null : answer.message;
    if (problem !== this.problem) {
      this.problem = problem;
      for (const listener of this.listeners) listener();
    }
    return answer.ok;
  }
}
