/** Prints the path of the Electron runtime, fetching one where none is there. */
import { resolveElectron } from './resolve-electron.ts';
import { runMain } from './say.ts';

await runMain(async () => {
  const runtime = await resolveElectron();
  process.stdout.write(`${runtime.path}\n`);
  return 0;
});
