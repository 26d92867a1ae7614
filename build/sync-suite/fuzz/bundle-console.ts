import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { ROOT } from '../../runtime/paths.ts';

/** Bundles `console.ts` with all it needs into one file. */
export async function bundleConsole(): Promise<{
  readonly url: string;
  readonly remove: () => void;
}> {
  const folder = mkdtempSync(path.join(tmpdir(), 'outpost-fuzz-'));
  await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    root: ROOT,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: path.join(import.meta.dirname, 'console.ts'),
      target: 'node20',
      outDir: folder,
      minify: false,
      sourcemap: 'inline',
      rolldownOptions: { output: { entryFileNames: 'console.mjs', codeSplitting: false } },
    },
  });
  return {
    url: pathToFileURL(path.join(folder, 'console.mjs')).href,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
