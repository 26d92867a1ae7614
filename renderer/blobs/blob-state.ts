import type { FileRefusalNote, FileRow, StagedFile } from './file-row.ts';
import { isWaiting } from './file-row.ts';

/** Bytes on their way, to the server or from it. */
export interface Transfer {
  readonly kind: 'sending' | 'fetching';
  readonly bytes: number;
  readonly total: number;
}

/** How an attempt to fetch a file ended without it. */
export interface FetchNote {
  /** `not-there`: nobody has sent it to the server yet. `damaged`: the server's copy is wrong. */
  readonly code: 'not-there' | 'damaged' | 'unreachable' | 'no-storage';
  readonly message: string;
}

/** Why the queue, or that of some scopes, stands still; null while it works or has nothing to do. */
export interface QueueTrouble {
  readonly code: 'offline' | 'signed-out' | 'no-database' | 'no-room' | 'no-scope';
  readonly message: string;
  /** With `no-scope`: those this person may use no more, whose files rest here until they may again. */
  readonly scopes?: readonly string[];
}

/** Everything screens know about files on this machine. */
export interface BlobSnapshot {
  readonly files: ReadonlyMap<string, FileRow>;
  readonly staged: readonly StagedFile[];
  readonly pinned: ReadonlySet<string>;
  readonly transfers: ReadonlyMap<string, Transfer>;
  readonly notes: ReadonlyMap<string, FetchNote>;
  readonly trouble: QueueTrouble | null;
  /** Files that are on no server yet, refused ones not counted. */
  readonly waiting: number;
  readonly waitingBytes: number;
  readonly refused: number;
}

/** Where one file stands, for its row. */
export type FileState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending'; readonly bytes: number; readonly total: number }
  | { readonly kind: 'refused'; readonly note: FileRefusalNote }
  | { readonly kind: 'fetching'; readonly bytes: number; readonly total: number }
  | { readonly kind: 'here' }
  | { readonly kind: 'absent'; readonly note: FetchNote | null };

export const EMPTY_SNAPSHOT: BlobSnapshot = {
  files: new Map(),
  staged: [],
  pinned: new Set(),
  transfers: new Map(),
  notes: new Map(),
  trouble: null,
  waiting: 0,
  waitingBytes: 0,
  refused: 0,
};

/** The counts that follow from the rows. */
export function countFiles(
  files: Iterable<FileRow>,
): Pick<BlobSnapshot, 'waiting' | 'waitingBytes' | 'refused'> {
  let waiting = 0;
  let waitingBytes = 0;
  let refused = 0;
  for (const row of files) {
    if (row.refused && row.discardedAtMs === undefined) refused += 1;
    if (!isWaiting(row)) continue;
    waiting += 1;
    waitingBytes += row.size;
  }
  return { waiting, waitingBytes, refused };
}

/** Where the file of a timeline entry stands. */
export function fileStateOf(snapshot: BlobSnapshot, entryId: string): FileState {
  const row = snapshot.files.get(entryId);
  const transfer = snapshot.transfers.get(entryId);
  if (row?.refused) return { kind: 'refused', note: row.refused };
  if (transfer) return transfer;
  if (row && isWaiting(row)) return { kind: 'waiting' };
  if (row?.here) return { kind: 'here' };
  return { kind: 'absent', note: snapshot.notes.get(entryId) ?? null };
}
