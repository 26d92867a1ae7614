/** A term of a filter text as it was written, with its place. */
export interface QueryToken {
  /** Characters from the start of the text. */
  readonly from: number;
  readonly to: number;
  readonly not: boolean;
  /** What stands before the colon, in lower case; null: words to be found in title or number. */
  readonly key: string | null;
  /** Any of these; of words there is one. */
  readonly values: readonly string[];
}

const HEAD = /^(-?)(?:([a-z]+):)?/i;

function isSpace(character: string): boolean {
  return /\s/.test(character);
}

/** Reads to the end of a value: quotes keep spaces together where a value begins with one. */
function endOfValue(text: string, from: number, isList: boolean): number {
  let at = from;
  for (;;) {
    if (text[at] === '"') {
      const closing = text.indexOf('"', at + 1);
      // A quote that is not closed yet reaches to the end: somebody is typing.
      if (closing < 0) return text.length;
      at = closing + 1;
    } else {
      while (at < text.length && !isSpace(text[at]!) && !(isList && text[at] === ',')) at += 1;
    }
    if (!isList || text[at] !== ',') return at;
    at += 1;
  }
}

function valuesIn(raw: string): readonly string[] {
  const values: string[] = [];
  for (const [, quoted, plain] of raw.matchAll(/"([^"]*)"?|([^,]+)/g)) {
    if (quoted === undefined) values.push(plain!.trim());
    else values.push(...quoted.split(',').map((value) => value.trim()));
  }
  return values.filter(Boolean);
}

/**
 * The terms of a filter text in their order, whatever their keys. `key:a,b`, `key:"a b",c` and
 * `key:"a b,c"` hold several values; a minus in front turns a term round.
 */
export function scanQuery(text: string): readonly QueryToken[] {
  const tokens: QueryToken[] = [];
  let from = 0;
  while (from < text.length) {
    if (isSpace(text[from]!)) {
      from += 1;
      continue;
    }
    const [head, minus = '', key] = HEAD.exec(text.slice(from))!;
    const start = from + head.length;
    const isBare = start >= text.length || isSpace(text[start]!);
    if (key === undefined && isBare) {
      // A minus that stands alone is a word.
      tokens.push({ from, to: start, not: false, key: null, values: [head] });
      from = start;
      continue;
    }
    const to = endOfValue(text, start, key !== undefined);
    const raw = text.slice(start, to);
    const words = raw.startsWith('"') ? raw.replace(/^"|"$/g, '') : raw;
    const values = key === undefined ? [words].filter(Boolean) : valuesIn(raw);
    tokens.push({ from, to, not: minus === '-', key: key?.toLowerCase() ?? null, values });
    from = Math.max(to, start, from + 1);
  }
  return tokens;
}

function quotedValue(value: string): string {
  return /\s/.test(value) || value.startsWith('"') ? `"${value.replaceAll('"', '')}"` : value;
}

function writtenValues(values: readonly string[]): string {
  const joined = values.join(',');
  if (!/\s/.test(joined) && !joined.startsWith('"')) return joined;
  return joined.includes('"') ? values.map(quotedValue).join(',') : `"${joined}"`;
}

/** A term as it is written; reads back as the same. */
export function writeTerm({
  key,
  not,
  values,
}: Pick<QueryToken, 'key' | 'not' | 'values'>): string {
  const minus = not ? '-' : '';
  if (key !== null) return `${minus}${key}:${writtenValues(values)}`;
  const [words = ''] = values;
  const needsQuotes = /\s/.test(words) || /^-|^[a-z]+:/i.test(words);
  return `${minus}${needsQuotes ? `"${words}"` : words}`;
}
