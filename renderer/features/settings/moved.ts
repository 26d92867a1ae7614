/** The list with one entry a place up (-1) or down (1); at its end nothing happens. */
export function moved<T>(list: readonly T[], at: number, by: 1 | -1): T[] {
  const next = [...list];
  const other = next[at + by];
  const own = next[at];
  if (other === undefined || own === undefined) return next;
  next[at] = other;
  next[at + by] = own;
  return next;
}
