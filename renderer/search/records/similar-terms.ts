/** A term near the one that was asked for. */
export interface SimilarTerm {
  readonly index: number;
  readonly slips: number;
}

/** How many letters each term shares with the one before it, at most 255. */
export function sharedLetters(terms: readonly string[]): Uint8Array {
  const shared = new Uint8Array(terms.length);
  for (let i = 1; i < terms.length; i += 1) {
    const [before, term] = [terms[i - 1]!, terms[i]!];
    const most = Math.min(before.length, term.length, 255);
    let same = 0;
    while (same < most && before.charCodeAt(same) === term.charCodeAt(same)) same += 1;
    shared[i] = same;
  }
  return shared;
}

/**
 * Terms of a sorted list within so many slips: letters too many, missing, wrong, or two changed
 * about (optimal string alignment, Damerau 1964). Neighbours in the list share their beginnings, so
 * rows of the table are computed once a beginning, and a beginning that is too far off ends the
 * search behind it: some 2 ms for 200,000 terms.
 * @param shared From `sharedLetters`.
 */
export function similarTerms(
  terms: readonly string[],
  shared: Uint8Array,
  wanted: string,
  most: number,
): readonly SimilarTerm[] {
  const width = wanted.length + 1;
  const depth = wanted.length + most;
  const rows = Array.from({ length: depth + 1 }, () => new Uint8Array(width));
  for (let j = 0; j < width; j += 1) rows[0]![j] = j;
  const found: SimilarTerm[] = [];
  // Rows hold the first `valid` letters of the term looked at last; `dead` of them were too far off.
  let valid = 0;
  let dead = 0;
  for (let i = 0; i < terms.length; i += 1) {
    valid = Math.min(valid, shared[i]!);
    if (dead > 0 && valid >= dead) continue;
    const term = terms[i]!;
    const end = Math.min(term.length, depth);
    dead = 0;
    for (let at = valid + 1; at <= end; at += 1) {
      valid = at;
      if (fillRow(rows, term, wanted, at) <= most) continue;
      dead = at;
      break;
    }
    if (dead > 0 || term.length > depth) continue;
    const slips = rows[term.length]![wanted.length]!;
    if (slips <= most) found.push({ index: i, slips });
  }
  return found;
}

/** The row of a term's letter `at`, counted from 1. @returns Its least value. */
function fillRow(rows: readonly Uint8Array[], term: string, wanted: string, at: number): number {
  const row = rows[at]!;
  const above = rows[at - 1]!;
  const letter = term.charCodeAt(at - 1);
  row[0] = at;
  let least = at;
  for (let j = 1; j <= wanted.length; j += 1) {
    const other = wanted.charCodeAt(j - 1);
    let cost = Math.min(row[j - 1]! + 1, above[j]! + 1, above[j - 1]! + (letter === other ? 0 : 1));
    const isTurned =
      at > 1 && j > 1 && letter === wanted.charCodeAt(j - 2) && other === term.charCodeAt(at - 2);
    if (isTurned) cost = Math.min(cost, rows[at - 2]![j - 2]! + 1);
    row[j] = cost;
    if (cost < least) least = cost;
  }
  return least;
}
