import { parse, stringify } from 'yaml';
import { ARTICLE_STATES, AUDIENCES } from '../model/reference.ts';
import type { Article } from '../model/reference.ts';
import { slugOfTitle } from './article-slug.ts';

/** What a Markdown file says of an article; what it does not say is absent. */
export interface ArticleFile {
  /** Of the article it was exported from. */
  readonly id?: string;
  readonly number?: string;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly markdown: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly audience: Article['audience'];
  readonly state?: Article['state'];
  readonly lang: string;
  readonly appliesTo: readonly string[];
  readonly validTo: string;
  readonly related: readonly string[];
}

/** A file that is no article, and why: a sentence for the person. */
export class ArticleFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ArticleFileError';
  }
}

const FENCE = '---';
/** Front matter of an article is a few lines; more is something else. */
const MOST_FRONT_MATTER = 20_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const PICTURE = /outpost-picture:([A-Za-z0-9:]{1,64})/g;

/** Where the pictures of exported articles lie, seen from the top of the folder. */
export const PICTURE_FOLDER = 'pictures';

/** The extension of a picture's file. */
export function pictureExtension(mediaType: string): string {
  return mediaType === 'image/jpeg' ? 'jpg' : mediaType === 'image/png' ? 'png' : 'webp';
}

/** The name of a picture's file: the ULID of its id, which no two pictures share. */
export function pictureFileName(pictureId: string, mediaType: string): string {
  return `${pictureId.slice(pictureId.indexOf(':') + 1)}.${pictureExtension(mediaType)}`;
}

/**
 * An article as a Markdown file with YAML front matter.
 *
 * @param nameOfPicture The file of a picture by its id; undefined: it is not there, and its address
 *   stays as it is.
 * @returns The path below the top of the folder, `printers/change-the-toner.md`, and the text.
 */
export function writeArticleFile(
  article: Article,
  nameOfPicture: (pictureId: string) => string | undefined,
): { readonly path: string; readonly text: string } {
  const folder = slugOfTitle(article.category ?? '') || 'articles';
  const front = {
    id: article.id,
    number: article.number,
    title: article.title,
    ...(article.summary === '' ? {} : { summary: article.summary }),
    ...(article.category === undefined ? {} : { category: article.category }),
    ...(article.tags.length === 0 ? {} : { tags: article.tags }),
    audience: article.audience,
    state: article.state,
    lang: article.lang,
    author: article.author,
    revised: article.revisedAt,
    ...(article.validTo === undefined ? {} : { validTo: article.validTo }),
    ...(article.appliesTo === undefined ? {} : { appliesTo: article.appliesTo }),
    ...(article.related.length === 0 ? {} : { related: article.related }),
    ...(article.attribution === undefined ? {} : { attribution: article.attribution }),
  };
  const markdown = article.markdown.replace(PICTURE, (address, id: string) => {
    const name = nameOfPicture(id);
    return name === undefined ? address : `../${PICTURE_FOLDER}/${name}`;
  });
  const text = `${FENCE}\n${stringify(front)}${FENCE}\n\n${markdown.replace(/\s+$/, '')}\n`;
  return { path: `${folder}/${safeName(article.slug)}.md`, text };
}

/** A slug from elsewhere may hold anything; a file name may not. */
function safeName(slug: string): string {
  return slugOfTitle(slug) || 'article';
}

/** Parts a text into its front matter and the rest; null where it has none. */
function partFrontMatter(text: string): { readonly front: string | null; readonly body: string } {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines[0]?.trimEnd() !== FENCE) return { front: null, body: text };
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === FENCE);
  if (end < 0) throw new ArticleFileError('Its front matter has no end: a line of three hyphens.');
  const front = lines.slice(1, end).join('\n');
  if (front.length > MOST_FRONT_MATTER) {
    throw new ArticleFileError('Its front matter is too long to be that of an article.');
  }
  return { front, body: lines.slice(end + 1).join('\n') };
}

