import path from 'node:path';
import { parseArgs } from 'node:util';

export const WORKSPACE_SIZES = ['small', 'demo', '100k'] as const;
export type WorkspaceSize = (typeof WORKSPACE_SIZES)[number];

export type StartOptions =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string }
  | {
      readonly kind: 'demo';
      readonly size: WorkspaceSize;
      /** Absolute folder of the console's own data, or null for the usual one. */
      readonly profile: string | null;
    }
  | {
      readonly kind: 'server';
      readonly url: string;
      readonly profile: string | null;
    };

export const USAGE = `npm start -- [--profile DIR] [--server URL] [--size small|demo|100k]

Builds what changed, starts a sync server on a persistent data folder, creates a demo
workspace on the first run and opens the console signed in as a demo agent.

  --profile DIR   the console's own data (replica, session). Two profiles on one machine
                  are two consoles on one server.
  --server URL    no server and no demo: the console asks to sign in at this Outpost
                  server or Apache CouchDB.
  --size SIZE     the demo workspace: small, demo (1,500 tickets) or 100k (100,000).
                  Each size has a data folder of its own.
  --help          this text

The consoles of one workspace share one server; the last one that closes stops it.`;

/**
 * Reads the command line of `npm start`.
 *
 * @param cwd what a relative `--profile` is relative to.
 */
export function parseStartOptions(args: readonly string[], cwd: string): StartOptions {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'wrong', message: message.split('. ')[0] ?? message };
  }
  if (values.help === true) return { kind: 'help' };

  const profile = values.profile === undefined ? null : path.resolve(cwd, values.profile);
  if (values.profile === '') return wrong('--profile needs a folder');
  if (values.server === undefined) return demoOptions(values.size ?? 'demo', profile);
  if (values.size !== undefined) {
    return wrong('--size makes a demo workspace on this machine, so it cannot go with --server');
  }
  const url = normalizeServerUrl(values.server);
  if (url === null) {
    return wrong(`--server is "${values.server}", which is not an http or https address`);
  }
  return { kind: 'server', url, profile };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      profile: { type: 'string' },
      server: { type: 'string' },
      size: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}

function demoOptions(size: string, profile: string | null): StartOptions {
  const known = WORKSPACE_SIZES.find((name) => name === size);
  if (known === undefined) {
    return wrong(`--size is "${size}"; it can be ${WORKSPACE_SIZES.join(', ')}`);
  }
  return { kind: 'demo', size: known, profile };
}

function normalizeServerUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  // Credentials in an address end up in process lists; the console asks for them.
  return isHttp && url.username === '' && url.password === '' ? url.href.replace(/\/$/, '') : null;
}

function wrong(message: string): StartOptions {
  return { kind: 'wrong', message };
}
