import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { VaultAnswer } from '../../shared/protocol/ipc.ts';
import { KEPT_MS } from './vault-content.ts';

/** Where Chromium keeps the databases of all origins. */
const DATABASES = 'IndexedDB';
const SET_ASIDE = 'set-aside';

/**
 * Moves the files of the window's databases out of the way, for the case that Chromium opens none of
 * them (F30). It makes new ones at the next try; the old ones are there for 30 days for whoever can
 * read them.
 */
export class SetAsideStorage {
  readonly #profile: string;
  readonly #now: () => number;

  /** @param now Milliseconds since 1970. */
  constructor(profile: string, now: () => number) {
    this.#profile = profile;
    this.#now = now;
  }

  async setAside(): Promise<VaultAnswer> {
    const folder = path.join(this.#profile, SET_ASIDE);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rename(path.join(this.#profile, DATABASES), path.join(folder, String(this.#now())));
      return { ok: true };
    } catch (error) {
      // Nothing there is as good as gone.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { ok: true };
      return { ok: false, message: String(error) };
    }
  }

  /** Deletes what was set aside more than 30 days ago. */
  async forgetOld(): Promise<void> {
    const folder = path.join(this.#profile, SET_ASIDE);
    const names = await readdir(folder).catch(() => []);
    const old = names.filter((name) => Number(name) < this.#now() - KEPT_MS);
    await Promise.allSettled(
      old.map((name) => rm(path.join(folder, name), { recursive: true, force: true })),
    );
  }
}
