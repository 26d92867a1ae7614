import { readFileSync } from 'node:fs';
import path from 'node:path';
import { connectCouch, parseServerUrl, type CouchServer } from '../couch/couch-server.ts';
import { CliError, type CommandArgs, type CommandIo, type OptionSpec } from './command.ts';
import { ADMIN_NAME, passwordFile, serverDataFolder } from './data-folder.ts';
import { findOwner } from './data-lock.ts';

/** Options of every command that talks to a server. */
export const CONNECTION_OPTIONS = {
  server: {
    type: 'string',
    value: 'URL',
    help: 'The server, e.g. http://127.0.0.1:5985. By default COUCHDB_URL, else the one that serves DIR.',
  },
  data: {
    type: 'string',
    value: 'DIR',
    help: "Data folder of `serve`, for the administrator's password.",
  },
} as const satisfies Record<string, OptionSpec>;

export const CONNECTION_NOTE =
  'COUCHDB_URL holds the address with the name and password of an administrator: http://admin:secret@host:5984.';

/** The data folder a command means. */
export function dataFolderOf(args: CommandArgs, io: CommandIo): string {
  return path.resolve(args.text('data') ?? serverDataFolder(io.env));
}

/**
 * The server a command is for: `--server`, else COUCHDB_URL, else the one running on the data folder.
 * An address without credentials takes those of the data folder.
 * @throws CliError where none is named or running, or no password can be found.
 */
export function commandServer(args: CommandArgs, io: CommandIo): CouchServer {
  const folder = dataFolderOf(args, io);
  const named = args.text('server') ?? io.env['COUCHDB_URL'];
  const address = named === undefined || named === '' ? runningServer(folder) : named;
  if (parseServerUrl(address).credentials !== null) return connectCouch(address);
  return connectCouch(address, { userName: ADMIN_NAME, password: readPassword(folder, address) });
}

function runningServer(folder: string): string {
  const url = findOwner(folder)?.url ?? null;
  if (url !== null) return url;
  throw new CliError(
    `No server runs on ${folder}. Start one with \`serve\`, or name one with --server URL or in COUCHDB_URL.`,
  );
}

function readPassword(folder: string, address: string): string {
  const file = passwordFile(folder);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new CliError(`The password in ${file} cannot be read: ${(error as Error).message}.`);
    }
    throw new CliError(
      `No password for ${parseServerUrl(address).url}: put an administrator's name and password into the address, or give --data DIR of the server.`,
    );
  }
}
