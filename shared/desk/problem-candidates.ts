import { candidateOf } from './candidate-evidence.ts';
import type { Candidate, CandidateKind } from './candidate-evidence.ts';
import { tellingWords } from './telling-words.ts';

/** What is asked of an incident; instants are milliseconds since 1970. */
export interface IncidentFacts {
  readonly id: string;
  readonly title: string;
  readonly category: string | undefined;
  readonly subcategory: string | undefined;
  readonly siteId: string | undefined;
  readonly openedAt: number;
  readonly open: boolean;
  /** Configuration items it is about. */
  readonly itemIds: readonly string[];
}

export interface CandidateOptions {
  /** As few incidents as make a candidate, at least 2. */
  readonly least: number;
}

/** A group of incidents that may have one cause, before its evidence is written out. */
interface Group {
  readonly kind: CandidateKind;
  /** The same group has it again tomorrow. */
  readonly key: string;
  readonly members: readonly number[];
}

/** Items say most: one thing breaks again and again. Then words, then time alone. */
const KIND_ORDER: readonly CandidateKind[] = ['item', 'words', 'burst'];
/** Incidents of a burst lie within it. */
export const BURST_MS = 4 * 3_600_000;
/** Times as many as the group has in such a stretch on the whole; days and nights make three. */
export const BURST_FACTOR = 8;
/** Of a longer title its rarest words are paired: eight make 28 pairs. */
const MOST_WORDS = 8;
/** In a category of so many a word of nearly all titles is its name, and tells nothing. */
const MANY = 40;
const COMMON = 0.8;
/** Steps between two breaths of the caller. */
const STEP = 256;

/**
 * Groups of incidents that may have one cause. Three things make a group: one configuration item;
 * one category and two telling words that all titles share; one category, subcategory and site
 * within four hours, far more than usual there. Groups are taken greedily, items first, the largest
 * first, then by key; an incident is in one candidate at most, and what is left of a group must
 * still be large enough.
 *
 * A generator that yields between portions of its work, so that 100,000 incidents block nobody;
 * `findCandidates` runs it in one go. The order of the incidents does not matter.
 */
