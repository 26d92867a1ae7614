import { pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import type { JsonRecord } from './json-record.ts';

/** CouchDB 3.4 and later write the name of the function, before it was always SHA-1. */
const DEFAULT_PRF = 'sha';

const DIGESTS: Readonly<Record<string, string>> = {
  sha: 'sha1',
  sha1: 'sha1',
  sha224: 'sha224',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
};

/** A document from elsewhere must not keep us busy for minutes; CouchDB's default is 600,000. */
const MAX_ITERATIONS = 5_000_000;

/**
 * Does a password belong to a user document? Computed here instead of tried at the server, where
 * failures count towards the lockout.
 * @returns Null where the document was hashed in a way this does not know.
 */
export function passwordFits(user: JsonRecord, password: string): boolean | null {
  const { password_scheme: scheme, derived_key: key, salt, iterations } = user;
  const { pbkdf2_prf: named = DEFAULT_PRF } = user;
  const prf = typeof named === 'string' ? DIGESTS[named] : undefined;
  if (scheme !== 'pbkdf2' || prf === undefined) return null;
  if (typeof key !== 'string' || typeof salt !== 'string' || typeof iterations !== 'number') {
    return null;
  }
  if (!(iterations >= 1 && iterations <= MAX_ITERATIONS)) return null;
  const stored = new Uint8Array(Buffer.from(key, 'hex'));
  const derived = new Uint8Array(pbkdf2Sync(password, salt, iterations, stored.length || 1, prf));
  return stored.length === derived.length && timingSafeEqual(stored, derived);
}
