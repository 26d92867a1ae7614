import { compareTerms, FIELD_BITS, fieldsOf, ordinalOf } from './word-segment.ts';
import type { WordSegment } from './word-segment.ts';
import type { LiveSegment } from './segment-search.ts';

/** Terms between two pauses: about 2 ms of a large merge. */
const STRIDE = 4_000;
const GONE = 0xffffffff;

interface Part {
  readonly source: WordSegment;
  /** New places by old ones; `GONE` for documents that are left out. */
  readonly places: Uint32Array;
  at: number;
}

/** One segment of several without what is dead in them; pauses now and then. */
export function* mergeSegments(sources: readonly LiveSegment[]): Generator<void, WordSegment> {
  const ids: string[] = [];
  const stamps: number[] = [];
  const boosts: number[] = [];
  const parts = sources.map((live): Part => {
    const { segment: source } = live;
    const places = new Uint32Array(source.ids.length).fill(GONE);
    for (const [ordinal, id] of source.ids.entries()) {
      if (live.isDead(ordinal)) continue;
      places[ordinal] = ids.length;
      ids.push(id);
      stamps.push(source.stamps[ordinal]!);
      boosts.push(source.boosts[ordinal]!);
    }
    return { source, places, at: 0 };
  });
  yield;
  const postings = new Uint32Array(
    parts.reduce((sum, { source }) => sum + source.postings.length, 0),
  );
  const terms: string[] = [];
  const offsets: number[] = [];
  let size = 0;
  for (let n = 1; ; n += 1) {
    const term = leastTerm(parts);
    if (term === null) break;
    const before = size;
    for (const part of parts) {
      if (part.source.terms[part.at] === term) size = copyTerm(part, postings, size);
    }
    if (size > before) {
      terms.push(term);
      offsets.push(before);
    }
    if (n % STRIDE === 0) yield;
  }
  offsets.push(size);
  return {
    ids,
    stamps: Uint32Array.from(stamps),
    boosts: Float32Array.from(boosts),
    terms,
    offsets: Uint32Array.from(offsets),
    postings: postings.slice(0, size),
  };
}

function leastTerm(parts: readonly Part[]): string | null {
  let least: string | null = null;
  for (const { source, at } of parts) {
    const term = source.terms[at];
    if (term !== undefined && (least === null || compareTerms(term, least) < 0)) least = term;
  }
  return least;
}

function copyTerm(part: Part, target: Uint32Array, size: number): number {
  const { offsets, postings } = part.source;
  let end = size;
  for (let at = offsets[part.at]!; at < offsets[part.at + 1]!; at += 1) {
    const posting = postings[at]!;
    const place = part.places[ordinalOf(posting)]!;
    if (place === GONE) continue;
    target[end] = ((place << FIELD_BITS) | fieldsOf(posting)) >>> 0;
    end += 1;
  }
  part.at += 1;
  return end;
}