export function* candidateSteps(
  incidents: readonly IncidentFacts[],
  { least }: CandidateOptions,
): Generator<void, readonly Candidate[]> {
  const rows = incidents.toSorted((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
  const words = yield* wordsOf(rows);
  const taken = new Uint8Array(rows.length);
  const found: Candidate[] = [];
  for (const kind of KIND_ORDER) {
    const groups = yield* groupsOf(kind, rows, words, taken, least);
    for (const group of yield* takeGreedily(groups, taken, least)) {
      found.push(candidateOf(group, rows, words));
      yield;
    }
  }
  return found.sort((a, b) => b.incidentIds.length - a.incidentIds.length || byKey(a, b));
}

/** The same in one go, for tests and small workspaces. */
export function findCandidates(
  incidents: readonly IncidentFacts[],
  options: CandidateOptions,
): readonly Candidate[] {
  const steps = candidateSteps(incidents, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : Number(a.key > b.key);
}

/** A title that repeats its category says nothing more by it. */
function beyondItsClass({ title, category, subcategory }: IncidentFacts): readonly string[] {
  const known = new Set(tellingWords(`${category ?? ''} ${subcategory ?? ''}`));
  return tellingWords(title).filter((word) => !known.has(word));
}

function* wordsOf(rows: readonly IncidentFacts[]): Generator<void, readonly (readonly string[])[]> {
  const all: (readonly string[])[] = [];
  for (const row of rows) {
    all.push(beyondItsClass(row));
    if (all.length % STEP === 0) yield;
  }
  return all;
}

function groupsOf(
  kind: CandidateKind,
  rows: readonly IncidentFacts[],
  words: readonly (readonly string[])[],
  taken: Uint8Array,
  least: number,
): Generator<void, readonly Group[]> {
  switch (kind) {
    case 'item':
      return itemGroups(rows, least);
    case 'words':
      return wordGroups(rows, words, taken, least);
    case 'burst':
      return burstGroups(rows, taken, least);
  }
}

function* itemGroups(
  rows: readonly IncidentFacts[],
  least: number,
): Generator<void, readonly Group[]> {
  const byItem = new Map<string, number[]>();
  for (const [at, row] of rows.entries()) {
    for (const id of new Set(row.itemIds)) push(byItem, id, at);
    if (at % STEP === 0) yield;
  }
  return [...byItem]
    .filter(([, members]) => members.length >= least)
    .map(([id, members]) => ({ kind: 'item', key: `item ${id}`, members }));
}

/** Pairs of words are looked for within a category; what has none is one as well. */
function* wordGroups(
  rows: readonly IncidentFacts[],
  words: readonly (readonly string[])[],
  taken: Uint8Array,
  least: number,
): Generator<void, readonly Group[]> {
  const byCategory = new Map<string, number[]>();
  for (const [at, row] of rows.entries()) {
    if (taken[at] === 0) push(byCategory, row.category ?? '', at);
  }
  const groups: Group[] = [];
  for (const [category, members] of byCategory) {
    if (members.length < least) continue;
    for (const [pair, both] of yield* pairsIn(members, words, least)) {
      groups.push({ kind: 'words', key: `words ${category}: ${pair}`, members: both });
    }
  }
  return groups;
}

function* pairsIn(
  members: readonly number[],
  words: readonly (readonly string[])[],
  least: number,
): Generator<void, readonly (readonly [pair: string, members: readonly number[]])[]> {
  const counts = new Map<string, number>();
  for (const at of members) {
    for (const word of words[at]!) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  yield;
  const most = members.length < MANY ? members.length : members.length * COMMON;
  // In alphabetical order, so that of two numbers the smaller is the first word.
  const telling = [...counts]
    .filter(([, count]) => count >= least && count <= most)
    .map(([word]) => word);
  const numberOf = new Map(telling.sort().map((word, number) => [word, number]));
  const pairs = new Map<number, number[]>();
  for (const [index, at] of members.entries()) {
    const own = rarest(words[at]!, counts, numberOf);
    for (let i = 0; i < own.length; i += 1) {
      for (let j = i + 1; j < own.length; j += 1)
        push(pairs, own[i]! * telling.length + own[j]!, at);
    }
    if (index % STEP === 0) yield;
  }
  const found: [string, readonly number[]][] = [];
  let steps = 0;
  for (const [pair, both] of pairs) {
    steps += 1;
    if (steps % (STEP * STEP) === 0) yield;
    if (both.length < least) continue;
    const first = telling[Math.floor(pair / telling.length)]!;
    found.push([`${first} ${telling[pair % telling.length]!}`, both]);
  }
  return found;
}

/** Numbers of a title's rarest words, ascending. */
function rarest(
  words: readonly string[],
  counts: ReadonlyMap<string, number>,
  numberOf: ReadonlyMap<string, number>,
): readonly number[] {
  const known = words.filter((word) => numberOf.has(word));
  if (known.length > MOST_WORDS) {
    known.sort((a, b) => counts.get(a)! - counts.get(b)! || (a < b ? -1 : 1));
    known.length = MOST_WORDS;
  }
  return known.map((word) => numberOf.get(word)!).sort((a, b) => a - b);
}

function* burstGroups(
  rows: readonly IncidentFacts[],
  taken: Uint8Array,
  least: number,
): Generator<void, readonly Group[]> {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const spanMs = Math.max(BURST_MS, last.openedAt - first.openedAt);
  const byPlace = new Map<string, number[]>();
  for (const [at, row] of rows.entries()) {
    if (taken[at] !== 0 || row.category === undefined) continue;
    const place = [row.category, row.subcategory ?? '', row.siteId ?? ''].join(' / ');
    push(byPlace, place, at);
  }
  yield;
  const groups: Group[] = [];
  for (const [place, members] of byPlace) {
    const burst = densest(members, rows);
    const usual = (members.length * BURST_MS) / spanMs;
    if (burst.length < least || burst.length < BURST_FACTOR * usual) continue;
    const since = new Date(rows[burst[0]!]!.openedAt).toISOString().slice(0, 13);
    groups.push({ kind: 'burst', key: `burst ${place} ${since}`, members: burst });
    yield;
  }
  return groups;
}

/** The most members within the stretch of a burst; of several the first. Members are in order. */
function densest(members: readonly number[], rows: readonly IncidentFacts[]): readonly number[] {
  let best: readonly [from: number, to: number] = [0, 0];
  let from = 0;
  for (let to = 0; to < members.length; to += 1) {
    while (rows[members[to]!]!.openedAt - rows[members[from]!]!.openedAt > BURST_MS) from += 1;
    if (to + 1 - from > best[1] - best[0]) best = [from, to + 1];
  }
  return members.slice(...best);
}

/**
 * Takes the largest group, then the largest of what is left, and so on. Sizes only shrink, so each
 * group waits under the size it had when it was last counted: the first that still has it is next.
 */
function* takeGreedily(
  groups: readonly Group[],
  taken: Uint8Array,
  least: number,
): Generator<void, readonly Group[]> {
  const bySize: Group[][] = [];
  const wait = (group: Group): void => void (bySize[group.members.length] ??= []).push(group);
  const chosen: Group[] = [];
  let steps = 0;
  for (const group of groups) {
    wait(withoutTaken(group, taken));
    steps += 1;
    if (steps % STEP === 0) yield;
  }
  for (let size = bySize.length - 1; size >= least; size -= 1) {
    for (const group of (bySize[size] ?? []).sort(byKey)) {
      const left = withoutTaken(group, taken);
      if (left.members.length < size) wait(left);
      else {
        chosen.push(left);
        for (const at of left.members) taken[at] = 1;
      }
      steps += 1;
      if (steps % STEP === 0) yield;
    }
  }
  return chosen;
}

function withoutTaken(group: Group, taken: Uint8Array): Group {
  const members = group.members.filter((at) => taken[at] === 0);
  return members.length === group.members.length ? group : { ...group, members };
}

function push<K>(map: Map<K, number[]>, key: K, at: number): void {
  const present = map.get(key);
  if (present) present.push(at);
  else map.set(key, [at]);
}
