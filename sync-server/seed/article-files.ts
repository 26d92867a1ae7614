import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ARTICLE_AUDIENCES = ['everyone', 'agents', 'technicians'] as const;
export const ARTICLE_STATES = ['draft', 'review', 'scheduled', 'published', 'retired'] as const;
export const ARTICLE_LANGUAGES = ['en', 'de'] as const;

export type ArticleAudience = (typeof ARTICLE_AUDIENCES)[number];
export type ArticleState = (typeof ARTICLE_STATES)[number];
export type ArticleLanguage = (typeof ARTICLE_LANGUAGES)[number];

/** One knowledge article as it stands in its file; `markdown` is the body without front matter. */
export interface ArticleSource {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly audience: ArticleAudience;
  /** User name of the author, such as `tobias.brandt`. */
  readonly author: string;
  readonly state: ArticleState;
  /** Calendar day `YYYY-MM-DD`, the last day on which the article holds. */
  readonly validTo?: string;
  /** Slugs of other articles of the same folder. */
  readonly related: readonly string[];
  readonly lang: ArticleLanguage;
  readonly markdown: string;
}

/** Names the file and the line (1-based) that must be corrected; a retry without a correction does not help. */
export class ArticleFileError extends Error {
  readonly file: string;
  readonly line: number;

  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
    this.name = 'ArticleFileError';
    this.file = file;
    this.line = line;
  }
}

interface Field {
  readonly value: string;
  readonly line: number;
}

interface ParsedFile {
  readonly file: string;
  readonly source: ArticleSource;
  readonly relatedLine: number;
  /** Number of lines before the first line of the body. */
  readonly bodyOffset: number;
}

const KEYS: ReadonlySet<string> = new Set([
  ...['slug', 'title', 'summary', 'category', 'tags', 'audience'],
  ...['author', 'state', 'validTo', 'related', 'lang'],
]);
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const AUTHOR = /^[a-z]+\.[a-z]+$/;
const FENCE = /^ {0,3}(?:> ?)*\s*(`{3,}|~{3,})(.*)$/;

class FrontMatter {
  readonly #file: string;
  readonly #fields: ReadonlyMap<string, Field>;

  constructor(file: string, fields: ReadonlyMap<string, Field>) {
    this.#file = file;
    this.#fields = fields;
  }

  lineOf(key: string): number {
    return this.#fields.get(key)?.line ?? 1;
  }

  fail(key: string, problem: string): never {
    throw new ArticleFileError(this.#file, this.lineOf(key), problem);
  }

  optional(key: string): string | undefined {
    return this.#fields.get(key)?.value;
  }

  text(key: string): string {
    const value = this.optional(key);
    if (value === undefined) return this.fail(key, `the front matter has no "${key}"`);
    if (value.startsWith('[')) return this.fail(key, `"${key}" is one text, not a list`);
    return value;
  }

  matching(key: string, pattern: RegExp, example: string): string {
    const value = this.text(key);
    return pattern.test(value)
      ? value
      : this.fail(key, `"${key}" is "${value}"; expected something like "${example}"`);
  }

  oneOf<const T extends string>(key: string, allowed: readonly T[], fallback?: T): T {
    if (fallback !== undefined && this.optional(key) === undefined) return fallback;
    const value = this.text(key);
    const found = allowed.find((candidate) => candidate === value);
    return found ?? this.fail(key, `"${key}" is "${value}"; allowed: ${allowed.join(', ')}`);
  }

  list(key: string): readonly string[] {
    const value = this.optional(key);
    if (value === undefined) return [];
    const inner = /^\[(.*)\]$/.exec(value)?.[1];
    if (inner === undefined) return this.fail(key, `"${key}" must be a list such as [a, b]`);
    if (inner.trim() === '') return [];
    const items = inner
      .replace(/,\s*$/, '')
      .split(',')
      .map((item) => item.trim());
    if (items.includes('')) return this.fail(key, `"${key}" has an empty entry`);
    const repeated = items.find((item, index) => items.indexOf(item) !== index);
    if (repeated !== undefined) return this.fail(key, `"${key}" names "${repeated}" twice`);
    return items;
  }

  day(key: string): string | undefined {
    const value = this.optional(key);
    if (value === undefined) return undefined;
    return isCalendarDay(value)
      ? value
      : this.fail(key, `"${key}" is "${value}"; expected a calendar day YYYY-MM-DD`);
  }
}

function isCalendarDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const midnight = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(value);
}

function readField(file: string, text: string, line: number): readonly [string, Field] {
  const match = /^([A-Za-z]+):(?: +(.*))?$/.exec(text);
  const key = match?.[1];
  if (match === null || key === undefined) {
    throw new ArticleFileError(file, line, `expected "key: value", found "${text}"`);
  }
  if (!KEYS.has(key)) throw new ArticleFileError(file, line, `unknown key "${key}"`);
  const value = (match[2] ?? '').trim();
  if (value === '') throw new ArticleFileError(file, line, `"${key}" is empty`);
  // Other readers of the same files parse YAML, where these would change the value.
  if (/: |:$| #/.test(value) || /^["'&*!|>%@`{]/.test(value)) {
    throw new ArticleFileError(file, line, `"${key}" needs quoting in YAML; word it differently`);
  }
  return [key, { value, line }];
}

