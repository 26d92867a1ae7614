import { Collector } from './collector.ts';
import { mergeSegments } from './merge-segments.ts';
import { LiveSegment, scoreSegment } from './segment-search.ts';
import type { Scores, ScoredWord, WantedWord } from './segment-search.ts';
import { SegmentBuilder } from './word-segment.ts';
import type { WordDocument, WordSegment } from './word-segment.ts';

export interface WordQuestion {
  readonly words: readonly WantedWord[];
  /** Terms that must not be there. */
  readonly without?: readonly string[];
  /** What a hit in each field is worth, by the field's bit; 0 leaves a field out. */
  readonly worth: ReadonlyMap<number, number>;
  readonly limit: number;
  /** Left out: every word must be there; else any may, and more are better. */
  readonly isAny?: boolean;
  readonly accept?: (id: string) => boolean;
  /** Leaves out what has all of the words in this field: another index found it already. */
  readonly beyond?: number;
}

export interface WordHit {
  readonly id: string;
  readonly score: number;
  /** Which of the words it has, a bit each. */
  readonly matched: number;
}

export interface WordAnswer {
  /** How many there are, also beyond the limit. */
  readonly total: number;
  readonly hits: readonly WordHit[];
}

/** A part of the index with its number, as it is stored. */
export interface KeptSegment {
  readonly serial: number;
  readonly segment: WordSegment;
  readonly dead: Uint8Array | null;
}

/** Postings collected before they become a segment: sorting them takes some 5 ms. */
const DELTA_SIZE = 20_000;
/** Segments of about one size are merged when there are so many; more are slower to search. */
const FAN = 4;
/** Serial and ordinal in one number: 24 bits of ordinal. */
const PLACE = 2 ** 24;
/** A question has at most as many words as a mask has bits. */
const MAX_WORDS = 30;
const NOTHING: WordAnswer = { total: 0, hits: [] };

function levelOf({ segment }: LiveSegment): number {
  return Math.floor(Math.log(1 + segment.postings.length / DELTA_SIZE) / Math.log(FAN));
}

/**
 * Full-text index of short records: unchangeable sorted segments, a small part for what is new, and
 * marks on what was replaced, as in Lucene (Cutting and Pedersen 1990, "Optimizations for dynamic
 * inverted index maintenance"). Pure: it knows neither worker nor disk.
 */
export class WordIndex {
  private segments: LiveSegment[] = [];
  private delta = new SegmentBuilder();
  private deltaSerial: number;
  private deltaDead = new Set<number>();
  private deltaView: LiveSegment | null = null;
  private readonly places = new Map<string, number>();
  private lastSerial = 0;
  private merging: { readonly steps: Generator<void, WordSegment>; sources: LiveSegment[] } | null =
    null;

  constructor(kept: readonly KeptSegment[] = []) {
    for (const { serial, segment, dead } of kept) {
      this.adopt(new LiveSegment(serial, segment, dead));
      this.lastSerial = Math.max(this.lastSerial, serial);
    }
    this.deltaSerial = this.lastSerial += 1;
  }

  get size(): number {
    return this.places.size;
  }

  /** Postings held, dead ones included: 4 bytes each. */
  get postings(): number {
    return this.segments.reduce((sum, each) => sum + each.segment.postings.length, this.delta.size);
  }

  has(id: string): boolean {
    return this.places.has(id);
  }

  /** The stamp under which a record was put; undefined for one that is not here. */
  stampOf(id: string): number | undefined {
    const place = this.places.get(id);
    if (place === undefined) return undefined;
    const serial = Math.floor(place / PLACE);
    if (serial === this.deltaSerial) return this.delta.stampAt(place % PLACE);
    return this.segmentOf(serial)?.segment.stamps[place % PLACE];
  }

  *stamps(): Generator<readonly [id: string, stamp: number]> {
    for (const live of this.all()) {
      for (const [ordinal, id] of live.segment.ids.entries()) {
        if (!live.isDead(ordinal)) yield [id, live.segment.stamps[ordinal]!];
      }
    }
  }

  put(document: WordDocument): void {
    this.drop(document.id);
    const ordinal = this.delta.add(document);
    this.places.set(document.id, this.deltaSerial * PLACE + ordinal);
    this.deltaView = null;
    if (this.delta.size >= DELTA_SIZE) this.freeze();
  }

  drop(id: string): boolean {
    const place = this.places.get(id);
    if (place === undefined) return false;
    this.places.delete(id);
    const serial = Math.floor(place / PLACE);
    if (serial === this.deltaSerial) {
      this.deltaDead.add(place % PLACE);
      this.deltaView?.kill(place % PLACE);
    } else {
      this.segmentOf(serial)?.kill(place % PLACE);
    }
    return true;
  }

  /** Ends the collecting of what is new, so that all of it can be stored. */
  freeze(): void {
    if (this.delta.ids.length === 0) return;
    const live = this.view();
    this.segments.push(live);
    this.delta = new SegmentBuilder();
    this.deltaDead = new Set();
    this.deltaView = null;
    this.deltaSerial = this.lastSerial += 1;
  }

  /** What is to be stored; call `freeze` before. */
  kept(): readonly KeptSegment[] {
    return this.segments.map(({ serial, segment, dead }) => ({ serial, segment, dead }));
  }

  /**
   * Goes on with merging segments for a few milliseconds.
   * @returns Whether there is more to do.
   */
  tidy(): boolean {
    this.merging ??= this.planMerge();
    if (this.merging === null) return false;
    const { steps, sources } = this.merging;
    const step = steps.next();
    if (step.done !== true) return true;
    this.merging = null;
    this.replace(sources, step.value);
    return true;
  }

