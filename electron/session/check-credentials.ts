import type { SignInResult } from '../../shared/protocol/ipc.ts';
import { isRecord } from '../system/profile-file.ts';
import { toAccount, type Credentials, type Fetch } from './account.ts';
import { describeNetworkError } from './network-error.ts';

/** Who the server says we are, or why it does not. */
export type CredentialsCheck =
  | { readonly ok: true; readonly userName: string; readonly roles: readonly string[] }
  | Extract<SignInResult, { ok: false }>;

const ANSWER_LIMIT_MS = 15_000;
// A `_session` answer has some hundred bytes; whatever sends more is no CouchDB.
const LONGEST_ANSWER = 65_536;

/**
 * Asks the server's `_session` with name and password, once: from the sixth wrong try on CouchDB
 * locks the account, also for the right password.
 */
export async function checkCredentials(
  fetch: Fetch,
  credentials: Credentials,
): Promise<CredentialsCheck> {
  const abort = new AbortController();
  const limit = setTimeout(() => {
    abort.abort();
  }, ANSWER_LIMIT_MS);
  try {
    const answer = await fetch(`${credentials.serverUrl}/_session`, {
      headers: {
        accept: 'application/json',
        authorization: toAccount(credentials).authorization,
      },
      signal: abort.signal,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
    });
    return judgeSession(answer.status, await readText(answer), credentials.serverUrl);
  } catch (error) {
    return fromNetworkError(error, credentials.serverUrl);
  } finally {
    clearTimeout(limit);
    abort.abort();
  }
}

/** Reads an answer of `_session`; `text` may be anything at all. */
export function judgeSession(status: number, text: string, serverUrl: string): CredentialsCheck {
  const body = parseObject(text);
  if (body === null) return notCouchDb(status, serverUrl);
  if (status === 403) return refused(body['reason']);
  if (status === 401) return wrongCredentials();
  if (status === 429 || status >= 500) {
    return unreachable(`${serverUrl} is there but cannot answer now (status ${String(status)}).`);
  }
  const user = body['userCtx'];
  if (status !== 200 || body['ok'] !== true || !isRecord(user))
    return notCouchDb(status, serverUrl);
  if (user['name'] === null) return wrongCredentials();
  const roles = user['roles'];
  if (typeof user['name'] !== 'string' || !Array.isArray(roles)) {
    return notCouchDb(status, serverUrl);
  }
  return { ok: true, userName: user['name'], roles: roles.filter(isText) };
}

function fromNetworkError(error: unknown, serverUrl: string): CredentialsCheck {
  const { code, sentence } = describeNetworkError(error, serverUrl);
  if (code === 'redirected') return { ok: false, reason: 'not-couchdb', message: sentence };
  if (code !== 'aborted') return unreachable(sentence);
  return unreachable(
    `${serverUrl} did not answer within ${String(ANSWER_LIMIT_MS / 1000)} seconds.`,
  );
}

async function readText(answer: Response): Promise<string> {
  if (answer.body === null) return '';
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > LONGEST_ANSWER) {
      void reader.cancel().catch(() => undefined);
      return '';
    }
  }
}

function refused(reason: unknown): CredentialsCheck {
  const said = isText(reason) ? reason.slice(0, 200) : 'without a reason';
  if (/lock/i.test(said)) {
    return {
      ok: false,
      reason: 'locked',
      message:
        'The server has locked this account for a while after too many wrong passwords. ' +
        'Wait some minutes before the next try; each one makes it longer.',
    };
  }
  return {
    ok: false,
    reason: 'wrong-credentials',
    message: `The server does not let this account in: ${said}`,
  };
}

function wrongCredentials(): CredentialsCheck {
  return {
    ok: false,
    reason: 'wrong-credentials',
    message: 'The server does not know this name with this password.',
  };
}

function notCouchDb(status: number, serverUrl: string): CredentialsCheck {
  return {
    ok: false,
    reason: 'not-couchdb',
    message:
      `What answers at ${serverUrl} (status ${String(status)}) is not CouchDB. ` +
      'Either the address is another one, or this network wants a sign-in in the browser first.',
  };
}

function unreachable(message: string): CredentialsCheck {
  return { ok: false, reason: 'unreachable', message };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
