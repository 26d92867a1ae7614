import { unzipSync, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { UnzipFileInfo } from 'fflate';
import {
  pictureFileName,
  PICTURE_FOLDER,
  writeArticleFile,
} from '../../../../shared/knowledge/article-files.ts';
import type { TextFile } from '../../../../shared/knowledge/article-import.ts';
import type { Article, ArticlePicture } from '../../../../shared/model/reference.ts';

/** What one file of a folder may hold; an article of 8 MB is a log. */
const MOST_FILE_BYTES = 8_000_000;
/** What all of them may hold once they are unpacked: a zip of a few kB can claim gigabytes. */
const MOST_BYTES = 250_000_000;
const MOST_FILES = 20_000;
const MARKDOWN = /\.(?:md|markdown)$/i;
const PICTURE = /\.(?:png|jpe?g|webp|gif)$/i;

/** A folder of Markdown files and the pictures they show. */
export interface ArticleFolder {
  readonly texts: readonly TextFile[];
  /** By path below the top of the folder. */
  readonly pictures: ReadonlyMap<string, Blob>;
  /** Files that are neither, or too large: sentences. */
  readonly leftOut: readonly string[];
}

/** A folder that cannot be read at all, and why: a sentence. */
export class ArticleFolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ArticleFolderError';
  }
}

interface Source {
  readonly path: string;
  readonly size: number;
  read(): Promise<Uint8Array>;
}

/** What is wrong with a folder as a whole, in words that the screen translates. */
export const FOLDER_PROBLEMS = {
  tooMany: 'The folder holds more than 20,000 files.',
  tooLarge: 'The folder holds more than 250 MB.',
  noZip: 'The zip file cannot be read.',
} as const;

/** Names inside a zip are paths from its top; a single folder around all of them is left away. */
function withoutTop(sources: readonly Source[]): readonly Source[] {
  const tops = new Set(sources.map(({ path }) => path.split('/')[0]));
  const isInside = sources.every(({ path }) => path.includes('/'));
  if (tops.size !== 1 || !isInside) return sources;
  return sources.map((source) => ({
    ...source,
    path: source.path.slice(source.path.indexOf('/') + 1),
    read: source.read,
  }));
}

/** Synchronously: the library's other way starts workers from blobs, which the window forbids. */
function zipSources(bytes: Uint8Array): readonly Source[] {
  let files = 0;
  let total = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    if (name.endsWith('/') || !(MARKDOWN.test(name) || PICTURE.test(name))) return false;
    files += 1;
    total += originalSize;
    if (files > MOST_FILES) throw new ArticleFolderError(FOLDER_PROBLEMS.tooMany);
    if (total > MOST_BYTES) throw new ArticleFolderError(FOLDER_PROBLEMS.tooLarge);
    return true;
  };
  let unpacked: Readonly<Record<string, Uint8Array>>;
  try {
    unpacked = unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof ArticleFolderError) throw error;
    throw new ArticleFolderError(FOLDER_PROBLEMS.noZip);
  }
  return Object.entries(unpacked).map(([path, content]) => ({
    path: path.replaceAll('\\', '/'),
    size: content.length,
    read: () => Promise.resolve(content),
  }));
}

async function sourcesOf(files: readonly File[]): Promise<readonly Source[]> {
  const [only] = files;
  if (files.length === 1 && only && /\.zip$/i.test(only.name)) {
    if (only.size > MOST_BYTES) throw new ArticleFolderError(FOLDER_PROBLEMS.tooLarge);
    return withoutTop(zipSources(new Uint8Array(await only.arrayBuffer())));
  }
  if (files.length > MOST_FILES) throw new ArticleFolderError(FOLDER_PROBLEMS.tooMany);
  if (files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) {
    throw new ArticleFolderError(FOLDER_PROBLEMS.tooLarge);
  }
  return withoutTop(
    files.map((file) => ({
      path: file.webkitRelativePath || file.name,
      size: file.size,
      read: async () => new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

const PICTURE_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};

function pictureType(path: string): string {
  return PICTURE_TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'image/jpeg';
}

/**
 * Reads chosen files, a chosen folder, or one zip file of it. Throws an ArticleFolderError with one
 * of `FOLDER_PROBLEMS`.
 */
export async function readFolder(files: readonly File[]): Promise<ArticleFolder> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const texts: TextFile[] = [];
  const pictures = new Map<string, Blob>();
  const leftOut: string[] = [];
  for (const { path, size, read } of await sourcesOf(files)) {
    if (size > MOST_FILE_BYTES) leftOut.push(path);
    else if (MARKDOWN.test(path)) {
      try {
        texts.push({ path, text: decoder.decode(await read()) });
      } catch {
        leftOut.push(path);
      }
    } else if (PICTURE.test(path)) {
      const bytes = await read();
      pictures.set(path, new Blob([bytes as BlobPart], { type: pictureType(path) }));
    }
  }
  return { texts: texts.sort((a, b) => (a.path < b.path ? -1 : 1)), pictures, leftOut };
}

function bytesOf({ data }: ArticlePicture): Uint8Array {
  return Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
}

/** A path that no file of the folder has yet. */
function freePath(path: string, taken: Set<string>): string {
  let free = path;
  for (let n = 2; taken.has(free.toLowerCase()); n += 1) free = path.replace(/\.md$/, `-${n}.md`);
  taken.add(free.toLowerCase());
  return free;
}

const FILES_A_SLICE = 50;

/**
 * Articles as a zip file of a folder: a Markdown file each, in a folder for each category, and their
 * pictures. Rejects with an AbortError when the signal fires.
 */
export async function writeFolder(
  articles: readonly Article[],
  pictures: readonly ArticlePicture[],
  signal: AbortSignal,
  onSlice?: (done: number) => void,
): Promise<Blob> {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(chunk);
  });
  const names = new Map(
    pictures.map(({ id, mediaType }) => [id as string, pictureFileName(id, mediaType)]),
  );
  const taken = new Set<string>();
  const encoder = new TextEncoder();
  for (const [index, article] of articles.entries()) {
    const { path, text } = writeArticleFile(article, (id) => names.get(id));
    const entry = new ZipDeflate(freePath(path, taken));
    zip.add(entry);
    entry.push(encoder.encode(text), true);
    if (index % FILES_A_SLICE !== FILES_A_SLICE - 1) continue;
    onSlice?.(index + 1);
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal.throwIfAborted();
  }
  for (const picture of pictures) {
    // Pictures are packed already.
    const entry = new ZipPassThrough(`${PICTURE_FOLDER}/${names.get(picture.id) ?? ''}`);
    zip.add(entry);
    entry.push(bytesOf(picture), true);
  }
  zip.end();
  return new Blob(parts as BlobPart[], { type: 'application/zip' });
}