  search(question: WordQuestion): WordAnswer {
    const wanted = question.words.slice(-MAX_WORDS);
    if (wanted.length === 0) return NOTHING;
    const segments = this.all();
    const expanded = segments.map((live) => wanted.map((word) => live.expand(word)));
    const counts = wanted.map((_, w) => expanded.reduce((sum, each) => sum + each[w]!.postings, 0));
    if (!question.isAny && counts.includes(0)) return NOTHING;
    // The rarest first: what lacks it is not looked at again.
    const order = wanted.map((_, w) => w).sort((a, b) => counts[a]! - counts[b]!);
    const fieldWorth = worthTable(question.worth);
    const all = (2 ** wanted.length - 1) >>> 0;
    const collector = new Collector(question.limit);
    for (const [s, live] of segments.entries()) {
      const words = order.map((w): ScoredWord => ({
        expansion: expanded[s]![w]!,
        rarity: Math.log(1 + this.size / (1 + counts[w]!)),
        bit: (1 << w) >>> 0,
      }));
      const scores = scoreSegment(live, words, {
        ...{ fieldWorth, needsAll: !question.isAny, fields: question.beyond ?? 0 },
      });
      collect({ live, scores, question, all, collector });
    }
    return collector.answer();
  }

  /** In how many records a term is, about. */
  count(term: string): number {
    return this.all().reduce((sum, live) => sum + live.count(term), 0);
  }

  startsSome(beginning: string): boolean {
    return this.all().some((live) => live.startsSome(beginning));
  }

  /** The terms that stand for a word by a slip, at most so many. */
  spellings(word: WantedWord, most: number): readonly string[] {
    const found = new Set<string>();
    for (const { terms, slips } of word) {
      if (slips === 0) continue;
      for (const live of this.all()) {
        for (const { index } of live.similar(terms[0] ?? '', slips)) {
          if (found.size < most) found.add(live.segment.terms[index]!);
        }
      }
    }
    return [...found];
  }

  /** Has a record one of these terms? */
  hasAny(id: string, terms: readonly string[]): boolean {
    const place = this.places.get(id);
    if (place === undefined) return false;
    const serial = Math.floor(place / PLACE);
    const live = serial === this.deltaSerial ? this.view() : this.segmentOf(serial);
    return terms.some((term) => {
      const index = live?.indexOf(term) ?? -1;
      return index >= 0 && (live?.has(index, place % PLACE) ?? false);
    });
  }

  private all(): readonly LiveSegment[] {
    return this.delta.ids.length === 0 ? this.segments : [...this.segments, this.view()];
  }

  private view(): LiveSegment {
    if (this.deltaView === null) {
      this.deltaView = new LiveSegment(this.deltaSerial, this.delta.build());
      for (const ordinal of this.deltaDead) this.deltaView.kill(ordinal);
    }
    return this.deltaView;
  }

  private segmentOf(serial: number): LiveSegment | undefined {
    return this.segments.find((each) => each.serial === serial);
  }

  private adopt(live: LiveSegment): void {
    this.segments.push(live);
    for (const [ordinal, id] of live.segment.ids.entries()) {
      if (!live.isDead(ordinal)) this.places.set(id, live.serial * PLACE + ordinal);
    }
  }

  private planMerge(): WordIndex['merging'] {
    const byLevel = new Map<number, LiveSegment[]>();
    for (const live of this.segments) {
      const level = levelOf(live);
      byLevel.set(level, [...(byLevel.get(level) ?? []), live]);
    }
    const crowded = [...byLevel.values()].find((each) => each.length >= FAN);
    const decayed = this.segments.find(
      (live) => live.deadCount > 1_000 && live.deadCount > live.liveCount,
    );
    const sources = crowded ?? (decayed ? [decayed] : null);
    return sources === null ? null : { steps: mergeSegments(sources), sources };
  }

  /** Puts the merged segment in; what was dropped or replaced meanwhile is dead in it too. */
  private replace(sources: readonly LiveSegment[], segment: WordSegment): void {
    const serials = new Set(sources.map(({ serial }) => serial));
    const merged = new LiveSegment((this.lastSerial += 1), segment);
    for (const [ordinal, id] of segment.ids.entries()) {
      const place = this.places.get(id);
      const isHere = place !== undefined && serials.has(Math.floor(place / PLACE));
      if (isHere) this.places.set(id, merged.serial * PLACE + ordinal);
      else merged.kill(ordinal);
    }
    this.segments = [...this.segments.filter(({ serial }) => !serials.has(serial)), merged];
  }
}

interface Collecting {
  readonly live: LiveSegment;
  readonly scores: Scores;
  readonly question: WordQuestion;
  readonly all: number;
  readonly collector: Collector;
}

function collect({ live, scores, question, all, collector }: Collecting): void {
  const { segment } = live;
  const { without = [], accept, isAny } = question;
  const excluded = without.map((term) => live.indexOf(term)).filter((index) => index >= 0);
  for (let ordinal = 0; ordinal < segment.ids.length; ordinal += 1) {
    const matched = scores.matched[ordinal]!;
    if (matched === 0 || (!isAny && matched !== all) || live.isDead(ordinal)) continue;
    if (question.beyond !== undefined && scores.inFields[ordinal] === all) continue;
    if (excluded.some((index) => live.has(index, ordinal))) continue;
    const id = segment.ids[ordinal]!;
    if (accept && !accept(id)) continue;
    collector.add(id, scores.score[ordinal]! * segment.boosts[ordinal]!, matched);
  }
}

function worthTable(worth: ReadonlyMap<number, number>): Float32Array {
  return Float32Array.from({ length: 256 }, (_, fields) => {
    let most = 0;
    for (const [bit, value] of worth) if ((fields & bit) !== 0) most = Math.max(most, value);
    return most;
  });
}
