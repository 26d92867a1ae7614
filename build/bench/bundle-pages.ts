import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { build, mergeConfig } from 'vite';
import { bundleTargets } from '../bundle/targets.ts';
import { ROOT } from '../runtime/paths.ts';

const PAGES = path.join(import.meta.dirname, 'pages');

/** Bundles the scripts of `pages/` like the console itself, to `NAME.js` each. */
export async function bundlePages(outDir: string): Promise<void> {
  const renderer = bundleTargets(ROOT).find((target) => target.name === 'renderer');
  const scripts = (await readdir(PAGES)).filter((name) => /(?<!\.d)\.ts$/.test(name));
  const input = Object.fromEntries(
    scripts.map((name) => [path.parse(name).name, path.join(PAGES, name)]),
  );
  await build(
    mergeConfig(renderer!.config, {
      root: PAGES,
      base: '/pages/',
      publicDir: false,
      build: {
        outDir,
        sourcemap: false,
        // A page exports to `globalThis`, which no bundler may take for unused.
        rolldownOptions: {
          input,
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
        },
      },
    }),
  );
}
