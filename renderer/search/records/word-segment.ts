import { indexTerms } from '../terms.ts';

/** A record as the index takes it: texts by field, each field a bit of a byte. */
export interface WordDocument {
  readonly id: string;
  /** Changes with everything that is searched; 32 bits. */
  readonly stamp: number;
  /** Multiplies the score: open before done, new before old. */
  readonly boost: number;
  readonly fields: readonly (readonly [field: number, text: string])[];
}

/**
 * An unchangeable part of the index. A posting is the document's place in `ids`, shifted by a byte,
 * and in that byte the fields the term is in: 4 bytes a posting, where MiniSearch needs some 60.
 */
export interface WordSegment {
  readonly ids: readonly string[];
  readonly stamps: Uint32Array;
  readonly boosts: Float32Array;
  /** In the order of UTF-16 units. */
  readonly terms: readonly string[];
  /** Where the postings of a term begin; one more than there are terms. */
  readonly offsets: Uint32Array;
  readonly postings: Uint32Array;
}

export const FIELD_BITS = 8;
const FIELD_MASK = 0xff;

export function ordinalOf(posting: number): number {
  return posting >>> FIELD_BITS;
}

export function fieldsOf(posting: number): number {
  return posting & FIELD_MASK;
}

/** Of one field; beyond it a text is a log, and whoever pastes 5 MB finds them by their beginning. */
const MAX_TEXT = 100_000;

function termsOf({ fields }: WordDocument): ReadonlyMap<string, number> {
  const terms = new Map<string, number>();
  for (const [field, text] of fields) {
    for (const term of indexTerms(text.slice(0, MAX_TEXT))) {
      terms.set(term, (terms.get(term) ?? 0) | field);
    }
  }
  return terms;
}

export function compareTerms(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Collects documents until they are made a segment. */
export class SegmentBuilder {
  readonly ids: string[] = [];
  private readonly stamps: number[] = [];
  private readonly boosts: number[] = [];
  private readonly terms = new Map<string, number[]>();
  /** Postings so far. */
  size = 0;

  /** @returns The document's place. */
  add(document: WordDocument): number {
    const ordinal = this.ids.length;
    this.ids.push(document.id);
    this.stamps.push(document.stamp);
    this.boosts.push(document.boost);
    for (const [term, fields] of termsOf(document)) {
      const posting = ((ordinal << FIELD_BITS) | fields) >>> 0;
      const postings = this.terms.get(term);
      if (postings) postings.push(posting);
      else this.terms.set(term, [posting]);
      this.size += 1;
    }
    return ordinal;
  }

  stampAt(ordinal: number): number | undefined {
    return this.stamps[ordinal];
  }

  build(): WordSegment {
    const terms = [...this.terms.keys()].sort(compareTerms);
    const offsets = new Uint32Array(terms.length + 1);
    const postings = new Uint32Array(this.size);
    let at = 0;
    for (const [index, term] of terms.entries()) {
      offsets[index] = at;
      const own = this.terms.get(term)!;
      postings.set(own, at);
      at += own.length;
    }
    offsets[terms.length] = at;
    return {
      ids: [...this.ids],
      stamps: Uint32Array.from(this.stamps),
      boosts: Float32Array.from(this.boosts),
      terms,
      offsets,
      postings,
    };
  }
}

/** A segment as it is stored. */
export interface StoredSegment extends Omit<WordSegment, 'terms' | 'ids'> {
  readonly terms: string;
  readonly ids: string;
}

export function packSegment(segment: WordSegment): StoredSegment {
  return { ...segment, terms: segment.terms.join('\n'), ids: segment.ids.join('\n') };
}

function unjoin(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

/** Null where its parts do not belong together. */
export function unpackSegment(stored: StoredSegment): WordSegment | null {
  const { stamps, boosts, offsets, postings } = stored;
  const [terms, ids] = [unjoin(stored.terms), unjoin(stored.ids)];
  const isWhole =
    stamps.length === ids.length &&
    boosts.length === ids.length &&
    offsets.length === terms.length + 1 &&
    offsets[terms.length] === postings.length;
  return isWhole ? { ids, stamps, boosts, terms, offsets, postings } : null;
}

/** The first term that is not before the given one. */
export function firstTerm(terms: readonly string[], wanted: string): number {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (terms[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
