import type { VaultOwner, VaultRow } from '../../shared/protocol/ipc.ts';
import { isOwner, isRow, isShort, isTexts } from './vault-line.ts';

/** More than a window sends at once; what is beyond it is no window of ours. */
const MOST_ROWS = 5_000;
const MOST_IDS = 50_000;
const MOST_REPLICAS = 1_000;
const MOST_GENERATIONS = 1_000;

/** `[owner, …]` with exactly so many arguments behind it. */
function ownerOf(args: readonly unknown[], length: number): VaultOwner | null {
  const [owner] = args;
  if (args.length !== length || !isOwner(owner)) return null;
  return { serverUrl: owner.serverUrl, userName: owner.userName };
}

export function readOwner(args: readonly unknown[]): readonly [VaultOwner] | null {
  const owner = ownerOf(args, 1);
  return owner === null ? null : [owner];
}

export function readAppend(
  args: readonly unknown[],
): readonly [VaultOwner, string, readonly VaultRow[]] | null {
  const owner = ownerOf(args, 3);
  const [, replicaId, rows] = args;
  if (owner === null || !isShort(replicaId) || !Array.isArray(rows)) return null;
  return rows.length <= MOST_ROWS && rows.every(isRow) ? [owner, replicaId, rows] : null;
}

export function readSettle(
  args: readonly unknown[],
): readonly [VaultOwner, string, readonly string[]] | null {
  const owner = ownerOf(args, 3);
  const [, replicaId, ids] = args;
  if (owner === null || !isShort(replicaId) || !isTexts(ids)) return null;
  return ids.length <= MOST_IDS ? [owner, replicaId, ids] : null;
}

export function readDismiss(
  args: readonly unknown[],
): readonly [VaultOwner, readonly string[]] | null {
  const owner = ownerOf(args, 2);
  const [, replicaIds] = args;
  if (owner === null || !isTexts(replicaIds)) return null;
  return replicaIds.length <= MOST_REPLICAS ? [owner, replicaIds] : null;
}

export function readSetAside(args: readonly unknown[]): readonly [VaultOwner, number] | null {
  const owner = ownerOf(args, 2);
  const [, generation] = args;
  return owner !== null && isGeneration(generation) ? [owner, generation] : null;
}

export function readForgotten(
  args: readonly unknown[],
): readonly [VaultOwner, readonly number[]] | null {
  const owner = ownerOf(args, 2);
  const [, generations] = args;
  if (owner === null || !Array.isArray(generations)) return null;
  return generations.length <= MOST_GENERATIONS && generations.every(isGeneration)
    ? [owner, generations]
    : null;
}

function isGeneration(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
