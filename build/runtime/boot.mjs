// Plain JavaScript, so that it can say what is wrong on a machine where nothing is installed yet.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const OLDEST_NODE = [20, 19];

/** What keeps our TypeScript from running here, as a sentence, or null. */
function obstacle() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = OLDEST_NODE;
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    return `Outpost needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`;
  }
  const root = path.resolve(import.meta.dirname ?? '.', '../..');
  if (!existsSync(path.join(root, 'node_modules', 'tsx'))) {
    return 'The dependencies are not installed. Run `npm ci` first.';
  }
  return null;
}

/** Runs a TypeScript file of ours in this process. */
export async function boot(file) {
  const sentence = obstacle();
  if (sentence !== null) {
    process.stderr.write(`${sentence}\n`);
    process.exitCode = 1;
    return;
  }
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(file).href);
}
