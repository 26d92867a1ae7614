import type { OutboxRow } from './outbox-row.ts';

export type VaultResult = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Unsent work as it lies outside IndexedDB. Nothing in it is to be trusted: it is a file. */
export interface VaultRecords {
  readonly records: readonly {
    readonly replicaId: string;
    readonly row: unknown;
    /** A person put it away; kept for 30 days. */
    readonly dismissedAt?: string;
  }[];
  /** Lines that cannot be read any more. */
  readonly damaged: number;
}

/** Where unsent work is kept a second time (L11). What it answers `ok` to is on the disk. */
export interface VaultPort {
  append(replicaId: string, rows: readonly OutboxRow[]): Promise<VaultResult>;
  settle(replicaId: string, ids: readonly string[]): Promise<VaultResult>;
  dismiss(replicaIds: readonly string[]): Promise<VaultResult>;
  /** Throws where it cannot be read. */
  read(): Promise<VaultRecords>;
}

/** For a console without a shell, such as a page of a benchmark. */
export const NO_VAULT: VaultPort = {
  append: () => Promise.resolve({ ok: true }),
  settle: () => Promise.resolve({ ok: true }),
  dismiss: () => Promise.resolve({ ok: true }),
  read: () => Promise.resolve({ records: [], damaged: 0 }),
};