/** Joins a list that the formatter has wrapped over indented lines with the line of its key. */
function unwrapped(lines: readonly string[]): { text: string; line: number }[] {
  const joined: { text: string; line: number }[] = [];
  for (const [index, text] of lines.entries()) {
    const last = joined.at(-1);
    if (last && /^ +[[\]]|^ +[^:]+,$/.test(text)) last.text += ` ${text.trim()}`;
    else joined.push({ text, line: index + 1 });
  }
  return joined;
}

function readFrontMatter(file: string, lines: readonly string[]) {
  if (lines[0] !== '---') throw new ArticleFileError(file, 1, 'the first line must be "---"');
  const end = lines.indexOf('---', 1);
  if (end < 0) {
    throw new ArticleFileError(file, lines.length, 'the front matter is not closed with "---"');
  }
  const fields = new Map<string, Field>();
  for (const { text, line } of unwrapped(lines.slice(0, end)).slice(1)) {
    const [key, field] = readField(file, text, line);
    if (fields.has(key)) throw new ArticleFileError(file, line, `"${key}" appears twice`);
    fields.set(key, field);
  }
  return { front: new FrontMatter(file, fields), bodyOffset: end + 1 };
}

/** The body's lines outside fenced blocks, each with its line number in the file. */
function proseLines(file: string, body: readonly string[], offset: number) {
  const prose: { text: string; line: number }[] = [];
  let open: { marker: string; line: number } | undefined;
  for (const [index, text] of body.entries()) {
    const line = offset + index + 1;
    const [, marker, info = ''] = FENCE.exec(text) ?? [];
    if (open !== undefined) {
      if (marker?.startsWith(open.marker) && info.trim() === '') open = undefined;
    } else if (marker !== undefined) {
      open = { marker, line };
    } else {
      prose.push({ text, line });
    }
  }
  if (open) throw new ArticleFileError(file, open.line, 'the code block opened here is not closed');
  return prose;
}

function parseFile(file: string, content: string): ParsedFile {
  const lines = content.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const { front, bodyOffset } = readFrontMatter(file, lines);
  const slug = front.matching('slug', SLUG, 'blank-labels-203-dpi');
  if (`${slug}.md` !== path.basename(file)) {
    front.fail('slug', `the slug "${slug}" and the file name differ`);
  }
  const body = lines.slice(bodyOffset);
  proseLines(file, body, bodyOffset);
  const markdown = body.join('\n').trim();
  if (markdown === '') throw new ArticleFileError(file, bodyOffset, 'the article has no text');
  const validTo = front.day('validTo');
  const source: ArticleSource = {
    slug,
    title: front.text('title'),
    summary: front.text('summary'),
    category: front.text('category'),
    tags: front.list('tags'),
    audience: front.oneOf('audience', ARTICLE_AUDIENCES),
    author: front.matching('author', AUTHOR, 'tobias.brandt'),
    state: front.oneOf('state', ARTICLE_STATES),
    ...(validTo === undefined ? {} : { validTo }),
    related: front.list('related'),
    lang: front.oneOf('lang', ARTICLE_LANGUAGES, 'en'),
    markdown: `${markdown}\n`,
  };
  return { file, source, relatedLine: front.lineOf('related'), bodyOffset };
}

function checkReferences(parsed: ParsedFile, content: string, known: ReadonlySet<string>): void {
  const { file, source, relatedLine, bodyOffset } = parsed;
  for (const slug of source.related) {
    if (slug === source.slug) {
      throw new ArticleFileError(file, relatedLine, 'an article cannot be related to itself');
    }
    if (!known.has(slug)) {
      throw new ArticleFileError(file, relatedLine, `related article "${slug}" does not exist`);
    }
  }
  const body = content.split(/\r\n|\n|\r/).slice(bodyOffset);
  for (const { text, line } of proseLines(file, body, bodyOffset)) {
    for (const [, slug = ''] of text.matchAll(/\]\(article:([^)\s]*)\)/g)) {
      if (!known.has(slug)) {
        throw new ArticleFileError(file, line, `linked article "${slug}" does not exist`);
      }
    }
  }
}

/**
 * Reads every `*.md` of `dir` (not of folders below it), sorted by slug.
 *
 * A file is a front matter of simple `key: value` lines and `[a, b]` lists between two `---` lines,
 * then GitHub-flavoured Markdown. The file name is the slug. `related` and `article:slug` links must
 * name files of the same folder.
 *
 * @throws {ArticleFileError} for the first file that cannot be used, with file and line.
 */
export function readArticleFiles(dir: string): ArticleSource[] {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.md'))
    .sort();
  const contents = files.map((name) => readFileSync(path.join(dir, name), 'utf8'));
  const parsed = files.map((name, index) => parseFile(path.join(dir, name), contents[index] ?? ''));
  const known = new Set(parsed.map(({ source }) => source.slug));
  for (const [index, file] of parsed.entries()) {
    checkReferences(file, contents[index] ?? '', known);
  }
  return parsed
    .map(({ source }) => source)
    .sort((left, right) => (left.slug < right.slug ? -1 : 1));
}
