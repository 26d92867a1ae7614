import { createHash } from 'node:crypto';
import { cutText } from '../../shared/import/clean-text.ts';

export { cleanText, cutText } from '../../shared/import/clean-text.ts';

const HASH_LENGTH = 8;

/** A text that has to stay distinct: where it is too long its end gives way to a hash of the whole. */
export function distinctText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
  return `${cutText(text, maxLength - HASH_LENGTH - 1)}~${hash}`;
}
