import { listScopes } from '../couch/database-identity.ts';
import { provision, type ProvisionReport } from '../couch/provision.ts';
import { readWelcome, requireServerAdmin } from '../couch/server-info.ts';
import { UsageError, wholeNumber, type Command, type CommandIo } from './command.ts';
import { CONNECTION_NOTE, CONNECTION_OPTIONS, commandServer } from './server-connection.ts';

function print(report: ProvisionReport, io: CommandIo): void {
  for (const what of report.created) io.out(`created    ${what}`);
  for (const what of report.updated) io.out(`updated    ${what}`);
  io.out(`unchanged  ${String(report.unchanged.length)}`);
  for (const warning of report.warnings) io.say(warning);
}

/** Databases, rules and identities. */
export const provisionCommand: Command = {
  name: 'provision',
  summary: 'Make a server ready for Outpost: databases, rules, indexes, identities.',
  usage: '[--scope NAME]… [--server URL] [--data DIR]',
  options: {
    scope: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      help: 'A site, customer or group with a database of its own; besides those that are there.',
    },
    'database-id': {
      type: 'string',
      value: 'ID',
      help: 'Id of the workspace; kept where one is there, made up where none is.',
    },
    q: { type: 'string', value: 'N', help: 'Shards of a new database, 2 by default.' },
    n: {
      type: 'string',
      value: 'N',
      help: 'Copies of a new database; by default one a node, at most 3.',
    },
    json: { type: 'boolean', help: 'Print the report as JSON.' },
    ...CONNECTION_OPTIONS,
  },
  notes: [
    'May be run again at any time: it changes only what differs, and nothing where the server does not fit together.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    if (args.positionals.length > 0) {
      throw new UsageError(`Scopes are given as --scope ${args.positionals[0] ?? ''}.`);
    }
    const q = wholeNumber(args, 'q', [1, 256]);
    const n = wholeNumber(args, 'n', [1, 16]);
    const databaseId = args.text('database-id');
    const server = commandServer(args, io);
    await readWelcome(server);
    await requireServerAdmin(server);
    const report = await provision({
      url: server,
      scopes: [...(await listScopes(server)), ...args.list('scope')],
      ...(databaseId === undefined ? {} : { databaseId }),
      ...(q === undefined ? {} : { q }),
      ...(n === undefined ? {} : { n }),
    });
    if (args.flag('json')) io.out(JSON.stringify(report));
    else print(report, io);
    return 0;
  },
};
