/** Puts a member last and forgets the oldest beyond `most`, which is the answer. */
export function keepNewest(set: Set<string>, id: string, most: number): string | null {
  set.delete(id);
  set.add(id);
  if (set.size <= most) return null;
  const [oldest] = set;
  set.delete(oldest!);
  return oldest!;
}

/** So many distinct members, of the first set first; does not walk what it leaves. */
export function firstOf(count: number, ...sets: readonly Iterable<string>[]): readonly string[] {
  const found = new Set<string>();
  for (const set of sets) {
    for (const id of set) {
      if (found.size === count) return [...found];
      found.add(id);
    }
  }
  return [...found];
}
