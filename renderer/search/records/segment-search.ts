import { similarTerms, sharedLetters } from './similar-terms.ts';
import { FIELD_BITS, fieldsOf, firstTerm, ordinalOf } from './word-segment.ts';
import type { WordSegment } from './word-segment.ts';

/** One way to say a word: terms that must all be there. */
export interface WordWay {
  readonly terms: readonly string[];
  /** The last term may be the beginning of a longer one. */
  readonly isPrefix: boolean;
  /** Slips forgiven in a single term; 0 for none. */
  readonly slips: number;
  readonly weight: number;
}

/** A word: any of the ways suffices. */
export type WantedWord = readonly WordWay[];

/** What of a segment's terms fits one word. */
export interface Expansion {
  /** Single terms, with what a hit of each is worth. */
  readonly terms: readonly { readonly index: number; readonly worth: number }[];
  /** Postings of several terms together. */
  readonly joint: readonly { readonly postings: readonly number[]; readonly worth: number }[];
  readonly postings: number;
}

/** A whole word is worth more than one that was only begun. */
const PREFIX_WORTH = 0.6;
const SLIP_WORTH = 0.35;
const MOST_ASKED = 16;

/** A segment with what is worked out of it and what was taken out since. */
export class LiveSegment {
  /** Documents taken out or replaced; null while there are none. */
  dead: Uint8Array | null;
  deadCount: number;
  private shared: Uint8Array | null = null;
  /** While a word is being finished the ones before it are asked for again and again. */
  private readonly asked = new Map<string, ReturnType<typeof similarTerms>>();

  constructor(
    readonly serial: number,
    readonly segment: WordSegment,
    dead: Uint8Array | null = null,
  ) {
    this.dead = dead;
    this.deadCount = dead ? dead.reduce((sum, each) => sum + each, 0) : 0;
  }

  get liveCount(): number {
    return this.segment.ids.length - this.deadCount;
  }

  kill(ordinal: number): void {
    this.dead ??= new Uint8Array(this.segment.ids.length);
    if (this.dead[ordinal] === 1) return;
    this.dead[ordinal] = 1;
    this.deadCount += 1;
  }

  isDead(ordinal: number): boolean {
    return this.dead !== null && this.dead[ordinal] === 1;
  }

  /** The place of a term; -1 when it is not here. */
  indexOf(term: string): number {
    const at = firstTerm(this.segment.terms, term);
    return this.segment.terms[at] === term ? at : -1;
  }

  /** In how many documents a term is, dead ones included. */
  count(term: string): number {
    const at = this.indexOf(term);
    return at < 0 ? 0 : this.segment.offsets[at + 1]! - this.segment.offsets[at]!;
  }

  startsSome(beginning: string): boolean {
    const { terms } = this.segment;
    return terms[firstTerm(terms, beginning)]?.startsWith(beginning) ?? false;
  }

  /** The terms [from, to) that begin so. */
  rangeOf(beginning: string): readonly [from: number, to: number] {
    const { terms } = this.segment;
    return [firstTerm(terms, beginning), firstTerm(terms, `${beginning}\uffff`)];
  }

  similar(term: string, slips: number): ReturnType<typeof similarTerms> {
    const key = `${slips} ${term}`;
    const known = this.asked.get(key);
    if (known) return known;
    this.shared ??= sharedLetters(this.segment.terms);
    const found = similarTerms(this.segment.terms, this.shared, term, slips);
    if (this.asked.size >= MOST_ASKED) this.asked.clear();
    this.asked.set(key, found);
    return found;
  }

  expand(word: WantedWord): Expansion {
    const terms = new Map<number, number>();
    const joint: Expansion['joint'][number][] = [];
    const add = (index: number, worth: number): void => {
      if (worth > (terms.get(index) ?? 0)) terms.set(index, worth);
    };
    for (const way of word) {
      if (way.terms.length === 1) this.expandTerm(way, add);
      else joint.push({ postings: this.jointPostings(way), worth: way.weight });
    }
    const { offsets } = this.segment;
    let postings = joint.reduce((sum, each) => sum + each.postings.length, 0);
    for (const index of terms.keys()) postings += offsets[index + 1]! - offsets[index]!;
    return { terms: [...terms].map(([index, worth]) => ({ index, worth })), joint, postings };
  }

