import { findZone } from '../../shared/sla/zone.ts';
import { CouchFailure } from '../couch/couch-failure.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { listScopes } from '../couch/database-identity.ts';
import { readWelcome, requireServerAdmin } from '../couch/server-info.ts';
import { deviceTypesImporter } from '../import/device-types.ts';
import { hostsImporter } from '../import/hosts.ts';
import { ImportError } from '../import/import-error.ts';
import { importFile, type Importer, type ImportRequest } from '../import/import-file.ts';
import type { ImportReport } from '../import/import-report.ts';
import { incidentsImporter } from '../import/incidents.ts';
import { knowledgeImporter } from '../import/knowledge.ts';
import { netboxImporter } from '../import/netbox.ts';
import { serviceIncidentsImporter } from '../import/service-incidents.ts';
import { CliError, UsageError, type Command, type CommandArgs, type CommandIo } from './command.ts';
import { oncePerSecond } from './once-per-second.ts';
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

function progressLine(io: CommandIo): ImportRequest['onProgress'] {
  const startedMs = Date.now();
  const isDue = oncePerSecond();
  return (rows, share) => {
    if (!isDue()) return;
    const rate = Math.round((rows * 1_000) / Math.max(1, Date.now() - startedMs));
    io.say(`${rows} rows, ${rate} a second, ${Math.round(share * 100)} % of the file read`);
  };
}

function timezoneOf(args: CommandArgs): string {
  const timezone = args.text('timezone') ?? 'Etc/UTC';
  if (findZone(timezone)) return timezone;
  throw new UsageError(`--timezone takes a name such as Europe/Berlin, not "${timezone}".`);
}

async function run(request: ImportRequest): Promise<ImportReport> {
  try {
    return await importFile(request);
  } catch (error) {
    if (error instanceof ImportError) throw new CliError(error.message);
    if (error instanceof CouchFailure) {
      throw new CliError(
        `${error.message} What was written up to here stays; the same command goes on from there.`,
      );
    }
    throw error;
  }
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
    const timezone = timezoneOf(args);
    const server = commandServer(args, io);
    await readWelcome(server);
    await requireServerAdmin(server);
    const scope = await scopeFor(server, args.text('scope'));
    const isDryRun = args.flag('dry-run');
    const onProgress = progressLine(io);
    const report = await run({ server, importer, file, isDryRun, scope, timezone, onProgress });
    if (args.flag('json')) io.out(JSON.stringify(report));
    else print(report, isDryRun, io);
    return 0;
  },
};
