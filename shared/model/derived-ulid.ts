import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { makeUlid } from './ids.ts';

function digestOf(parts: readonly string[]): Uint8Array {
  return sha256(utf8ToBytes(JSON.stringify(parts)));
}

/** A ULID that follows from what it stands for: instant and hash. Whoever makes it makes the same. */
export function derivedUlid(atMs: number, ...parts: readonly string[]): string {
  const digest = digestOf(parts);
  let index = 0;
  return makeUlid(atMs, () => (digest[index++] ?? 0) / 256);
}

/** A number in [0, 1) that follows from what it stands for, such as whose turn it is. */
export function derivedFraction(...parts: readonly string[]): number {
  const [first = 0, second = 0] = digestOf(parts);
  return (first * 256 + second) / 65_536;
}
