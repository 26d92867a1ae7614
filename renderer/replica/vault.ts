import type { OutboxRow } from './outbox-row.ts';
import type { ReplicaParts } from './replica-parts.ts';
import type { RestorePlan } from './unsent-file-restore.ts';
import { planRestore, restoreRows } from './unsent-file-restore.ts';
import type { VaultPort, VaultRecords } from './vault-port.ts';
import type { VaultWriter } from './vault-writer.ts';

/** Unsent work of a replica that is gone: reset by the browser, set aside, of a broken disk. */
export interface VaultFinds {
  /** Things a person did. */
  readonly count: number;
  /** ISO instant of the first of them. */
  readonly since: string;
  /** Further lines that cannot be read any more. */
  readonly damaged: number;
}

export interface VaultRestored {
  /** Things a person did that are in the queue again. */
  readonly restored: number;
  /** Each with a sentence that says which and why; kept in the vault for 30 days. */
  readonly refused: RestorePlan['refused'];
}

const NOTHING: VaultRecords = { records: [], damaged: 0 };

function mutationOf(row: unknown): unknown {
  return (row as { readonly mutationId?: unknown } | null)?.mutationId;
}

/** As it is shown: a damaged row has no instant. */
function writtenAtOf(row: unknown): readonly string[] {
  const at = (row as { readonly writtenAt?: unknown } | null)?.writtenAt;
  return typeof at === 'string' && Number.isFinite(Date.parse(at)) ? [at] : [];
}

/** The replica's side of the vault (L11): keeps it in step with the outbox, and brings work back. */
export class ReplicaVault {
  readonly writer: VaultWriter;
  private readonly port: VaultPort;
  private readonly parts: ReplicaParts;
  private foreign: VaultRecords['records'] = [];
  private found: VaultFinds | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(parts: ReplicaParts, writer: VaultWriter, port: VaultPort) {
    this.parts = parts;
    this.writer = writer;
    this.port = port;
  }

  readonly finds = {
    get: (): VaultFinds | null => this.found,
    subscribe: (listener: () => void): (() => void) => {
      this.listeners.add(listener);
      return () => this.listeners.delete(listener);
    },
  };

  /**
   * At start: a row that was acknowledged before the vault heard of it is settled, one that the vault
   * lacks is kept, and what is of another replica is looked at. Callers hold the lock.
   */
  async reconcile(): Promise<void> {
    const { records, damaged } = await this.port.read().catch(() => NOTHING);
    const rows = await this.parts.local.outbox();
    const here = new Set(rows.map(({ id }) => id));
    const { replicaId: mine } = this.writer;
    const own = records.filter(({ replicaId }) => replicaId === mine);
    const kept = new Set(own.map(({ row }) => (row as OutboxRow).id));
    this.writer.note(
      rows.filter(({ id }) => !kept.has(id)),
      [...kept].filter((id) => !here.has(id)),
    );
    this.foreign = records.filter(
      ({ replicaId, dismissedAt }) => replicaId !== mine && dismissedAt === undefined,
    );
    await this.weigh(damaged);
  }

  /** Queues the finds again. Callers hold the lock. */
  async restore(): Promise<VaultRestored> {
    const plan = await this.plan();
    const restored = await restoreRows(this.parts, plan.rows);
    // In the vault under this replica's name before it goes under the other one.
    await this.writer.flushed();
    const refused = new Set(plan.refused.map(({ row }) => row));
    if (this.writer.trouble.get() !== null) return { restored, refused: plan.refused };
    await this.settle(this.foreign.filter(({ row }) => !refused.has(row)));
    await this.dismiss();
    return { restored, refused: plan.refused };
  }

  /** Offers the finds no more; they are kept for 30 days. */
  async dismiss(): Promise<void> {
    const replicas = [...new Set(this.foreign.map(({ replicaId }) => replicaId))];
    if (replicas.length > 0) await this.port.dismiss(replicas);
    this.foreign = [];
    this.tell(null);
  }

  private plan(): Promise<RestorePlan> {
    return planRestore(
      this.parts,
      this.foreign.map(({ row }) => row),
    );
  }

  /** What is here already, e.g. because the server had it, is no find. */
  private async weigh(damaged: number): Promise<void> {
    if (this.foreign.length === 0) return;
    const plan = await this.plan();
    const missing = [...plan.rows, ...plan.refused.map(({ row }) => row)];
    if (missing.length === 0) {
      await this.settle(this.foreign);
      this.foreign = [];
      return;
    }
    const count = new Set(missing.map(mutationOf)).size;
    const since = missing.flatMap(writtenAtOf).toSorted()[0] ?? this.parts.context().now;
    this.tell({ count, since, damaged });
  }

  private async settle(records: VaultRecords['records']): Promise<void> {
    const byReplica = new Map<string, string[]>();
    for (const { replicaId, row } of records) {
      const ids = byReplica.get(replicaId) ?? [];
      ids.push((row as OutboxRow).id);
      byReplica.set(replicaId, ids);
    }
    for (const [replicaId, ids] of byReplica) await this.port.settle(replicaId, ids);
  }

  private tell(found: VaultFinds | null): void {
    this.found = found;
    for (const listener of this.listeners) listener();
  }
}
