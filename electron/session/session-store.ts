import path from 'node:path';
import { isRecord, readProfileFile, writeProfileFile } from '../system/profile-file.ts';
import type { Credentials } from './account.ts';
import type { SecretBox } from './secret-box.ts';

export type PasswordPlace = 'keychain' | 'file';

/** A session as it was when it was last saved. */
export interface StoredSession {
  readonly serverUrl: string;
  readonly userName: string;
  readonly roles: readonly string[];
  /** Null where the keychain no longer gives it out; the person then works offline and signs in anew. */
  readonly password: string | null;
  readonly passwordKeptIn: PasswordPlace;
}

export type StoredState =
  | { readonly kind: 'never' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-in'; readonly session: StoredSession };

type SecretOnDisk =
  | { readonly kind: 'keychain'; readonly data: string }
  | { readonly kind: 'file'; readonly password: string };

interface SessionOnDisk {
  readonly serverUrl: string;
  readonly userName: string;
  readonly roles: readonly string[];
  readonly secret: SecretOnDisk;
}

/**
 * `session.json` of the profile: who is signed in, with the password encrypted by the system's
 * keychain, or in the file itself (mode 600) where there is no keychain.
 */
export class SessionStore {
  readonly file: string;

  constructor(
    profile: string,
    private readonly secrets: SecretBox,
  ) {
    this.file = sessionFile(profile);
  }

  async load(): Promise<StoredState> {
    const content = readProfileFile(this.file);
    if (isRecord(content) && content['signedOut'] === true) return { kind: 'signed-out' };
    const onDisk = parseSession(content);
    if (onDisk === null) return { kind: 'never' };
    const { serverUrl, userName, roles, secret } = onDisk;
    const password = await this.#open(secret);
    const session = { serverUrl, userName, roles, password, passwordKeptIn: secret.kind };
    return { kind: 'signed-in', session };
  }

  async save(credentials: Credentials, roles: readonly string[]): Promise<StoredSession> {
    const { serverUrl, userName, password } = credentials;
    const secret = await this.#seal(password);
    const onDisk: SessionOnDisk = { serverUrl, userName, roles, secret };
    writeProfileFile(this.file, onDisk);
    return { ...credentials, roles, passwordKeptIn: secret.kind };
  }

  /** Forgets name and password; the address stays, to be offered at the next sign-in. */
  clear(serverUrl: string): void {
    writeProfileFile(this.file, { signedOut: true, serverUrl });
  }

  async #seal(password: string): Promise<SecretOnDisk> {
    if (!(await this.secrets.isAvailable())) return { kind: 'file', password };
    const data = await this.secrets.encrypt(password);
    return { kind: 'keychain', data: data.toString('base64') };
  }

  async #open(secret: SecretOnDisk): Promise<string | null> {
    if (secret.kind === 'file') return secret.password;
    try {
      return await this.secrets.decrypt(Buffer.from(secret.data, 'base64'));
    } catch {
      return null;
    }
  }
}

/** The server a profile last used; readable before `ready`, when the keychain is not. */
export function readStoredServerUrl(profile: string): string | null {
  const content = readProfileFile(sessionFile(profile));
  return isRecord(content) && typeof content['serverUrl'] === 'string'
    ? content['serverUrl']
    : null;
}

function sessionFile(profile: string): string {
  return path.join(profile, 'session.json');
}

function parseSession(content: unknown): SessionOnDisk | null {
  if (!isRecord(content)) return null;
  const { serverUrl, userName, roles } = content;
  const secret = parseSecret(content['secret']);
  if (typeof serverUrl !== 'string' || typeof userName !== 'string' || secret === null) return null;
  const texts = Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
  return { serverUrl, userName, roles: texts, secret };
}

function parseSecret(value: unknown): SecretOnDisk | null {
  if (!isRecord(value)) return null;
  const { kind, data, password } = value;
  if (kind === 'keychain' && typeof data === 'string') return { kind, data };
  if (kind === 'file' && typeof password === 'string') return { kind, password };
  return null;
}
