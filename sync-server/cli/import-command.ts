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
import type { PresetId } from '../../shared/import/presets.ts';
import { FORMATS, ticketExports, TICKETS_SUMMARY } from '../import/ticket-exports.ts';
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

const KINDS = [...IMPORTERS.map(({ kind }) => kind), 'tickets'];

/** @throws UsageError naming what there is. */
function checkKind(kind: string | undefined): string {
  if (kind !== undefined && KINDS.includes(kind)) return kind;
  throw new UsageError(`The kind of file is one of ${KINDS.join(', ')}.`);
}

function formatOf(args: CommandArgs): PresetId | undefined {
  const named = args.text('format');
  const format = FORMATS.find((each) => each === named);
  if (named === undefined || named === 'auto' || format !== undefined) return format;
  throw new UsageError(`--format is one of auto, ${FORMATS.join(', ')}; not "${named}".`);
}

function importerFor(kind: string, args: CommandArgs, server: CouchServer): Importer {
  const found = IMPORTERS.find((each) => each.kind === kind);
  return (
    found ?? ticketExports({ server, format: formatOf(args), mappingFile: args.text('mapping') })
  );
}

/** Options of one kind say nothing to the others. */
function checkOptions(kind: string, args: CommandArgs): void {
  const isTaken = kind === 'tickets';
  const named = ['format', 'mapping'].find((option) => args.text(option) !== undefined);
  if (!isTaken && named) throw new UsageError(`--${named} is for \`import tickets\`.`);
  formatOf(args);
}

function print(report: ImportReport, isDryRun: boolean, io: CommandIo): void {
  const { rows, taken, unchanged, refused, warnings, facts } = report;
  const verb = isDryRun ? 'would be taken' : 'taken';
  io.out(`${rows} rows: ${taken} ${verb}, ${unchanged} unchanged, ${refused.length} refused`);
  for (const { row, id, reason } of refused.slice(0, SHOWN)) {
    io.out(`row ${row}${id === null ? '' : ` (${id})`}: ${reason}`);
  }
  if (refused.length > SHOWN) io.out(`… and ${refused.length - SHOWN} more; --json lists all.`);
  for (const fact of facts) io.out(fact);
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
    'KIND FILE [--format FORMAT] [--mapping FILE.json] [--dry-run] [--json] [--scope NAME] [--timezone ZONE] [--server URL] [--data DIR]',
  options: {
    'dry-run': { type: 'boolean', help: 'Say what would happen, write nothing.' },
    json: { type: 'boolean', help: 'Print the whole report as JSON.' },
    format: {
      type: 'string',
      value: 'FORMAT',
      help: `Of tickets: auto (by the header), ${FORMATS.join(', ')}.`,
    },
    mapping: {
      type: 'string',
      value: 'FILE.json',
      help: 'Of tickets: what becomes of columns and words, laid over the format.',
    },
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
    `Kinds: ${IMPORTERS.map((each) => `${each.kind} (${each.summary})`).join(' ')} tickets (${TICKETS_SUMMARY})`,
    'What was changed in Outpost since an import stays as it is. Exit code 0 although rows were refused: the report names each.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    const [kind, file] = args.positionals;
    const known = checkKind(kind);
    if (file === undefined || args.positionals.length > 2)
      throw new UsageError('Name one FILE to import.');
    checkOptions(known, args);
    const timezone = timezoneOf(args);
    const server = commandServer(args, io);
    await readWelcome(server);
    await requireServerAdmin(server);
    const scope = await scopeFor(server, args.text('scope'));
    const importer = importerFor(known, args, server);
    const isDryRun = args.flag('dry-run');
    const onProgress = progressLine(io);
    const report = await run({ server, importer, file, isDryRun, scope, timezone, onProgress });
    if (args.flag('json')) io.out(JSON.stringify(report));
    else print(report, isDryRun, io);
    return 0;
  },
};
