import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readWelcome, requireServerAdmin } from '../couch/server-info.ts';
import { DEMO_AGENT, SEED_SIZES, seedWorkspace, type SeedSize } from '../seed/seed-workspace.ts';
import { CliError, UsageError, wholeNumber, type Command, type CommandArgs } from './command.ts';
import { oncePerSecond } from './once-per-second.ts';
import {
  CONNECTION_NOTE,
  CONNECTION_OPTIONS,
  commandServer,
  dataFolderOf,
} from './server-connection.ts';

function sizeOf(args: CommandArgs): SeedSize {
  const named = args.text('size') ?? 'demo';
  const size = SEED_SIZES.find((each) => each === named);
  if (size !== undefined) return size;
  throw new UsageError(`--size takes ${SEED_SIZES.join(', ')}, not "${named}".`);
}

/** Where passwords will go; made first, so that none is lost. @throws CliError */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new CliError(
      `The folder ${folder} for the passwords cannot be made: ${(error as Error).message}.`,
    );
  }
}

/** Readable by its owner alone from the first byte, whoever could read the file it replaces. */
function writeSecret(file: string, content: unknown): void {
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
}

/** The demo company. */
export const seedCommand: Command = {
  name: 'seed',
  summary: 'Write the demo workspace: a company with people, tickets, items and articles.',
  usage: '[--size small|demo|100k] [--seed N] [--server URL] [--data DIR]',
  options: {
    size: {
      type: 'string',
      value: 'SIZE',
      help: 'small (150 tickets), demo (1,500, the default) or 100k.',
    },
    seed: {
      type: 'string',
      value: 'N',
      help: 'Another number gives another company history; 1 by default.',
    },
    ...CONNECTION_OPTIONS,
  },
  notes: [
    'Makes the databases and the users too. Their passwords are written to demo-users.json in the data folder, and those of the demo agent to demo-session.json, both mode 600.',
    'Refuses a server that holds records already. A run that was cut short is completed by the same command.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    if (args.positionals.length > 0) {
      throw new UsageError(`"${args.positionals.join(' ')}" means nothing here.`);
    }
    const size = sizeOf(args);
    const seed = wholeNumber(args, 'seed', [1, 1_000_000]) ?? 1;
    const server = commandServer(args, io);
    await readWelcome(server);
    await requireServerAdmin(server);
    const folder = dataFolderOf(args, io);
    makeFolder(folder);
    const isDue = oncePerSecond();
    const { documents, passwords } = await seedWorkspace({
      server,
      size,
      seed,
      nowMs: Date.now(),
      onProgress: (written) => {
        if (isDue()) io.say(`${written.toLocaleString('en')} documents written`);
      },
    });
    const users = path.join(folder, 'demo-users.json');
    writeSecret(users, Object.fromEntries(passwords));
    writeSecret(path.join(folder, 'demo-session.json'), {
      serverUrl: server.url,
      userName: DEMO_AGENT,
      password: passwords.get(DEMO_AGENT),
    });
    io.out(`${documents.toLocaleString('en')} documents written. Passwords are in ${users}.`);
    return 0;
  },
};
