import { mergeText } from '../../shared/merge/merge-text.ts';

/** What happened to the stored value while somebody typed. */
export type FieldNews =
  | { readonly kind: 'merged'; readonly value: string }
  /** Both changed the same place; the person chooses. */
  | { readonly kind: 'clash'; readonly value: string };

/** A text while it is edited. */
export interface Editing {
  readonly text: string;
  /** The stored value that the text goes out from. */
  readonly base: string;
  /** The stored value last looked at. */
  readonly seen: string;
  readonly news: FieldNews | null;
}

export type ClashChoice = 'mine' | 'theirs' | 'both';

export function beginEditing(text: string, value: string): Editing {
  return { text, base: value, seen: value, news: null };
}

/** Several lines merge by lines, a single one by words. */
function merge(base: string, mine: string, theirs: string): string | null {
  const byLines = mergeText(base, mine, theirs);
  if (byLines !== null || [base, mine, theirs].some((text) => text.includes('\n'))) return byLines;
  const [b, m, t] = [base, mine, theirs].map((text) => text.split(' ').join('\n'));
  return mergeText(b!, m!, t!)?.split('\n').join(' ') ?? null;
}

/** The stored value became another one while the text was edited: both are kept, or it clashes. */
export function absorb(editing: Editing, value: string): Editing {
  const { text, base } = editing;
  if (value === text) return { text, base: value, seen: value, news: null };
  if (value === base) return { ...editing, seen: value, news: null };
  const merged = merge(base, text, value);
  if (merged === null) return { ...editing, seen: value, news: { kind: 'clash', value } };
  return { text: merged, base: value, seen: value, news: { kind: 'merged', value } };
}

/** The text once the person has chosen; what the other wrote is then known. */
export function settleClash(editing: Editing, choice: ClashChoice, separator: string): Editing {
  const { text, news } = editing;
  if (news?.kind !== 'clash') return editing;
  const { value } = news;
  const chosen = { mine: text, theirs: value, both: `${value}${separator}${text}` }[choice];
  return { text: chosen, base: value, seen: value, news: null };
}

/** Where a caret goes when the text around it is replaced by another. */
export function movedCaret(before: string, after: string, caret: number): number {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head += 1;
  if (caret <= head) return caret;
  let tail = 0;
  while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (caret >= before.length - tail) return caret + after.length - before.length;
  return Math.min(caret, after.length);
}
