/** Exits 0 where `node_modules` is what the lock file says, else 1 with what differs. */
import { installationDifferences } from './installation.ts';
import { say } from './say.ts';

const found = installationDifferences();
if (found.length > 0) {
  say(
    `node_modules differs from package-lock.json in ${found.length} packages, e.g. ${found[0] ?? ''}`,
  );
  process.exitCode = 1;
}
