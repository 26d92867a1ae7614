import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

// The versions of what is bundled and the compiler options it is read with.
const ALWAYS = ['package-lock.json', 'tsconfig.json'];

/**
 * A hash over the content of every source below `inputs` (paths relative to `root`; tests are left
 * out) and over what decides how they are bundled. Equal hashes give equal bundles.
 */
export async function fingerprint(root: string, inputs: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const entries = [...inputs, ...ALWAYS].map((input) => path.join(root, input));
  // The bundler itself decides too.
  for (const entry of [...entries, import.meta.dirname]) {
    for (const file of await listSources(entry)) {
      hash.update(`${path.relative(root, file)}\0`);
      hash.update(await readFile(file, 'latin1'));
      hash.update('\0');
    }
  }
  return hash.digest('hex');
}

/** Whether a file may end up in a bundle. */
export function isSource(file: string): boolean {
  return !/\.test\.tsx?$/.test(file);
}

async function listSources(entry: string): Promise<readonly string[]> {
  if (!existsSync(entry)) return [];
  if (path.extname(entry) !== '') return [entry];
  const found = await readdir(entry, { recursive: true, withFileTypes: true });
  return found
    .filter((item) => item.isFile() && isSource(item.name))
    .map((item) => path.join(item.parentPath, item.name))
    .sort();
}
