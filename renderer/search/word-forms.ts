/** Shorter halves are syllables, not words. */
const MIN_HALF = 3;
const ENDINGS = ['ing', 'ed', 'e', ''] as const;

/** The stem of an English verb form: "stopping" → "stop", "locked" → "lock". */
function stemOf(term: string): string | null {
  const stem = /^([a-z]{3,})(?:ing|ed|e)$/.exec(term)?.[1] ?? null;
  if (stem === null) return term.length >= 4 ? term : null;
  return /([^aeioulsz])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}

/**
 * Other forms of an English word: "locking" → "lock", "locked". Made when asked, not when indexed,
 * so that what was typed still counts more; forms that no text has are the caller's to drop.
 */
export function inflectionsOf(term: string): readonly string[] {
  if (!/^[a-z]+$/.test(term)) return [];
  const stem = stemOf(term);
  if (stem === null) return [];
  const doubled = stem + stem.charAt(stem.length - 1);
  return [...ENDINGS.map((ending) => stem + ending), `${doubled}ing`, `${doubled}ed`].filter(
    (form) => form !== term,
  );
}

/**
 * A compound as two words, "writeback" → "write", "back": of all ways to cut it the one whose rarer
 * half is the most frequent. Null where no cut leaves two known words.
 * @param count In how many texts a word is.
 */
export function splitCompound(
  term: string,
  count: (word: string) => number,
): readonly [string, string] | null {
  let best: { readonly halves: readonly [string, string]; readonly score: number } | null = null;
  for (let at = MIN_HALF; at <= term.length - MIN_HALF; at += 1) {
    const halves = [term.slice(0, at), term.slice(at)] as const;
    const score = Math.min(count(halves[0]), count(halves[1]));
    if (score > (best?.score ?? 0)) best = { halves, score };
  }
  return best?.halves ?? null;
}
