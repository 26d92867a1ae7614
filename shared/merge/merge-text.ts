/** Lines `from` up to, not including, `to` of the base are replaced. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Longest texts told apart line by line: 2,000 changed lines against 2,000, 16 MB for a moment. */
const MOST_CELLS = 4_000_000;

/** Length of the longest common subsequence from every pair of places on, row by row. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  return lengths;
}

/** Hunks between two runs of lines that differ at both ends; `offset` is where they start. */
function hunksBetween(a: readonly string[], b: readonly string[], offset: number): Hunk[] {
  if (a.length === 0 && b.length === 0) return [];
  if ((a.length + 1) * (b.length + 1) > MOST_CELLS) {
    return [{ from: offset, to: offset + a.length, lines: b }];
  }
  const lengths = commonLengths(a, b);
  const width = b.length + 1;
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [fromA, fromB] = [i, j];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      const isGone =
        j === b.length ||
        (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!);
      if (isGone) i += 1;
      else j += 1;
    }
    if (i > fromA || j > fromB) {
      hunks.push({ from: offset + fromA, to: offset + i, lines: b.slice(fromB, j) });
    }
    while (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1;
      j += 1;
    }
  }
  return hunks;
}

function hunksOf(base: readonly string[], side: readonly string[]): Hunk[] {
  const least = Math.min(base.length, side.length);
  let head = 0;
  while (head < least && base[head] === side[head]) head += 1;
  let tail = 0;
  while (tail < least - head && base.at(-1 - tail) === side.at(-1 - tail)) tail += 1;
  return hunksBetween(
    base.slice(head, base.length - tail),
    side.slice(head, side.length - tail),
    head,
  );
}

function isSameHunk(a: Hunk, b: Hunk): boolean {
  return (
    a.from === b.from &&
    a.to === b.to &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, at) => line === b.lines[at])
  );
}

/** All hunks in their order, or null where two of them touch and say different things. */
function interleave(mine: readonly Hunk[], theirs: readonly Hunk[]): readonly Hunk[] | null {
  const all = [...mine, ...theirs].sort((a, b) => a.from - b.from || a.to - b.to);
  const kept: Hunk[] = [];
  for (const hunk of all) {
    const last = kept.at(-1);
    if (last && isSameHunk(last, hunk)) continue;
    // Hunks of one side never touch; lines that only meet are a conflict too, their order is open.
    if (last && hunk.from <= last.to) return null;
    kept.push(hunk);
  }
  return kept;
}

/**
 * Three-way merge of a text by lines, as of diff3 (S. Khanna, K. Kunal, B. C. Pierce, "A Formal
 * Investigation of Diff3", FSTTCS 2007): edits of different places are both kept.
 * @returns Null when both sides edited the same or neighbouring lines differently.
 */
export function mergeText(base: string, mine: string, theirs: string): string | null {
  const lines = base.split('\n');
  const hunks = interleave(hunksOf(lines, mine.split('\n')), hunksOf(lines, theirs.split('\n')));
  if (!hunks) return null;
  const parts: (readonly string[])[] = [];
  let at = 0;
  for (const hunk of hunks) {
    parts.push(lines.slice(at, hunk.from), hunk.lines);
    at = hunk.to;
  }
  return [...parts, lines.slice(at)].flat().join('\n');
}
