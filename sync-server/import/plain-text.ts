import { createHash } from 'node:crypto';

const HASH_LENGTH = 8;

/** Text as every server takes it: no NUL, no half of a character beyond the first 65,536. */
export function cleanText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** The first characters, none cut in half. */
export function cutText(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '');
}

/** A text that has to stay distinct: where it is too long its end gives way to a hash of the whole. */
export function distinctText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
  return `${cutText(text, maxLength - HASH_LENGTH - 1)}~${hash}`;
}
