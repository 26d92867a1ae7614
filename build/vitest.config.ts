import { defineConfig } from 'vitest/config';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/**
 * `unit` holds pure and single-process tests, `sync` what needs a server over real HTTP
 * (`COUCHDB_URL` points it at a CouchDB; without it each file starts an embedded server).
 */
export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'unit',
          include: ['{shared,renderer,electron,sync-server,build}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.sync.test.ts', 'build/e2e/**', 'dist/**'],
          testTimeout: 20_000,
        },
      },
      {
        root,
        test: {
          name: 'sync',
          include: ['{renderer,sync-server,build}/**/*.sync.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
