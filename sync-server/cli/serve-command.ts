import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { generatePassword } from '../couch/user-accounts.ts';
import { startEmbeddedServer, type EmbeddedServer } from '../embedded/embedded-server.ts';
import { CliError, UsageError, wholeNumber, type Command, type CommandIo } from './command.ts';
import { ADMIN_NAME, passwordFile, serverDataFolder } from './data-folder.ts';
import { takeDataLock } from './data-lock.ts';
import { connectCouch } from '../couch/couch-server.ts';
import { Follower } from '../follower/follower.ts';
import { escalationLine, verdictLine } from './follow-command.ts';
import { dataFolderOf } from './server-connection.ts';

/** Beside CouchDB's 5984, so that both may run on one machine. */
const DEFAULT_PORT = 5985;
const DEFAULT_HOST = '127.0.0.1';
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

function preparePassword(folder: string, io: CommandIo): string {
  const file = passwordFile(folder);
  if (existsSync(file)) {
    const password = readFileSync(file, 'utf8').trim();
    if (password !== '') return password;
    throw new CliError(`${file} is empty. Delete it to get a new password, then start again.`);
  }
  const password = generatePassword();
  writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  // `mode` is subject to the umask.
  chmodSync(file, 0o600);
  io.say(`Made the administrator "${ADMIN_NAME}"; the password is in ${file}.`);
  return password;
}

function startFailure(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new CliError(
      `Port ${String(port)} of ${host} is taken by another program. Give a free one with --port, or --port 0 for any.`,
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CliError(`This machine has no address "${host}". Check --host.`);
  }
  if (code === 'EACCES') {
    return new CliError(`Port ${String(port)} needs more rights. Give one from 1024 on.`);
  }
  // LevelDB's own lock: a process without our lock file has the folder.
  if (error instanceof Error && error.cause !== undefined) return new CliError(error.message);
  return error;
}

async function openServer(
  folder: string,
  host: string,
  port: number,
  io: CommandIo,
): Promise<EmbeddedServer> {
  const admin = { name: ADMIN_NAME, password: preparePassword(folder, io) };
  const logger = {
    error(message: string, error: unknown) {
      io.say(
        `${message}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    },
  };
  try {
    return await startEmbeddedServer({ dataDir: folder, host, port, admin, logger });
  } catch (error) {
    throw startFailure(error, host, port);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new CliError(`The data folder ${folder} cannot be made: ${(error as Error).message}.`);
  }
}

/** Resolves when the follower has ended, some time after `stopped`. */
async function follow(
  url: string,
  folder: string,
  stopped: Promise<void>,
  io: CommandIo,
): Promise<void> {
  const password = readFileSync(passwordFile(folder), 'utf8').trim();
  const stop = new AbortController();
  void stopped.then(() => {
    stop.abort();
  });
  const follower = new Follower({
    server: connectCouch(url, { userName: ADMIN_NAME, password }),
    onVerdict: (verdict) => {
      io.say(verdictLine(verdict, false));
    },
    onEscalation: (escalation) => {
      io.say(escalationLine(escalation, false));
    },
    onTrouble: (sentence) => {
      io.say(sentence);
    },
  });
  await follower.run(stop.signal);
}

/** The embedded server until somebody stops it. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'Run the embedded server, for trying out and for one small team.',
  usage: '[--port N] [--host H] [--data DIR] [--follow]',
  options: {
    port: {
      type: 'string',
      value: 'N',
      help: `Port, ${String(DEFAULT_PORT)} by default; 0 takes any free one.`,
    },
    host: { type: 'string', value: 'H', help: `Address to listen on, ${DEFAULT_HOST} by default.` },
    data: { type: 'string', value: 'DIR', help: `Data folder, ${serverDataFolder()} by default.` },
    follow: {
      type: 'boolean',
      help: 'Write final service-level verdicts as well, as `follow` does beside a CouchDB.',
    },
  },
  notes: [
    'Prints one line of JSON on stdout when it answers: {"url":…,"passwordFile":…}. Ctrl-C or SIGTERM stops it.',
  ],
  async run(args, io) {
    if (args.positionals.length > 0) {
      throw new UsageError(`"${args.positionals.join(' ')}" means nothing here.`);
    }
    const folder = dataFolderOf(args, io);
    const host = args.text('host') ?? DEFAULT_HOST;
    const port = wholeNumber(args, 'port', [0, 65_535]) ?? DEFAULT_PORT;
    makeFolder(folder);
    const lock = takeDataLock(folder);
    try {
      const stopped = io.untilStopped();
      const server = await openServer(folder, host, port, io);
      lock.announce(server.url);
      if (!LOOPBACK.test(host)) {
        io.say('Passwords and data cross the network in clear: put a proxy with TLS before it.');
      }
      io.out(JSON.stringify({ url: server.url, passwordFile: passwordFile(folder) }));
      const followed = args.flag('follow') ? follow(server.url, folder, stopped, io) : null;
      await stopped;
      await followed;
      await server.close();
      return 0;
    } finally {
      lock.release();
    }
  },
};