function readFront(front: string | null): Readonly<Record<string, unknown>> {
  if (front === null) return {};
  let value: unknown;
  try {
    // Aliases are how a few lines of YAML become gigabytes.
    value = parse(front, { maxAliasCount: 0, schema: 'core' });
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : '').split('\n');
    throw new ArticleFileError(`Its front matter is no YAML: ${first}`);
  }
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new ArticleFileError('Its front matter is no list of names and values.');
  }
  return value as Readonly<Record<string, unknown>>;
}

function textOf(front: Readonly<Record<string, unknown>>, key: string, most: number): string {
  const value = front[key];
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new ArticleFileError(`"${key}" in its front matter is no text.`);
  }
  const text = String(value).trim();
  if (text.length > most) {
    throw new ArticleFileError(`"${key}" in its front matter is longer than ${most} characters.`);
  }
  return text;
}

function listOf(front: Readonly<Record<string, unknown>>, key: string): readonly string[] {
  const value = front[key];
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? (value as unknown[]) : textOf(front, key, 4_000).split(',');
  if (list.some((each) => typeof each === 'object')) {
    throw new ArticleFileError(`"${key}" in its front matter is no list of words.`);
  }
  const words = list.map((each) => String(each).trim().slice(0, 200)).filter(Boolean);
  return [...new Set(words)];
}

function oneOf<T extends string>(
  front: Readonly<Record<string, unknown>>,
  key: string,
  allowed: readonly T[],
): T | undefined {
  const text = textOf(front, key, 40).toLowerCase();
  if (text === '') return undefined;
  const found = allowed.find((each) => each === text);
  if (found === undefined) {
    throw new ArticleFileError(`"${key}" in its front matter is none of ${allowed.join(', ')}.`);
  }
  return found;
}

function dayOf(front: Readonly<Record<string, unknown>>, key: string): string {
  const text = textOf(front, key, 40).slice(0, 10);
  if (text !== '' && !(DAY.test(text) && !Number.isNaN(Date.parse(text)))) {
    throw new ArticleFileError(`"${key}" in its front matter is no day such as 2027-06-30.`);
  }
  return text;
}

/** The first heading where no title is given, else the name of the file in words. */
function titleOf(given: string, markdown: string, fileName: string): string {
  if (given !== '') return given;
  const heading = /^ {0,3}#\s+(.+?)\s*#*\s*$/m.exec(markdown)?.[1];
  return (heading ?? fileName.replace(/[-_]+/g, ' ')).slice(0, 400).trim();
}

/**
 * Reads a Markdown file. Throws an ArticleFileError with a sentence that says what is wrong with it.
 *
 * @param path Below the top of the folder, with slashes.
 */
export function readArticleFile(path: string, text: string): ArticleFile {
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (whole.includes('\u0000')) throw new ArticleFileError('It is no text file.');
  const { front: source, body } = partFrontMatter(whole);
  const front = readFront(source);
  const fileName = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:md|markdown)$/i, '');
  const folder = path.includes('/') ? path.split('/').at(-2)! : '';
  const markdown = body.replace(/^\s*\n/, '').replace(/\s+$/, '');
  const title = titleOf(textOf(front, 'title', 400), markdown, fileName);
  if (title === '') throw new ArticleFileError('It has no title.');
  const id = textOf(front, 'id', 64);
  const number = textOf(front, 'number', 40);
  const state = oneOf(front, 'state', ARTICLE_STATES);
  return {
    ...(id === '' ? {} : { id }),
    ...(number === '' ? {} : { number }),
    slug: slugOfTitle(fileName) || slugOfTitle(title),
    title,
    summary: textOf(front, 'summary', 2_000),
    markdown,
    category: textOf(front, 'category', 120) || (source === null ? folder : ''),
    tags: listOf(front, 'tags'),
    audience: oneOf(front, 'audience', AUDIENCES) ?? 'agents',
    ...(state === undefined ? {} : { state }),
    lang: textOf(front, 'lang', 10) || 'en',
    appliesTo: listOf(front, 'appliesTo'),
    validTo: dayOf(front, 'validTo'),
    related: listOf(front, 'related'),
  };
}
