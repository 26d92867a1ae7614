import type { AttachmentEntry } from './entry.ts';

/**
 * Content of files (L22): immutable, named by its SHA-256, in parts of their own. A part is one
 * document `blob:<sha256>` with one attachment in the files database of the scope.
 */

/** 4 MiB: a minute on a bad line, and CouchDB keeps a part in memory at once. */
export const PART_BYTES = 4 * 1024 * 1024;
/** What one file may have, in bytes: 24 parts. */
export const MAX_FILE_BYTES = 100_000_000;
/** What may be attached in one go. */
export const MAX_FILES = 25;
/** An entry travels with the ticket, so its picture stays small: 12 kB, in base64 16,000 characters. */
export const MAX_PREVIEW_BYTES = 12_000;
/** As `name` of an entry has it. */
export const MAX_NAME_LENGTH = 200;
/** The one attachment of a part, and what it says to be: nothing that a program would open. */
export const PART_ATTACHMENT = 'data';
export const PART_TYPE = 'application/octet-stream';

export const FILES_DATABASE_PREFIX = 'outpost-files-';
export const BLOB_ID_PREFIX = 'blob:';

/** The files database of a scope, `leipzig` → `outpost-files-leipzig`. */
export function filesDatabase(scope: string): string {
  return `${FILES_DATABASE_PREFIX}${scope}`;
}

export function isFilesDatabase(name: string): boolean {
  return name.startsWith(FILES_DATABASE_PREFIX);
}

/** The id of a part. */
export function blobId(sha256: string): string {
  return `${BLOB_ID_PREFIX}${sha256}`;
}

/** Byte ranges of the parts of a file, in order; an empty file has none. */
export function partRanges(
  size: number,
  partBytes = PART_BYTES,
): readonly { readonly start: number; readonly end: number }[] {
  const count = Math.ceil(size / partBytes);
  return Array.from({ length: count }, (_each, index) => ({
    start: index * partBytes,
    end: Math.min(size, (index + 1) * partBytes),
  }));
}

/** Bytes that part number `index` of a file must have. */
export function partSize(file: Pick<AttachmentEntry, 'size'>, index: number): number {
  return Math.max(0, Math.min(PART_BYTES, file.size - index * PART_BYTES));
}

/** Names that Windows keeps for devices, whatever follows the dot. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Characters that end, hide or turn round a name, or that a file system refuses. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}<>:"/\\|?*]/gu;

/** Cuts the middle out, so that the ending stays. */
function shorten(name: string, maxLength: number): string {
  if (name.length <= maxLength) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : '';
  const stem = name.slice(0, maxLength - ending.length).replace(/\p{Surrogate}$/u, '');
  return stem + ending;
}

/**
 * A name that can be shown and saved anywhere: no path, no control or direction marks, no device, at
 * most 200 characters.
 */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(UNSAFE, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const named = DEVICE_NAME.test(plain) ? `_${plain}` : plain;
  return shorten(named === '' ? 'file' : named, MAX_NAME_LENGTH);
}

/** Picture formats that a browser decodes and that run nothing. */
const PICTURES: readonly string[] = [
  'image/avif',
  'image/bmp',
  'image/gif',
  'image/jpeg',
  'image/png',
  'image/webp',
];

/** A plain media type without parameters, `application/octet-stream` for what is none. */
export function plainMediaType(type: string): string {
  const [plain = ''] = type.toLowerCase().split(';');
  const trimmed = plain.trim();
  return /^[\w.+-]{1,60}\/[\w.+-]{1,59}$/.test(trimmed) ? trimmed : PART_TYPE;
}

/** Whether a file may be shown at all; SVG and HTML never are, whatever they say to be. */
export function isPicture(mediaType: string): boolean {
  return PICTURES.includes(plainMediaType(mediaType));
}

/** Why a file cannot be attached. */
export type FileRefusal =
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-many'; readonly count: number };

/** Looks at a file before it is read. */
export function refuseFile(size: number): FileRefusal | null {
  if (size > MAX_FILE_BYTES) return { kind: 'too-large', size };
  return size === 0 ? { kind: 'empty' } : null;
}
