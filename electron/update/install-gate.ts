/**
 * What a step that replaces this build has to pass (F50): nothing is being sent, and the second copy
 * of unsent work is on the disk. Outpost ships no updater of its own; whoever adds one, or a
 * company's installer that talks to the running console, asks here first.
 */
export interface InstallGate {
  /** `now`: nothing is under way any more and nothing new will be sent. `later`: try again, a push is still running. */
  pass(): Promise<'now' | 'later'>;
}

/** A push with a megabyte on a slow line; an installer has time. */
const INSTALL_LIMIT_MS = 60_000;

export interface InstallGateParts {
  /** Resolves with false where something was still under way after the limit. */
  readonly settle: (limitMs: number) => Promise<boolean>;
  /** Has the vault on the disk. */
  readonly closeVault: () => Promise<void>;
}

export function createInstallGate({ settle, closeVault }: InstallGateParts): InstallGate {
  return {
    async pass() {
      if (!(await settle(INSTALL_LIMIT_MS))) return 'later';
      await closeVault();
      return 'now';
    },
  };
}
