import type { ESLint } from 'eslint';
import { couchOnlyInTransport } from './rules/couch-only-in-transport.ts';
import { layers } from './rules/layers.ts';
import { noDefaultExport } from './rules/no-default-export.ts';
import { noRawIpc } from './rules/no-raw-ipc.ts';
import { pureShared } from './rules/pure-shared.ts';

/** The rules of this house as an ESLint plugin; each message names what to use instead. */
export const plugin: ESLint.Plugin = {
  meta: { name: 'outpost' },
  rules: {
    'couch-only-in-transport': couchOnlyInTransport,
    layers,
    'no-default-export': noDefaultExport,
    'no-raw-ipc': noRawIpc,
    'pure-shared': pureShared,
  },
};
