import { readFileSync, statSync } from 'node:fs';
import { isRecord } from '../system/profile-file.ts';
import type { Credentials } from './account.ts';
import { parseServerUrl } from './server-url.ts';

export type SessionFileResult =
  | { readonly ok: true; readonly credentials: Credentials }
  | { readonly ok: false; readonly message: string };

/**
 * Reads the file of OUTPOST_SESSION_FILE, `{serverUrl, userName, password}`, which whoever starts the
 * console may hand over to sign a new profile in. Others must not be able to read it.
 */
export function readSessionFile(file: string): SessionFileResult {
  let text: string;
  try {
    const mode = statSync(file).mode;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      return wrong(file, `others may read it. Run: chmod 600 ${file}`);
    }
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return wrong(file, `it cannot be read (${errorCode(error)}).`);
  }
  return parseSessionFile(file, text);
}

function parseSessionFile(file: string, text: string): SessionFileResult {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return wrong(file, 'it is not JSON.');
  }
  if (!isRecord(content)) return wrong(file, 'it is not a JSON object.');
  const { serverUrl, userName, password } = content;
  if (typeof serverUrl !== 'string') return wrong(file, 'serverUrl is missing.');
  if (typeof userName !== 'string' || userName === '') return wrong(file, 'userName is missing.');
  if (typeof password !== 'string') return wrong(file, 'password is missing.');
  const url = parseServerUrl(serverUrl);
  if (!url.ok) return wrong(file, `its serverUrl is not usable. ${url.message}`);
  return { ok: true, credentials: { serverUrl: url.serverUrl, userName, password } };
}

function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

function wrong(file: string, why: string): SessionFileResult {
  return { ok: false, message: `The session file ${file} was not used: ${why}` };
}
