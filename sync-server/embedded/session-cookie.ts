import { createHmac } from 'node:crypto';
import { equalInConstantTime } from './passwords.ts';

/** CouchDB's session time; the cookie is renewed past half of it. */
export const SESSION_MS = 600_000;

const COOKIE = 'AuthSession';

interface Session {
  readonly name: string;
  readonly issuedAtMs: number;
}

/** `name:time:signature` in base64url as CouchDB has it, the time in hexadecimal seconds. */
export function signSession(name: string, nowMs: number, key: string): string {
  const content = `${name}:${Math.floor(nowMs / 1000).toString(16)}`;
  return Buffer.from(`${content}:${signature(content, key)}`).toString('base64url');
}

/** The session in a cookie's value, `undefined` unless `keyFor` its name signed it. */
export async function verifySession(
  value: string,
  keyFor: (name: string) => Promise<string>,
): Promise<Session | undefined> {
  const text = Buffer.from(value, 'base64url').toString('utf8');
  const match = /^(.+):([0-9a-f]{1,11}):([0-9a-f]{64})$/s.exec(text);
  const [, name, time, given] = match ?? [];
  if (name === undefined || time === undefined || given === undefined) return undefined;
  const expected = signature(`${name}:${time}`, await keyFor(name));
  if (!equalInConstantTime(given, expected)) return undefined;
  return { name, issuedAtMs: parseInt(time, 16) * 1000 };
}

function signature(content: string, key: string): string {
  return createHmac('sha256', key).update(content).digest('hex');
}

/**
 * The `Set-Cookie` header for a session; an empty value ends it. Clients such as nano go by
 * `Expires` alone.
 */
export function sessionHeader(value: string, nowMs: number): string {
  const lifeMs = value === '' ? 0 : SESSION_MS;
  const expires = new Date(value === '' ? 0 : nowMs + lifeMs).toUTCString();
  const life = `Expires=${expires}; Max-Age=${String(lifeMs / 1000)}`;
  return `${COOKIE}=${value}; Version=1; ${life}; Path=/; HttpOnly; SameSite=Strict`;
}

/** The session's value in a `Cookie` header. */
export function readSessionCookie(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === COOKIE && value) return value;
  }
  return undefined;
}
