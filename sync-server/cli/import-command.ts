import { existsSync } from 'node:fs';
import type { CouchServer } from '../couch/couch-server.ts';
import { listScopes } from '../couch/database-identity.ts';
import { readWelcome, requireServerAdmin } from '../couch/server-info.ts';
import { deviceTypesImporter } from '../import/device-types.ts';
import { hostsImporter } from '../import/hosts.ts';
import { importFile } from '../import/import-file.ts';
import type { Importer } from '../import/import-file.ts';
import type { ImportReport } from '../import/import-report.ts';
import { incidentsImporter } from '../import/incidents.ts';
import { knowledgeImporter } from '../import/knowledge.ts';
import { netboxImporter } from '../import/netbox.ts';
import { serviceIncidentsImporter } from '../import/service-incidents.ts';
import { CliError, UsageError, type Command, type CommandIo } from './command.ts';
import { CONNECTION_NOTE, CONNECTION_OPTIONS, commandServer } from './server-connection.ts';

export const IMPORTERS: readonly Importer[] = [
  incidentsImporter,
  knowledgeImporter,
  deviceTypesImporter,
  netboxImporter,
  hostsImporter,
  serviceIncidentsImporter,
];

/** Refused rows printed without --json; the rest are counted. */
const SHOWN = 20;

async function scopeFor(server: CouchServer, named: string | undefined): Promise<string> {
  const scopes = await listScopes(server);
  if (named !== undefined) {
    if (scopes.includes(named)) return named;
    throw new CliError(
      `There is no scope "${named}" on this server. Make it with \`provision --scope ${named}\`.`,
    );
  }
  if (scopes.length === 1) return scopes[0]!;
  throw new CliError(
    scopes.length === 0
      ? 'The server has no scope to import into. Make one with `provision --scope NAME`.'
      : `The server has several scopes (${scopes.join(', ')}); name one with --scope.`,
  );
}

function importerFor(kind: string | undefined): Importer {
  const found = IMPORTERS.find((each) => each.kind === kind);
  if (found) return found;
  throw new UsageError(
    `The kind of file is one of ${IMPORTERS.map((each) => each.kind).join(', ')}.`,
  );
}

function print(report: ImportReport, isDryRun: boolean, io: CommandIo): void {
  const { rows, taken, unchanged, refused, warnings } = report;
  const verb = isDryRun ? 'would be taken' : 'taken';
  io.out(`${rows} rows: ${taken} ${verb}, ${unchanged} unchanged, ${refused.length} refused`);
  for (const { row, id, reason } of refused.slice(0, SHOWN)) {
    io.out(`row ${row}${id === null ? '' : ` (${id})`}: ${reason}`);
  }
  if (refused.length > SHOWN) io.out(`… and ${refused.length - SHOWN} more; --json lists all.`);
  for (const warning of warnings) io.say(warning);
}

/** At most one line a second: a terminal is no log. */
function progressLine(io: CommandIo): (rows: number, share: number) => void {
  const startedMs = Date.now();
  let saidMs = startedMs;
  return (rows, share) => {
    const now = Date.now();
    if (now - saidMs < 1_000) return;
    saidMs = now;
    const rate = Math.round((rows * 1_000) / Math.max(1, now - startedMs));
    io.say(`${rows} rows, ${rate} a second, ${Math.round(share * 100)} % of the file read`);
  };
}

/** Data of another tool. */
export const importCommand: Command = {
  name: 'import',
  summary: 'Take over data of another tool; the same file twice changes nothing.',
  usage:
    'KIND FILE [--dry-run] [--json] [--scope NAME] [--timezone ZONE] [--server URL] [--data DIR]',
  options: {
    'dry-run': { type: 'boolean', help: 'Say what would happen, write nothing.' },
    json: { type: 'boolean', help: 'Print the whole report as JSON.' },
    scope: {
      type: 'string',
      value: 'NAME',
      help: 'Where records go; the only scope there is by default.',
    },
    timezone: {
      type: 'string',
      value: 'ZONE',
      help: 'Zone of local times in the file, Etc/UTC by default.',
    },
    ...CONNECTION_OPTIONS,
  },
  notes: [
    `Kinds: ${IMPORTERS.map((each) => `${each.kind} (${each.summary})`).join(' ')}`,
    'What was changed in Outpost since an import stays as it is. Exit code 0 although rows were refused: the report names each.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    const [kind, file] = args.positionals;
    const importer = importerFor(kind);
    if (file === undefined || args.positionals.length > 2)
      throw new UsageError('Name one FILE to import.');
    if (!existsSync(file)) throw new CliError(`There is no file "${file}".`);
    const server = commandServer(args, io);
    await readWelcome(server);
    await requireServerAdmin(server);
    const isDryRun = args.flag('dry-run');
    const report = await importFile({
      server,
      importer,
      file,
      isDryRun,
      scope: await scopeFor(server, args.text('scope')),
      timezone: args.text('timezone') ?? 'Etc/UTC',
      onProgress: progressLine(io),
    });
    if (args.flag('json')) io.out(JSON.stringify(report));
    else print(report, isDryRun, io);
    return 0;
  },
};
