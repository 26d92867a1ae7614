import react from '@vitejs/plugin-react';
import path from 'node:path';
import type { InlineConfig } from 'vite';

export type TargetName = 'main' | 'preload' | 'renderer' | 'sync-server';

export interface Target {
  readonly name: TargetName;
  /** Folders whose sources end up in it, relative to the repository. */
  readonly inputs: readonly string[];
  /** The file without which it does not count as built, relative to the repository. */
  readonly output: string;
  readonly config: InlineConfig;
  /** Folders the code reads at run time, beside it: source in the repository → name beside the bundle. */
  readonly folders?: Readonly<Record<string, string>>;
}

/** Everything `npm run build` makes. `root` is the repository, or a fixture of the same layout. */
export function bundleTargets(root: string): readonly Target[] {
  return [
    {
      name: 'main',
      inputs: ['electron', 'shared'],
      output: 'dist/main/main.cjs',
      config: electronConfig(root, 'electron/main.ts', 'main.cjs'),
    },
    {
      name: 'preload',
      inputs: ['electron', 'shared'],
      output: 'dist/main/preload.cjs',
      config: electronConfig(root, 'electron/preload/preload.ts', 'preload.cjs'),
    },
    {
      name: 'renderer',
      inputs: ['renderer', 'shared'],
      output: 'dist/renderer/index.html',
      config: rendererConfig(root),
    },
    {
      name: 'sync-server',
      inputs: ['sync-server', 'shared'],
      output: 'dist/sync-server/cli.mjs',
      config: syncServerConfig(root),
      folders: { 'sync-server/seed/articles': 'articles' },
    },
  ];
}

const common = {
  configFile: false,
  logLevel: 'warn',
  mode: 'production',
  envDir: false,
} as const satisfies InlineConfig;

/** One self-contained CJS file: a sandboxed preload may require nothing but `electron`. */
function electronConfig(root: string, entry: string, file: string): InlineConfig {
  return {
    ...common,
    root,
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: path.join(root, entry),
      target: 'node18',
      outDir: path.join(root, 'dist/main'),
      // main and preload share the folder.
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        output: { format: 'cjs', entryFileNames: file, codeSplitting: false },
      },
    },
  };
}

function rendererConfig(root: string): InlineConfig {
  return {
    ...common,
    root: path.join(root, 'renderer'),
    // Absolute, because app://console/incidents/… are routes of one page.
    base: '/',
    plugins: [react()],
    // pouchdb-core asks for Node's `global`.
    define: { global: 'globalThis' },
    worker: { format: 'es' },
    build: {
      target: 'chrome114',
      outDir: path.join(root, 'dist/renderer'),
      emptyOutDir: true,
      sourcemap: true,
      // data: URLs would need room in the Content-Security-Policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // kB, read from the disk and never sent; one that grows beyond is to be looked at.
      chunkSizeWarningLimit: 2_500,
      reportCompressedSize: false,
    },
  };
}

/** npm dependencies stay outside: leveldown brings native binaries. */
function syncServerConfig(root: string): InlineConfig {
  return {
    ...common,
    root,
    publicDir: false,
    ssr: { target: 'node' },
    build: {
      ssr: path.join(root, 'sync-server/cli.ts'),
      target: 'node20',
      outDir: path.join(root, 'dist/sync-server'),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'cli.mjs' } },
    },
  };
}
