import { synonymsOf } from './synonyms.ts';

/** Letters that Unicode does not take apart; without them "straße" would not be found as "strasse". */
const WHOLE_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};
/** Words cut here: beyond it they are keys and hashes, which nobody types to the end. */
const MAX_TERM = 40;
/** `FAILED_TO_AUTO_DISCOVER_DOMAIN` is also one word; a path is not. */
const MAX_PARTS = 8;

/** Too frequent to tell articles apart; what is typed last is never dropped. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an and are as at be by for from has have if in into is it its of on or that the then this to was were ' +
    'when which will with you your ' +
    'als am auf aus bei das dem den der des die ein eine einem einen einer es fur ist mit oder sich sie sind ' +
    'so und vom von wenn wie wird zu zum zur'
  ).split(' '),
);

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|['’_.-](?=[\p{L}\p{N}]))*/gu;
const UMLAUT = /[äöü]/;
const ASCII = /^[\0-\x7f]*$/;

/** Lower case without accents: "Übertragung" → "ubertragung". */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return lower
    .replace(/[ßøłđæœı]/g, (letter) => WHOLE_LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
}

/**
 * English plurals under their singular ("policies" → "policy"), as in Harman's S-stemmer (How
 * effective is suffixing?, 1991). German plurals are left to typo tolerance.
 */
function singular(term: string): string {
  if (term.length < 4 || !term.endsWith('s') || /\d/.test(term)) return term;
  if (/[^ae]ies$/.test(term)) return `${term.slice(0, -3)}y`;
  return /[^usi]s$/.test(term) ? term.slice(0, -1) : term;
}

/** A word's spellings as terms: folded, and with "ue" for "ü" where there is an umlaut. */
function spellings(word: string): readonly string[] {
  const folded = singular(fold(word)).slice(0, MAX_TERM);
  const lower = word.normalize('NFC').toLowerCase();
  if (!UMLAUT.test(lower)) return folded === '' ? [] : [folded];
  const spelt = fold(lower.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue'));
  return [folded, singular(spelt).slice(0, MAX_TERM)];
}

interface Word {
  readonly parts: readonly string[];
  /** The parts without what is between them: "wifi" of "Wi-Fi". */
  readonly joined: string | null;
}

function* wordsOf(text: string): Generator<Word> {
  for (const [found] of text.matchAll(WORD)) {
    const parts = found.replace(/['’]/g, '').split(/[._-]+/);
    const whole = parts.join('');
    const isJoined = parts.length > 1 && parts.length <= MAX_PARTS && whole.length <= MAX_TERM;
    yield { parts, joined: isJoined ? whole : null };
  }
}

/** `KB3096482` is also found by its digits, `0x80070005` without its prefix. */
function bareNumber(term: string): string | null {
  return /^(?:[a-z]{1,4}(\d{4,})|0x([0-9a-f]{4,}))$/.exec(term)?.slice(1).find(Boolean) ?? null;
}

/** The terms under which a text is found, one for each occurrence. */
export function indexTerms(text: string): string[] {
  const terms: string[] = [];
  for (const { parts, joined } of wordsOf(text)) {
    for (const word of joined === null ? parts : [...parts, joined]) {
      for (const term of spellings(word)) {
        if (STOP_WORDS.has(term)) continue;
        terms.push(term);
        const number = bareNumber(term);
        if (number !== null) terms.push(number);
      }
    }
  }
  return terms;
}

/** A word of a query: found where all terms of one of the alternatives are. */
export interface QueryWord {
  readonly alternatives: readonly (readonly string[])[];
  /** Other names of the same, which say less than what was typed. */
  readonly synonyms: readonly (readonly string[])[];
  /** Still being typed: also the beginning of a longer word. */
  readonly isLast: boolean;
}

/** A query has at most this many words; a pasted page would keep the worker busy for seconds. */
const MAX_WORDS = 16;

function alternativesOf({ parts, joined }: Word): readonly (readonly string[])[] {
  if (parts.length === 1) return spellings(parts[0] ?? '').map((term) => [term]);
  // The index has no stop words: asked for, they would be missing everywhere.
  const apart = parts
    .flatMap((part) => spellings(part).slice(0, 1))
    .filter((term) => !STOP_WORDS.has(term));
  const whole = joined === null ? [] : spellings(joined).map((term) => [term]);
  return apart.length === 0 ? whole : [apart, ...whole];
}

function synonymNames(term: string): readonly (readonly string[])[] {
  return synonymsOf(term).map((name) => name.filter((each) => !STOP_WORDS.has(each)));
}

/** What is asked for by a typed text. */
export function queryWords(query: string): readonly QueryWord[] {
  const all = [...wordsOf(query)]
    .map(alternativesOf)
    .filter((alternatives) => alternatives.length > 0)
    .slice(-MAX_WORDS);
  const isStop = (alternatives: QueryWord['alternatives']): boolean =>
    alternatives.every(([term, ...more]) => more.length === 0 && STOP_WORDS.has(term ?? ''));
  return all
    .map((alternatives, index) => ({
      alternatives,
      synonyms: alternatives.flatMap(([term, ...more]) =>
        term === undefined || more.length > 0 ? [] : synonymNames(term),
      ),
      isLast: index === all.length - 1,
    }))
    .filter(({ alternatives, isLast }) => isLast || !isStop(alternatives));
}
