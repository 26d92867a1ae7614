import nano from 'nano';
import { CouchFailure, couchFailure } from './couch-failure.ts';

/** Long enough for a database to be made on a busy cluster, short enough to notice a dead one. */
const TIMEOUT_MS = 30_000;

export interface CouchRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly db?: string;
  /** Below the database, or below the root where there is none; already encoded. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: unknown;
}

/** One CouchDB server and who we are there. */
export interface CouchServer {
  /** Without credentials and without a slash at the end. */
  readonly url: string;
  readonly userName: string | null;
  /** What a request of one's own must carry, where answers are wanted as they come. */
  readonly headers?: Readonly<Record<string, string>>;
  /** @throws CouchFailure for every answer that is no success, and for none. */
  request(request: CouchRequest): Promise<unknown>;
  /** As `request`, but `null` where the answer is 404. */
  find(request: CouchRequest): Promise<unknown>;
}

export interface Credentials {
  readonly userName: string;
  readonly password: string;
}

/**
 * Takes credentials out of a URL.
 * @throws CouchFailure where it is no http(s) URL of a server.
 */
export function parseServerUrl(address: string): {
  readonly url: string;
  readonly credentials: Credentials | null;
} {
  let parsed: URL;
  try {
    parsed = new URL(address);
  } catch {
    throw new CouchFailure('bad-url', `"${withoutSecret(address)}" is no URL.`);
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    throw new CouchFailure('bad-url', `The URL of a server starts with http:// or https://.`);
  }
  const credentials =
    parsed.username === ''
      ? null
      : {
          userName: decodeURIComponent(parsed.username),
          password: decodeURIComponent(parsed.password),
        };
  return { url: `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, ''), credentials };
}

/**
 * A server to talk to. Nothing is sent before the first request.
 * @param address With or without credentials.
 * @param credentials Used instead of those in the address.
 */
export function connectCouch(address: string, credentials?: Credentials | null): CouchServer {
  const parsed = parseServerUrl(address);
  const who = credentials === undefined ? parsed.credentials : credentials;
  const headers: Record<string, string> = who === null ? {} : { Authorization: basic(who) };
  const scope = nano({ url: parsed.url, headers });

  async function request(wanted: CouchRequest): Promise<unknown> {
    const options = {
      method: wanted.method ?? 'GET',
      ...(wanted.db === undefined ? {} : { db: wanted.db }),
      ...(wanted.path === undefined ? {} : { path: wanted.path }),
      ...(wanted.query === undefined ? {} : { qs: wanted.query }),
      ...(wanted.body === undefined ? {} : { body: wanted.body }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    };
    try {
      return (await scope.request(options)) as unknown;
    } catch (error) {
      throw couchFailure(error, parsed.url, wanted);
    }
  }

  return {
    url: parsed.url,
    userName: who?.userName ?? null,
    headers,
    request,
    async find(wanted) {
      try {
        return await request(wanted);
      } catch (error) {
        if (error instanceof CouchFailure && error.status === 404) return null;
        throw error;
      }
    },
  };
}

function basic({ userName, password }: Credentials): string {
  return `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
}

function withoutSecret(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//…@');
}
