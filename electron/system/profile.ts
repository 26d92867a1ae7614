import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';

/**
 * Chooses the folder of everything this console keeps. Two profiles are two consoles: the single
 * instance lock, the window's databases and the session all live below it, so this runs first.
 *
 * @returns the absolute path, existing.
 */
export function setupProfile(): string {
  // Names the key in the system's keychain, so it is the same however the console was started.
  app.setName('Outpost');
  const given = app.commandLine.getSwitchValue('profile') || process.env['OUTPOST_PROFILE'];
  const profile = given ? path.resolve(given) : path.join(app.getPath('appData'), 'outpost');
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  app.setPath('userData', profile);
  return profile;
}
