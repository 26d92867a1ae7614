import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DEMO_SIZES } from '../../shared/testkit/demo/workspace.ts';
import type { DemoSize } from '../../shared/testkit/demo/workspace.ts';
import { readWelcome, requireServerAdmin } from '../couch/server-info.ts';
import { DEMO_AGENT, seedWorkspace } from '../seed/seed-workspace.ts';
import { UsageError, wholeNumber, type Command } from './command.ts';
import {
  CONNECTION_NOTE,
  CONNECTION_OPTIONS,
  commandServer,
  dataFolderOf,
} from './server-connection.ts';

function isSize(value: string): value is DemoSize {
  return Object.hasOwn(DEMO_SIZES, value);
}

/** Readable by its owner alone, whatever the umask is. */
function writeSecret(file: string, content: unknown): void {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
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
    'Refuses where tickets of a demo are already there.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    const size = args.text('size') ?? 'demo';
    if (!isSize(size)) throw new UsageError(`--size takes ${Object.keys(DEMO_SIZES).join(', ')}.`);
    const seed = wholeNumber(args, 'seed', [1, 1_000_000]) ?? 1;
    const server = commandServer(args, io);
    await readWelcome(server);
    await requireServerAdmin(server);
    const report = await seedWorkspace({
      server,
      size,
      seed,
      nowMs: Date.now(),
      onProgress: (documents) => io.say(`${documents.toLocaleString('en')} documents written`),
    });
    const folder = dataFolderOf(args, io);
    const users = path.join(folder, 'demo-users.json');
    writeSecret(users, Object.fromEntries(report.passwords));
    writeSecret(path.join(folder, 'demo-session.json'), {
      serverUrl: server.url,
      userName: DEMO_AGENT,
      password: report.passwords.get(DEMO_AGENT),
    });
    io.out(
      `${report.documents.toLocaleString('en')} documents written. Passwords are in ${users}.`,
    );
    return 0;
  },
};
