import type { IncidentFacts } from './problem-candidates.ts';

/** What brought the incidents together: one item, words of their titles, or the time alone. */
export type CandidateKind = 'item' | 'words' | 'burst';

/** Incidents that may have one cause, and what speaks for it. Instants are in milliseconds. */
export interface Candidate {
  /** The same candidate has it again tomorrow. */
  readonly key: string;
  readonly kind: CandidateKind;
  /** Oldest first. */
  readonly incidentIds: readonly string[];
  readonly openCount: number;
  /** The item that most of them are about, and how many. */
  readonly item: { readonly id: string; readonly count: number } | null;
  /** Words that three of four titles share, the most frequent first. */
  readonly words: readonly string[];
  /** What all of them have in common. */
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly siteId: string | null;
  readonly since: number;
  readonly until: number;
  /** The 24 hours with the most of them. */
  readonly peak: { readonly from: number; readonly count: number };
}

const DAY_MS = 86_400_000;
const SHARED_BY = 0.75;
const MOST_WORDS = 4;

interface Members {
  readonly kind: CandidateKind;
  readonly key: string;
  /** Places in `rows`, which are in order of their opening. */
  readonly members: readonly number[];
}

/** Writes out what speaks for a group. */
export function candidateOf(
  { kind, key, members }: Members,
  rows: readonly IncidentFacts[],
  words: readonly (readonly string[])[],
): Candidate {
  const own = members.toSorted((a, b) => a - b);
  const facts = own.map((at) => rows[at]!);
  return {
    key,
    kind,
    incidentIds: facts.map(({ id }) => id),
    openCount: facts.filter(({ open }) => open).length,
    item: mostItem(facts),
    words: sharedWords(own.map((at) => words[at]!)),
    category: common(facts.map(({ category }) => category)),
    subcategory: common(facts.map(({ subcategory }) => subcategory)),
    siteId: common(facts.map(({ siteId }) => siteId)),
    since: facts[0]?.openedAt ?? 0,
    until: facts.at(-1)?.openedAt ?? 0,
    peak: peakOf(facts),
  };
}

function countsOf(all: Iterable<readonly string[]>): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const each of all) {
    for (const word of new Set(each)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** An item that half of them do not have explains little. */
function mostItem(facts: readonly IncidentFacts[]): Candidate['item'] {
  const [most] = countsOf(facts.map(({ itemIds }) => itemIds));
  if (most === undefined || most[1] * 2 < facts.length) return null;
  return { id: most[0], count: most[1] };
}

function sharedWords(all: readonly (readonly string[])[]): readonly string[] {
  return countsOf(all)
    .filter(([, count]) => count >= SHARED_BY * all.length)
    .slice(0, MOST_WORDS)
    .map(([word]) => word);
}

function common(values: readonly (string | undefined)[]): string | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

function peakOf(facts: readonly IncidentFacts[]): Candidate['peak'] {
  let best = { from: facts[0]?.openedAt ?? 0, count: 0 };
  let from = 0;
  for (const [to, { openedAt }] of facts.entries()) {
    while (openedAt - facts[from]!.openedAt > DAY_MS) from += 1;
    const count = to + 1 - from;
    if (count > best.count) best = { from: facts[from]!.openedAt, count };
  }
  return best;
}
