import { safeStorage } from 'electron';
import type { Session } from '../../shared/protocol/ipc.ts';
import { say } from '../system/say.ts';
import type { Credentials, Fetch } from './account.ts';
import { checkCredentials } from './check-credentials.ts';
import { createSecretBox } from './secret-box.ts';
import { readSessionFile } from './session-file.ts';
import { SessionKeeper } from './session-keeper.ts';
import { SessionStore } from './session-store.ts';

export interface SessionSetup {
  readonly profile: string;
  readonly deviceId: string;
  readonly fetch: Fetch;
  readonly handedOver: Credentials | null;
  readonly onChanged: (session: Session | null, accountChanged: boolean) => void;
}

/** The session of OUTPOST_SESSION_FILE, or null; a file that cannot be used is said and ignored. */
export function readHandedOver(): Credentials | null {
  const file = process.env['OUTPOST_SESSION_FILE'];
  if (!file) return null;
  const result = readSessionFile(file);
  if (result.ok) return result.credentials;
  say(result.message);
  return null;
}

/** Starts to load who is signed in; to be called after `ready`, when the keychain is there. */
export function setupSession(setup: SessionSetup): SessionKeeper {
  const store = new SessionStore(setup.profile, createSecretBox(safeStorage, process.platform));
  let wasSaid = false;
  const sayWherePasswordIs = (session: Session | null) => {
    if (session?.passwordKeptIn !== 'file' || wasSaid) return;
    wasSaid = true;
    say(`No keychain here: the password is kept in ${store.file}, readable by this user alone.`);
  };
  const keeper = new SessionKeeper({
    store,
    check: (credentials) => checkCredentials(setup.fetch, credentials),
    deviceId: setup.deviceId,
    handedOver: setup.handedOver,
    onChanged: (session, accountChanged) => {
      sayWherePasswordIs(session);
      setup.onChanged(session, accountChanged);
    },
  });
  void keeper.get().then(sayWherePasswordIs, (error: unknown) => {
    say(`The stored session could not be loaded: ${String(error)}`);
  });
  return keeper;
}
