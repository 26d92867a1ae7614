import { createHash } from 'node:crypto';
import type { VaultOwner, VaultRow } from '../../shared/protocol/ipc.ts';
import { isRecord } from '../system/profile-file.ts';

/** One line of a vault file; the lines in their order make up what is kept. */
export type VaultLine =
  | { readonly kind: 'owner'; readonly owner: VaultOwner }
  | {
      readonly kind: 'row';
      readonly replicaId: string;
      readonly row: VaultRow;
      /** Not offered any more since then; an ISO instant. */
      readonly dismissedAt?: string;
    }
  | { readonly kind: 'settled'; readonly replicaId: string; readonly ids: readonly string[] }
  | { readonly kind: 'dismissed'; readonly replicaIds: readonly string[]; readonly at: string };

// 64 bits: a line that was torn or overwritten passes with a chance of 1 in 10^19.
const SUM_LENGTH = 16;
const LINE = /^\{"sum":"([0-9a-f]{16})","line":(.*)\}$/;

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, SUM_LENGTH);
}

/** A line with its checksum and its end. */
export function encodeLine(line: VaultLine): string {
  const text = JSON.stringify(line);
  return `{"sum":"${sumOf(text)}","line":${text}}\n`;
}

/** Reads a line without its end; null where it is damaged or none of ours. */
export function decodeLine(text: string): VaultLine | null {
  const [, sum, body] = LINE.exec(text) ?? [];
  if (sum === undefined || body === undefined || sumOf(body) !== sum) return null;
  try {
    return readLine(JSON.parse(body));
  } catch {
    return null;
  }
}

function readLine(value: unknown): VaultLine | null {
  if (!isRecord(value)) return null;
  const { kind, owner, replicaId, row, ids, replicaIds, at, dismissedAt } = value;
  if (kind === 'owner' && isOwner(owner)) return { kind, owner };
  if (kind === 'row' && typeof replicaId === 'string' && isRow(row)) {
    const kept = typeof dismissedAt === 'string' ? { dismissedAt } : {};
    return { kind, replicaId, row, ...kept };
  }
  if (kind === 'settled' && typeof replicaId === 'string' && isTexts(ids)) {
    return { kind, replicaId, ids };
  }
  if (kind === 'dismissed' && isTexts(replicaIds) && typeof at === 'string') {
    return { kind, replicaIds, at };
  }
  return null;
}

/** Whether a value names a person on a server. */
export function isOwner(value: unknown): value is VaultOwner {
  return isRecord(value) && isShort(value['serverUrl']) && isShort(value['userName']);
}

/** Whether a value is a row as far as the main process looks at it. */
export function isRow(value: unknown): value is VaultRow {
  return (
    isRecord(value) &&
    isShort(value['id']) &&
    isShort(value['mutationId']) &&
    isShort(value['writtenAt'])
  );
}

const LONGEST_NAME = 1_024;

export function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_NAME;
}

export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isShort);
}
