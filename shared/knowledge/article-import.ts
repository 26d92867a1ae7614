import type { Article } from '../model/reference.ts';
import type { ArticleFile } from './article-files.ts';
import { ArticleFileError, readArticleFile } from './article-files.ts';

/** A text file of a folder, by its path below the folder. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export type ImportVerdict = 'new' | 'changed' | 'same' | 'refused';

/** What one file would do. */
export interface ArticleImportRow {
  readonly path: string;
  readonly verdict: ImportVerdict;
  /** Absent where the file was refused. */
  readonly file?: ArticleFile;
  /** The article that it would change, or that says the same. */
  readonly article?: Article;
  /** Names of the fields that differ. */
  readonly fields: readonly string[];
  /** Why it was refused: a sentence. */
  readonly reason?: string;
}

/** What a file says of an article, as the article keeps it. */
const COMPARED = [
  'title',
  'summary',
  'markdown',
  'category',
  'tags',
  'audience',
  'lang',
  'appliesTo',
  'validTo',
  'related',
] as const satisfies readonly (keyof ArticleFile & keyof Article)[];

/** Fields in which a file differs from its article; trailing space is none. */
export function differingFields(file: ArticleFile, article: Article): readonly string[] {
  return COMPARED.filter((field) => plain(file[field]) !== plain(article[field]));
}

function plain(value: unknown): string {
  if (value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.length === 0 ? '' : JSON.stringify(value);
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : JSON.stringify(value);
}

function indexOf(articles: readonly Article[], key: (article: Article) => string) {
  return new Map(articles.map((article) => [key(article).toLowerCase(), article]));
}

/**
 * What importing Markdown files would do. A file means the article of its id, else of its number,
 * else the one whose name in links is that of the file. Files are looked at in the order given; the
 * second one that means the same article is refused.
 *
 * @param articles Those here, without the removed ones.
 */
export function planArticleImport(
  files: readonly TextFile[],
  articles: readonly Article[],
): readonly ArticleImportRow[] {
  const byId = indexOf(articles, ({ id }) => id);
  const byNumber = indexOf(articles, ({ number }) => number);
  const bySlug = indexOf(articles, ({ slug }) => slug);
  const taken = new Map<string, string>();
  return files.map(({ path, text }): ArticleImportRow => {
    const file = readOrReason(path, text);
    if (typeof file === 'string') return { path, verdict: 'refused', fields: [], reason: file };
    const article =
      byId.get((file.id ?? '').toLowerCase()) ??
      byNumber.get((file.number ?? '').toLowerCase()) ??
      bySlug.get(file.slug);
    const key = article?.id ?? `slug ${file.slug}`;
    const earlier = taken.get(key);
    if (earlier !== undefined) {
      const reason = `It means the same article as ${earlier}.`;
      return { path, verdict: 'refused', fields: [], reason };
    }
    taken.set(key, path);
    if (article === undefined) return { path, verdict: 'new', file, fields: [] };
    if (article.state === 'retired') {
      const reason = `${article.number} is retired; restore it before it is changed.`;
      return { path, verdict: 'refused', article, fields: [], reason };
    }
    const fields = differingFields(file, article);
    return { path, verdict: fields.length === 0 ? 'same' : 'changed', file, article, fields };
  });
}

function readOrReason(path: string, text: string): ArticleFile | string {
  try {
    return readArticleFile(path, text);
  } catch (error) {
    if (error instanceof ArticleFileError) return error.message;
    throw error;
  }
}

const PICTURE = /!\[([^\]\n]{0,2000})\]\(\s*<?([^)\s>]{1,1000})>?([^)\n]{0,400})\)/g;

/** The path that a relative address of a file means, below the top of the folder; null outside. */
export function resolvePath(from: string, address: string): string | null {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/|#)/i.test(address)) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of address.split(/[?#]/)[0]!.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** The files that an article shows as pictures, in order and once each. */
export function pictureFiles(path: string, markdown: string): readonly string[] {
  const found = [...markdown.matchAll(PICTURE)].flatMap(([, , address = '']) => {
    return resolvePath(path, decoded(address)) ?? [];
  });
  return [...new Set(found)];
}

/** The text with the pictures of the folder shown from the replica. */
export function withPictures(
  path: string,
  markdown: string,
  addressOf: (file: string) => string | undefined,
): string {
  return markdown.replace(PICTURE, (whole, alt: string, address: string, rest: string) => {
    const file = resolvePath(path, decoded(address));
    const replaced = file === null ? undefined : addressOf(file);
    return replaced === undefined ? whole : `![${alt}](${replaced}${rest})`;
  });
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
