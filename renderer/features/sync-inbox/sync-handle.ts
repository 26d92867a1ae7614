import type { SyncAnswer, SyncStatusStore } from '../../sync/sync-status.ts';

/** What of the sync engine a screen may use. */
export interface SyncHandle {
  readonly status: SyncStatusStore;
  syncNow(): void;
  answer(questionId: string, answer: SyncAnswer): void;
  checkEquality(): void;
}
