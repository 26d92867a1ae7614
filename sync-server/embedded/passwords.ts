import { createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { CouchError } from './couch-error.ts';
import type { JsonObject } from './json.ts';

/** CouchDB 3.5's default, after OWASP's figure for PBKDF2-HMAC-SHA256. */
export const DEFAULT_ITERATIONS = 600_000;
/** A document from elsewhere must not make each sign-in take seconds. */
const MAX_ITERATIONS = 5_000_000;
const DIGESTS: readonly string[] = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'];
/** Derivations at a time: they use the threads that the store needs as well. */
const MAX_RUNNING = 2;
const MAX_WAITING = 64;

const derive = promisify(pbkdf2);

let running = 0;
const waiting: (() => void)[] = [];

async function deriveInTurn(
  password: string,
  salt: string,
  iterations: number,
  keyLength: number,
  digest: string,
): Promise<string> {
  if (running >= MAX_RUNNING) {
    if (waiting.length >= MAX_WAITING) {
      throw new CouchError(503, 'service_unavailable', 'Too many sign-ins at once');
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return (await derive(password, salt, iterations, keyLength, digest)).toString('hex');
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** CouchDB 3's password fields for a user document. */
export async function hashPassword(password: string, iterations: number): Promise<JsonObject> {
  const salt = randomBytes(16).toString('hex');
  return {
    password_scheme: 'pbkdf2',
    pbkdf2_prf: 'sha256',
    iterations,
    salt,
    derived_key: await deriveInTurn(password, salt, iterations, 32, 'sha256'),
  };
}

interface PasswordHash {
  readonly digest: string;
  readonly iterations: number;
  readonly salt: string;
  readonly derivedKey: string;
}

function readHash(user: JsonObject): PasswordHash | undefined {
  const { password_scheme, pbkdf2_prf = 'sha1', iterations, salt, derived_key } = user;
  if (password_scheme !== 'pbkdf2' || typeof pbkdf2_prf !== 'string') return undefined;
  if (!DIGESTS.includes(pbkdf2_prf) || typeof salt !== 'string') return undefined;
  if (typeof iterations !== 'number' || !Number.isInteger(iterations)) return undefined;
  if (iterations < 1 || iterations > MAX_ITERATIONS) return undefined;
  if (typeof derived_key !== 'string' || !/^([0-9a-f]{2}){16,64}$/.test(derived_key)) {
    return undefined;
  }
  return { digest: pbkdf2_prf, iterations, salt, derivedKey: derived_key };
}

export function isUsableHash(user: JsonObject): boolean {
  return readHash(user) !== undefined;
}

export function equalInConstantTime(a: string, b: string): boolean {
  const key = randomBytes(32).toString('hex');
  const digest = (text: string): Uint8Array =>
    Uint8Array.from(createHmac('sha256', key).update(text).digest());
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * Checks passwords against user documents. A pair that was right is remembered by a keyed digest,
 * so that Basic credentials cost one derivation and not one a request.
 */
export class PasswordChecker {
  private readonly key = randomBytes(32).toString('hex');
  private readonly known = new Set<string>();

  async matches(password: string, user: JsonObject): Promise<boolean> {
    const hash = readHash(user);
    if (!hash) return false;
    const proof = createHmac('sha256', this.key)
      .update(JSON.stringify([hash, password]))
      .digest('base64');
    if (this.known.has(proof)) return true;
    const { digest, iterations, salt, derivedKey } = hash;
    const length = derivedKey.length / 2;
    const derived = await deriveInTurn(password, salt, iterations, length, digest);
    if (!equalInConstantTime(derived, derivedKey)) return false;
    if (this.known.size >= 10_000) this.known.clear();
    this.known.add(proof);
    return true;
  }

  /** Takes the time of a check where there is no such user, so that timing does not tell. */
  async decoy(password: string, iterations: number): Promise<false> {
    await deriveInTurn(password, '', iterations, 32, 'sha256');
    return false;
  }
}
