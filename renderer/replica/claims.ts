import type { LocalDocument, LocalDocuments } from './local-documents.ts';

/** Something that is done once on this machine, such as calling a person, was begun. */
export interface ClaimDocument {
  readonly id: string;
  readonly kind: 'claim';
  readonly at: string;
}

const KEPT_MS = 14 * 24 * 60 * 60_000;

const claimId = (name: string): string => `claim:${name}`;

/**
 * Takes names that nobody on this machine took before, on the disk when it resolves: whoever gets
 * one does what it stands for, and after a crash nobody does it twice. Callers hold the lock.
 */
export async function takeClaims(
  local: LocalDocuments,
  names: readonly string[],
  nowMs: number,
): Promise<readonly string[]> {
  const free: string[] = [];
  for (const name of new Set(names)) {
    if ((await local.get(claimId(name))) === null) free.push(name);
  }
  if (free.length === 0) return [];
  const at = new Date(nowMs).toISOString();
  await local.put(free.map((name): LocalDocument => ({ id: claimId(name), kind: 'claim', at })));
  return free;
}

/** Forgets what is too long ago to come up again. */
export async function forgetClaims(local: LocalDocuments, nowMs: number): Promise<void> {
  const all = await local.list<ClaimDocument>('claim');
  const old = all.filter(({ at }) => Date.parse(at) < nowMs - KEPT_MS);
  if (old.length > 0) await local.remove(old.map(({ id }) => id));
}
