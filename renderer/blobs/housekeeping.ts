import type { Books } from './books.ts';

/** Files looked at and not pinned stay up to this much together; the longest unused go first. */
const CACHE_BYTES = 200_000_000;
/** Discarded work can be taken back for 30 days, and its content with it. */
const DISCARDED_KEPT_MS = 30 * 24 * 3_600_000;
/** A draft's file that was never stored whole was cut off by a crash, unless it is still at work. */
const UNFINISHED_AFTER_MS = 3_600_000;

/** At start: what was discarded long ago, and what a crash left half stored. */
export async function forgetLeftovers({ files, staged }: Books, nowMs: number): Promise<void> {
  await files
    .filter(({ discardedAtMs }) => nowMs - (discardedAtMs ?? nowMs) > DISCARDED_KEPT_MS)
    .delete();
  await staged
    .filter(({ ready, addedAtMs }) => !ready && nowMs - addedAtMs > UNFINISHED_AFTER_MS)
    .delete();
}

/** Keeps what was looked at last. Unsent, refused and wanted files are never among those that go. */
export async function forgetCached({ files }: Books, bytes = CACHE_BYTES): Promise<void> {
  const cached = (await files.toArray())
    .filter((row) => !row.unsent && row.keep === 'no' && !row.refused)
    .sort((a, b) => b.usedAtMs - a.usedAtMs);
  let kept = 0;
  const go = cached.filter((row) => !row.here || (kept += row.size) > bytes);
  await files.bulkDelete(go.map(({ entryId }) => entryId));
}

/** The parts that somebody still wants, by scope; a scope without any has an empty set. */
export async function wantedParts(books: Books): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const wanted = new Map<string, Set<string>>();
  for (const { scope } of await books.generations.toArray()) wanted.set(scope, new Set());
  const rows = [...(await books.files.toArray()), ...(await books.staged.toArray())];
  for (const { scope, parts } of rows) {
    const known = wanted.get(scope) ?? new Set();
    for (const part of parts) known.add(part);
    wanted.set(scope, known);
  }
  return wanted;
}
