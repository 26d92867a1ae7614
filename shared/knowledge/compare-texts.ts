import { diffComm } from 'node-diff3';
import { diffWords } from './word-diff.ts';
import type { DiffPart } from './word-diff.ts';

/** A line of one of two texts, with what is marked inside it. */
export interface ComparedLine {
  /** From 1. */
  readonly number: number;
  /** Of kind `same` and of the kind of its side. */
  readonly parts: readonly DiffPart[];
}

/** What stands side by side. */
export interface ComparedRow {
  readonly kind: 'same' | 'changed' | 'removed' | 'added';
  readonly left: ComparedLine | null;
  readonly right: ComparedLine | null;
}

export interface ComparedTexts {
  readonly rows: readonly ComparedRow[];
  readonly added: number;
  readonly removed: number;
}

/** Comparing takes the square of the lines that differ; beyond it all of them count as replaced. */
const MOST_LINES = 6_000;
/** Two lines of which less than this share is left are two lines, not one that was changed. */
const LEAST_ALIKE = 0.3;

function whole(number: number, text: string, kind: DiffPart['kind']): ComparedLine {
  return { number, parts: text === '' ? [] : [{ kind, text }] };
}

/** The words of one side of a changed line. */
function side(number: number, parts: readonly DiffPart[], kind: DiffPart['kind']): ComparedLine {
  return { number, parts: parts.filter((part) => part.kind === 'same' || part.kind === kind) };
}

function alike(parts: readonly DiffPart[], before: string, after: string): boolean {
  const common = parts
    .filter(({ kind }) => kind === 'same')
    .reduce((sum, { text }) => sum + text.trim().length, 0);
  return parts.length > 1 && common >= LEAST_ALIKE * Math.max(before.length, after.length);
}

interface Cursor {
  left: number;
  right: number;
}

/** Lines that took the place of others: pairs where they are alike, else one below the other. */
function replaced(
  old: readonly string[],
  now: readonly string[],
  at: Cursor,
): readonly ComparedRow[] {
  const rows: ComparedRow[] = [];
  const pairs = Math.min(old.length, now.length);
  for (let index = 0; index < pairs; index += 1) {
    const [before = '', after = ''] = [old[index], now[index]];
    at.left += 1;
    at.right += 1;
    const parts = diffWords(before, after);
    rows.push(
      alike(parts, before, after)
        ? {
            kind: 'changed',
            left: side(at.left, parts, 'removed'),
            right: side(at.right, parts, 'added'),
          }
        : {
            kind: 'changed',
            left: whole(at.left, before, 'removed'),
            right: whole(at.right, after, 'added'),
          },
    );
  }
  for (const text of old.slice(pairs)) {
    at.left += 1;
    rows.push({ kind: 'removed', left: whole(at.left, text, 'removed'), right: null });
  }
  for (const text of now.slice(pairs)) {
    at.right += 1;
    rows.push({ kind: 'added', left: null, right: whole(at.right, text, 'added') });
  }
  return rows;
}

/** Ends of both texts that are the same need no comparing. */
function commonEnds(a: readonly string[], b: readonly string[]): readonly [number, number] {
  const least = Math.min(a.length, b.length);
  let head = 0;
  while (head < least && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return [head, tail];
}

/**
 * Two texts side by side, line by line, with the words that changed inside a line. Every line of
 * both is there once, in order.
 */
export function compareTexts(before: string, after: string): ComparedTexts {
  const [a, b] = [before.split(/\r\n|\n|\r/), after.split(/\r\n|\n|\r/)];
  const [head, tail] = commonEnds(a, b);
  const at: Cursor = { left: 0, right: 0 };
  const same = (text: string): ComparedRow => {
    at.left += 1;
    at.right += 1;
    return {
      kind: 'same',
      left: whole(at.left, text, 'same'),
      right: whole(at.right, text, 'same'),
    };
  };
  const [old, now] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const rows = a.slice(0, head).map(same);
  if (old.length + now.length > MOST_LINES) rows.push(...replaced(old, now, at));
  else {
    for (const chunk of diffComm(old, now)) {
      if (chunk.common) rows.push(...chunk.common.map(same));
      else rows.push(...replaced(chunk.buffer1, chunk.buffer2, at));
    }
  }
  rows.push(...a.slice(a.length - tail).map(same));
  return {
    rows,
    added: rows.filter(({ kind }) => kind === 'added' || kind === 'changed').length,
    removed: rows.filter(({ kind }) => kind === 'removed' || kind === 'changed').length,
  };
}

/** Equal lines kept around each difference. */
const AROUND = 3;

export type FoldedRow = ComparedRow | { readonly kind: 'fold'; readonly count: number };

/** The rows with long runs of equal lines folded away. */
export function foldRows(rows: readonly ComparedRow[]): readonly FoldedRow[] {
  const near = new Uint8Array(rows.length);
  for (const [index, { kind }] of rows.entries()) {
    if (kind === 'same') continue;
    near.fill(1, Math.max(0, index - AROUND), index + AROUND + 1);
  }
  const folded: FoldedRow[] = [];
  let count = 0;
  const flush = (): void => {
    if (count > 0) folded.push({ kind: 'fold', count });
    count = 0;
  };
  for (const [index, row] of rows.entries()) {
    if (near[index] === 1) {
      flush();
      folded.push(row);
    } else count += 1;
  }
  flush();
  return folded;
}
