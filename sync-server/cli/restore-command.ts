import { openBackup } from '../ops/backup-format.ts';
import { restore, type RestoreReport } from '../ops/restore.ts';
import { wholeNumber, type Command, type CommandIo } from './command.ts';
import { folderOf } from './backup-command.ts';
import { CONNECTION_NOTE, CONNECTION_OPTIONS, commandServer } from './server-connection.ts';

function print(report: RestoreReport, io: CommandIo): void {
  const { databases, documents, epoch, users, counters, wasResumed } = report;
  if (wasResumed) io.out('Went on with a restore that had been cut short.');
  io.out(
    `Restored ${String(databases.length)} databases with ${String(documents)} documents; their epoch is ${String(epoch)}. Made ${String(users)} accounts.`,
  );
  const series = Object.entries(counters).map(([prefix, next]) => `${prefix}-${String(next)}`);
  if (series.length > 0) io.out(`The next free numbers: ${series.join(', ')}.`);
  io.out(
    'Consoles keep what they have and put back what is newer. Run `provision`, then `doctor`.',
  );
}

/** A backup put back, so that consoles notice and nothing newer is lost. */
export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Put a backup back, with an epoch that tells consoles to keep what is newer.',
  usage:
    'DIR [--replace] [--database NAME]… [--numbers-gap N] [--json] [--server URL] [--data DIR]',
  options: {
    replace: {
      type: 'boolean',
      help: 'Delete what stands under the same names on the server.',
    },
    database: { type: 'string', value: 'NAME', multiple: true, help: 'Restore this one alone.' },
    'numbers-gap': {
      type: 'string',
      value: 'N',
      help: 'Numbers left out of every series, for those leased since the backup; by default 10000, or 200 for every account.',
    },
    json: { type: 'boolean', help: 'Print the report as JSON.' },
    ...CONNECTION_OPTIONS,
  },
  notes: [
    'Checks the whole backup first. All databases stay closed until every one is filled, then open with the new epoch. When it was cut short, nothing works until the same call has finished it.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    const folder = folderOf(args, 'restore');
    const numbersGap = wholeNumber(args, 'numbers-gap', [0, 100_000_000]);
    const isJson = args.flag('json');
    const only = args.list('database');
    const report = await restore({
      server: commandServer(args, io),
      backup: await openBackup(folder),
      replace: args.flag('replace'),
      now: () => new Date(),
      ...(only.length === 0 ? {} : { only }),
      ...(numbersGap === undefined ? {} : { numbersGap }),
      onDatabase: (name) => {
        if (!isJson) io.say(`Filling ${name}`);
      },
    });
    if (isJson) io.out(JSON.stringify(report));
    else print(report, io);
    return 0;
  },
};
