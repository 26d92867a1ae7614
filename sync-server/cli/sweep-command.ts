import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { requireServerAdmin } from '../couch/server-info.ts';
import { sweep, type ConflictReport } from '../ops/sweep.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';
import { CONNECTION_NOTE, CONNECTION_OPTIONS, commandServer } from './server-connection.ts';

const DEFAULT_LOG = 'outpost-swept.jsonl';

function print({ database, id, leaves, fields, outcome, reason }: ConflictReport, io: CommandIo) {
  const what = fields.length === 0 ? 'same content' : fields.join(', ');
  io.out(`${outcome.padEnd(6)}  ${database}  ${id}  ${what}`);
  for (const { rev, version, updatedBy, updatedAt } of leaves) {
    io.out(`          ${rev}  version ${String(version)}  ${updatedBy ?? ''}  ${updatedAt ?? ''}`);
  }
  if (reason !== null) io.out(`          → ${reason}`);
}

/** Conflicts that replication between servers left. */
export const sweepCommand: Command = {
  name: 'sweep',
  summary: 'Find documents that replication between servers left in conflict; settle them.',
  usage: '[--mend] [--database NAME]… [--log FILE] [--json] [--server URL] [--data DIR]',
  options: {
    mend: { type: 'boolean', help: 'Settle what is found; without it nothing is changed.' },
    database: { type: 'string', value: 'NAME', multiple: true, help: 'Look into this one alone.' },
    log: {
      type: 'string',
      value: 'FILE',
      help: `Every revision that loses is added to this file first, ${DEFAULT_LOG} by default.`,
    },
    json: { type: 'boolean', help: 'Print the report as JSON.' },
    ...CONNECTION_OPTIONS,
  },
  notes: [
    'The higher version stays, then the later mutation. Where the common start is still there, fields are merged by the rules of the consoles; what loses is told on the timeline of the record. May be run at any time, and again.',
    'Exits with 1 where conflicts are left.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    if (args.positionals.length > 0) {
      throw new UsageError(`"${args.positionals.join(' ')}" means nothing here.`);
    }
    const server = commandServer(args, io);
    await requireServerAdmin(server);
    const log = path.resolve(args.text('log') ?? DEFAULT_LOG);
    const isJson = args.flag('json');
    const reports = await sweep({
      server,
      mend: args.flag('mend'),
      only: args.list('database'),
      keep: (database, leaf) => {
        appendFileSync(log, `${JSON.stringify({ database, leaf })}\n`, {
          mode: 0o600,
          flush: true,
        });
        return Promise.resolve();
      },
      onConflict: (report) => {
        if (!isJson) print(report, io);
      },
    });
    const left = reports.filter(({ outcome }) => outcome !== 'mended').length;
    if (isJson) io.out(JSON.stringify(reports));
    else if (reports.length === 0) io.out('No document is in conflict.');
    else io.out(`${String(reports.length)} in conflict, ${String(left)} left.`);
    return left === 0 ? 0 : 1;
  },
};
