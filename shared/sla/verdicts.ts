import type { Entry, VerdictEntry } from '../model/entry.ts';

/** Entries the server counted at another instant than they say, by id. */
export function heardAt(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const instants = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind !== 'verdict') continue;
    for (const { entryId, at } of entry.clamped ?? []) instants.set(entryId, at);
  }
  return instants;
}

/**
 * A timeline with the instants that count: what was dated ahead of the server's clock when the
 * server heard of it counts as of that moment, on every machine alike (F12).
 */
export function asHeard(entries: readonly Entry[]): readonly Entry[] {
  const instants = heardAt(entries);
  if (instants.size === 0) return entries;
  return entries.map((entry) => {
    const at = instants.get(entry.id);
    return at === undefined ? entry : { ...entry, at };
  });
}

/** The server's word on each run that nothing took the place of, oldest first. */
export function standingVerdicts(entries: readonly Entry[]): readonly VerdictEntry[] {
  const verdicts = entries.flatMap((entry) => (entry.kind === 'verdict' ? [entry] : []));
  const corrected = new Set(verdicts.map(({ corrects }) => corrects));
  return verdicts
    .filter(({ id }) => !corrected.has(id))
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
}
