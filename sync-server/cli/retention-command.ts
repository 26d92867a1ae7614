import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createReadStream } from 'node:fs';
import {
  applyRetention,
  bringBack,
  planRetention,
  type RemovedLine,
  type RetentionPlan,
} from '../ops/retention.ts';
import {
  CliError,
  UsageError,
  wholeNumber,
  type Command,
  type CommandArgs,
  type CommandIo,
} from './command.ts';
import { CONNECTION_NOTE, CONNECTION_OPTIONS, commandServer } from './server-connection.ts';

const DEFAULT_LOG = 'outpost-removed.jsonl';
const MAX_DAYS = 36_500;

interface Summary {
  readonly database: string;
  readonly tickets: number;
  readonly documents: number;
  readonly files: number;
  readonly heavy: readonly string[];
}

function summaryOf({ database, tickets, documents, files, heavy }: RetentionPlan): Summary {
  return { database, tickets, documents: documents.length, files: files.length, heavy };
}

function print({ database, tickets, documents, files }: Summary, io: CommandIo): void {
  io.out(
    `${database}: ${String(tickets)} tickets, ${String(documents)} documents in all, ${String(files)} parts of files.`,
  );
}

async function* parsedLines(file: string): AsyncGenerator {
  const input = createReadStream(file);
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line !== '') yield JSON.parse(line) as unknown;
  }
}

function policyOf(args: CommandArgs): { closedDays: number | null; removedDays: number | null } {
  const closedDays = wholeNumber(args, 'closed-days', [1, MAX_DAYS]) ?? null;
  const removedDays = wholeNumber(args, 'removed-days', [1, MAX_DAYS]) ?? null;
  if (closedDays === null && removedDays === null) {
    throw new UsageError(
      'Say what is old enough to go: --closed-days N, --removed-days N or both.',
    );
  }
  return { closedDays, removedDays };
}

function refuseHeavy(plans: readonly RetentionPlan[]): void {
  const heavy = plans.filter(({ heavy: names }) => names.length > 0);
  if (heavy.length === 0) return;
  const where = heavy.map(({ database, heavy: names }) => `${names.join(', ')} of ${database}`);
  throw new CliError(
    `More than a fifth of ${where.join(' and ')} would go, and every console would ask its person first. Give --limit N to remove less in one run, or --yes if that is what you want. Nothing was removed.`,
  );
}

async function putBack(file: string, args: CommandArgs, io: CommandIo): Promise<number> {
  const count = await bringBack(commandServer(args, io), parsedLines(path.resolve(file)));
  if (args.flag('json')) io.out(JSON.stringify({ broughtBack: count }));
  else io.out(`Brought back ${String(count)} documents.`);
  return 0;
}

async function remove(
  plans: readonly RetentionPlan[],
  args: CommandArgs,
  io: CommandIo,
): Promise<number> {
  const server = commandServer(args, io);
  const log = path.resolve(args.text('log') ?? DEFAULT_LOG);
  let removed = 0;
  const left: string[] = [];
  for (const plan of plans) {
    const report = await applyRetention(server, plan, (database, documents) => {
      const removedAt = new Date().toISOString();
      const lines = documents.map((document) => {
        const line: RemovedLine = { database, removedAt, document };
        return `${JSON.stringify(line)}\n`;
      });
      appendFileSync(log, lines.join(''), { mode: 0o600, flush: true });
      return Promise.resolve();
    });
    removed += report.removed;
    left.push(...report.left);
  }
  if (args.flag('json'))
    io.out(JSON.stringify({ plans: plans.map(summaryOf), removed, left, log }));
  else {
    io.out(`Removed ${String(removed)} documents. They are in ${log}.`);
    if (left.length > 0) io.out(`${String(left.length)} were changed meanwhile and stay.`);
  }
  return 0;
}

/** What is old goes; the tombstones are the server's. */
export const retentionCommand: Command = {
  name: 'retention',
  summary: 'Remove tickets closed long ago, and what people removed; or bring it back.',
  usage:
    '--closed-days N | --removed-days N | --bring-back FILE [--dry-run] [--limit N] [--yes] [--log FILE]',
  options: {
    'closed-days': {
      type: 'string',
      value: 'N',
      help: 'Tickets closed and untouched for N days, with entries, relations and files.',
    },
    'removed-days': {
      type: 'string',
      value: 'N',
      help: 'Documents that people removed N days ago.',
    },
    database: { type: 'string', value: 'NAME', multiple: true, help: 'Only in this database.' },
    limit: {
      type: 'string',
      value: 'N',
      help: 'At most N tickets of a database in this run, the oldest first.',
    },
    'dry-run': { type: 'boolean', help: 'Say what would go; remove nothing.' },
    yes: { type: 'boolean', help: 'Remove more than a fifth of a collection in one run.' },
    log: {
      type: 'string',
      value: 'FILE',
      help: `What goes is added to this file first, whole, ${DEFAULT_LOG} by default.`,
    },
    'bring-back': { type: 'string', value: 'FILE', help: 'Put back what such a file holds.' },
    json: { type: 'boolean', help: 'Print the result as JSON.' },
    ...CONNECTION_OPTIONS,
  },
  notes: [
    'Consoles remove what the server removed; one that changed such a ticket offline asks its person.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    if (args.positionals.length > 0) {
      throw new UsageError(`"${args.positionals.join(' ')}" means nothing here.`);
    }
    const file = args.text('bring-back');
    if (file !== undefined) return putBack(file, args, io);
    const limit = wholeNumber(args, 'limit', [1, 10_000_000]);
    const policy = policyOf(args);
    const plans = await planRetention({
      server: commandServer(args, io),
      policy,
      now: () => new Date(),
      only: args.list('database'),
      ...(limit === undefined ? {} : { limit }),
    });
    const isJson = args.flag('json');
    if (!isJson) for (const plan of plans) print(summaryOf(plan), io);
    if (!isJson && plans.length === 0) io.out('Nothing is old enough to go.');
    if (args.flag('dry-run')) {
      if (isJson) io.out(JSON.stringify({ plans: plans.map(summaryOf), removed: 0 }));
      return 0;
    }
    if (!args.flag('yes')) refuseHeavy(plans);
    return plans.length === 0 && !isJson ? 0 : remove(plans, args, io);
  },
};