  private expandTerm(
    { terms: [term = ''], isPrefix, slips, weight }: WordWay,
    add: (index: number, worth: number) => void,
  ): void {
    const exact = this.indexOf(term);
    if (exact >= 0) add(exact, weight);
    if (isPrefix) {
      const [from, to] = this.rangeOf(term);
      for (let index = from; index < to; index += 1) {
        if (index === exact) continue;
        const share = term.length / this.segment.terms[index]!.length;
        add(index, weight * PREFIX_WORTH * (0.5 + share / 2));
      }
    }
    if (slips === 0) return;
    for (const each of this.similar(term, slips)) {
      if (each.slips > 0) add(each.index, (weight * SLIP_WORTH) / each.slips);
    }
  }

  /** Of the rarest term, those whose document has all the others too. */
  private jointPostings({ terms, isPrefix }: WordWay): readonly number[] {
    const parts = terms.map((term, at) => {
      const isOpen = isPrefix && at === terms.length - 1;
      const index = this.indexOf(term);
      const [from, to] = isOpen ? this.rangeOf(term) : [index, index + 1];
      const { offsets } = this.segment;
      return index < 0 && !isOpen
        ? { from: 0, to: 0, size: 0 }
        : { from, to, size: offsets[to]! - offsets[from]! };
    });
    const [rarest, ...others] = parts.sort((a, b) => a.size - b.size);
    if (!rarest || rarest.size === 0) return [];
    const { offsets, postings } = this.segment;
    const found: number[] = [];
    for (let at = offsets[rarest.from]!; at < offsets[rarest.to]!; at += 1) {
      const ordinal = ordinalOf(postings[at]!);
      if (others.every((each) => this.hasIn(each, ordinal))) found.push(postings[at]!);
    }
    return found;
  }

  private hasIn({ from, to }: { from: number; to: number }, ordinal: number): boolean {
    for (let index = from; index < to; index += 1) if (this.has(index, ordinal)) return true;
    return false;
  }

  /** Is a term in a document? */
  has(index: number, ordinal: number): boolean {
    const { offsets, postings } = this.segment;
    let low = offsets[index]!;
    let high = offsets[index + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (postings[middle]! >>> FIELD_BITS < ordinal) low = middle + 1;
      else high = middle;
    }
    return low < offsets[index + 1]! && ordinalOf(postings[low]!) === ordinal;
  }
}

/** What the words of a question came to in a segment. */
export interface Scores {
  readonly score: Float32Array;
  /** Which words a document has, a bit each. */
  readonly matched: Uint32Array;
  /** Which of them it has in the fields that were named. */
  readonly inFields: Uint32Array;
}

export interface ScoredWord {
  readonly expansion: Expansion;
  /** How much a hit says: inverse document frequency. */
  readonly rarity: number;
  readonly bit: number;
}

export interface Scoring {
  /** What a hit is worth by the byte of fields it is in. */
  readonly fieldWorth: Float32Array;
  /** A document without one word is not looked at for the next. */
  readonly needsAll: boolean;
  /** Fields noted in `inFields`. */
  readonly fields: number;
}

/**
 * Adds up what every document has of the words.
 */
export function scoreSegment(
  { segment }: LiveSegment,
  words: readonly ScoredWord[],
  { fieldWorth, needsAll, fields: watched }: Scoring,
): Scores {
  const score = new Float32Array(segment.ids.length);
  const matched = new Uint32Array(segment.ids.length);
  const inFields = new Uint32Array(watched === 0 ? 0 : segment.ids.length);
  const best = new Float32Array(words.length > 0 ? segment.ids.length : 0);
  let before = 0;
  for (const { expansion, rarity, bit } of words) {
    if (before !== 0) best.fill(0);
    const hit = (posting: number, worth: number): void => {
      const field = fieldWorth[fieldsOf(posting)]!;
      if (field === 0) return;
      const ordinal = ordinalOf(posting);
      if (needsAll && (matched[ordinal]! & before) !== before) return;
      if ((fieldsOf(posting) & watched) !== 0) {
        inFields[ordinal] = (inFields[ordinal]! | bit) >>> 0;
      }
      const value = worth * field * rarity;
      if (value <= best[ordinal]!) return;
      score[ordinal] = score[ordinal]! + value - best[ordinal]!;
      best[ordinal] = value;
      matched[ordinal] = (matched[ordinal]! | bit) >>> 0;
    };
    for (const { index, worth } of expansion.terms) {
      const end = segment.offsets[index + 1]!;
      for (let at = segment.offsets[index]!; at < end; at += 1) hit(segment.postings[at]!, worth);
    }
    for (const { postings, worth } of expansion.joint)
      for (const each of postings) hit(each, worth);
    before |= bit;
  }
  return { score, matched, inFields };
}
