import { ArticleIndex } from './article-index.ts';
import type { IndexSnapshot } from './article-index.ts';

/** Grows with every change to terms, plain text, fields or this form: older indexes are rebuilt. */
export const INDEX_VERSION = 2;

/** The index as it is stored: its text and what proves it whole. */
export interface StoredIndex {
  readonly version: number;
  readonly fingerprint: string;
  readonly body: string;
}

/**
 * FNV-1a over UTF-16 units, with the length (http://www.isthe.com/chongo/tech/comp/fnv): notices a
 * torn or foreign text, not a forged one; who can write here can write the replica too.
 */
export function fingerprintOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return `${text.length}-${(hash >>> 0).toString(16)}`;
}

export function encodeIndex(index: ArticleIndex): StoredIndex {
  const body = JSON.stringify(index.snapshot());
  return { version: INDEX_VERSION, fingerprint: fingerprintOf(body), body };
}

function isStored(value: unknown): value is StoredIndex {
  if (typeof value !== 'object' || value === null) return false;
  const { version, fingerprint, body } = value as Partial<StoredIndex>;
  return (
    version === INDEX_VERSION && typeof body === 'string' && fingerprint === fingerprintOf(body)
  );
}

/** The stored index, or null where it is of another version, broken or missing: it is rebuilt then. */
export function decodeIndex(stored: unknown): ArticleIndex | null {
  if (!isStored(stored)) return null;
  try {
    return ArticleIndex.from(JSON.parse(stored.body) as IndexSnapshot);
  } catch {
    return null;
  }
}
