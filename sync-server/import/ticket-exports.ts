import { readFile, stat } from 'node:fs/promises';
import type { ConvertedRow as TableTicket } from '../../shared/import/convert-row.ts';
import { detectFormats, guessMapping, SURE_SCORE } from '../../shared/import/detect-format.ts';
import { readMapping, type Mapping } from '../../shared/import/mapping.ts';
import { planTicket, type SeenTicket } from '../../shared/import/plan-ticket.ts';
import { checkMapping, PreparedImport } from '../../shared/import/prepare-import.ts';
import { presetOf, PRESETS, type PresetId } from '../../shared/import/presets.ts';
import { readTable, type ImportTable } from '../../shared/import/read-table.ts';
import { ImportFileError, sentenceOf, type Said } from '../../shared/import/sentences.ts';
import { MAX_FILE_BYTES, sniffText } from '../../shared/import/sniff-text.ts';
import { REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import type { PriorityMatrix } from '../../shared/model/policy.ts';
import type { CatalogEntry, Party, Place } from '../../shared/model/reference.ts';
import { DEFAULT_MATRIX, priorityOf } from '../../shared/workflow/priority.ts';
import { stateSpec } from '../../shared/workflow/states.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { asRecord } from '../couch/json-record.ts';
import { ImportError } from './import-error.ts';
import type { Converter, Importer, ImportSettings } from './import-file.ts';
import { RowBuilder, RowError, type ConvertedRow, type SourceRow } from './import-row.ts';
import type { ReadProgress } from './read-rows.ts';

/** What is said on the command line of how an export is read. */
export interface ExportOptions {
  readonly server: CouchServer;
  /** A preset; undefined: the header says. */
  readonly format: PresetId | undefined;
  /** JSON file with what differs from the guess. */
  readonly mappingFile: string | undefined;
}

export const FORMATS: readonly PresetId[] = PRESETS.map(({ id }) => id);

const SOURCE = { system: 'import', sinceMs: Date.UTC(2000, 0, 1) } as const;
const MEGABYTE = 1024 * 1024;
const PROBLEMS = {
  binary: 'file-binary',
  workbook: 'file-workbook',
  packed: 'file-packed',
  empty: 'file-empty',
} as const;

/** A sentence with the column it is about. */
function spoken(said: Said): string {
  return said.column === undefined ? sentenceOf(said) : `"${said.column}": ${sentenceOf(said)}`;
}

/** @throws ImportError naming the file. */
async function readExport(file: string, progress: ReadProgress): Promise<ImportTable> {
  try {
    if (progress.totalBytes > MAX_FILE_BYTES) {
      const size = Math.round(progress.totalBytes / MEGABYTE);
      throw new ImportFileError('file-large', { size, most: MAX_FILE_BYTES / MEGABYTE });
    }
    const bytes = new Uint8Array(await readFile(file));
    progress.bytes = bytes.length;
    const sniffed = sniffText(bytes);
    if ('problem' in sniffed) throw new ImportFileError(PROBLEMS[sniffed.problem]);
    return readTable(new TextDecoder(sniffed.encoding).decode(bytes));
  } catch (error) {
    if (error instanceof ImportFileError) throw new ImportError(`"${file}": ${error.message}`);
    throw error;
  }
}

async function readMappingFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return asRecord(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new ImportError(`The mapping "${file}" cannot be read: ${(error as Error).message}.`);
  }
}

/** The guess, and over it what the file says; tables are laid over each other word by word. */
function mappingOf(
  table: ImportTable,
  format: PresetId | undefined,
  timezone: string,
  given: Readonly<Record<string, unknown>>,
): Mapping {
  const [best] = detectFormats(table.columns);
  const guessed = best && best.score >= SURE_SCORE ? best.preset : undefined;
  const { mapping } = guessMapping(table, format ? presetOf(format) : guessed, timezone);
  const words = asRecord(given['words']);
  const tables = Object.entries({ ...mapping.words, ...words }).map(([field]) => [
    field,
    { ...asRecord(asRecord(mapping.words)[field]), ...asRecord(words[field]) },
  ]);
  return readMapping({
    ...mapping,
    ...given,
    columns: { ...mapping.columns, ...asRecord(given['columns']) },
    words: Object.fromEntries(tables) as unknown,
    unknown: { ...mapping.unknown, ...asRecord(given['unknown']) },
  });
}

interface ServerReference {
  readonly people: Party[];
  readonly places: Place[];
  readonly catalog: CatalogEntry[];
  matrix: PriorityMatrix['rows'];
}

/** Who and what the server knows already. */
async function readReference(server: CouchServer): Promise<ServerReference> {
  const found: ServerReference = { people: [], places: [], catalog: [], matrix: DEFAULT_MATRIX };
  for (const family of ['person', 'place', 'catalog', 'policy']) {
    const answer = await server.request({
      method: 'GET',
      db: REFERENCE_DATABASE,
      path: '_all_docs',
      query: { include_docs: true, startkey: `${family}:`, endkey: `${family}:\uffff` },
    });
    const { rows } = asRecord(answer);
    for (const row of Array.isArray(rows) ? (rows as readonly unknown[]) : []) {
      const document = asRecord(asRecord(row)['doc']);
      noteReference(found, family, { ...document, id: document['_id'] ?? document['id'] });
    }
  }
  return found;
}

function noteReference(found: ServerReference, family: string, document: object): void {
  if (family === 'person') found.people.push(document as Party);
  else if (family === 'place') found.places.push(document as Place);
  else if (family === 'catalog') found.catalog.push(document as CatalogEntry);
  else {
    const policy = document as PriorityMatrix;
    if (policy.kind === 'priority-matrix' && !policy.removedAt) found.matrix = policy.rows;
  }
}

/** Documents of a row, as an import writes them. */
function documentsOf(
  { row, ticket, parties, warnings }: TableTicket & { readonly ok: true },
  matrix: PriorityMatrix['rows'],
): ConvertedRow {
  const build = new RowBuilder(SOURCE);
  const { content, system, key, scope, activityAt } = ticket;
  const plan = planTicket(null, ticket, new Set()) as { readonly ticket: SeenTicket };
  const at = { atMs: Date.parse(String(content['openedAt'])), by: 'import' };
  for (const { collection, id, body } of parties) {
    build.put(collection, id, body, { atMs: SOURCE.sinceMs, by: 'import' });
  }
  const filled = Object.entries(content).filter(([, value]) => value !== undefined);
  const body = {
    ...Object.fromEntries(filled),
    priority: priorityOf(matrix, content.impact, content.urgency),
    open: stateSpec(content.kind, content.state).open ? 1 : 0,
    scope,
    watchers: [],
    activityAt,
    source: { system, key, seen: plan.ticket.seen },
  };
  const updated = { atMs: Date.parse(activityAt), by: 'import' };
  build.put('tickets', ticket.id, body, at, updated);
  for (const entry of ticket.entries) {
    const said = { atMs: Date.parse(entry.at), by: 'import' };
    build.put(
      'entries',
      entry.id,
      { ...entry.body, scope, recordId: ticket.id, at: entry.at },
      said,
    );
  }
  build.warnings.push(...warnings.map(spoken));
  return build.finish(row, content.number, ticket.id);
}

/**
 * Tickets exported as CSV or JSON, by the formats and mappings that the console's import knows; the
 * ids are the same, so it makes no difference which of the two takes a file.
 */
export function ticketExports(options: ExportOptions): Importer {
  let table: ImportTable | null = null;
  const opened = async (file: string, progress: ReadProgress): Promise<ImportTable> =>
    (table ??= await readExport(file, progress));
  return {
    kind: 'tickets',
    summary: TICKETS_SUMMARY,
    async *rows(file: string, progress: ReadProgress): AsyncGenerator<SourceRow> {
      const { rows } = await opened(file, progress);
      progress.bytes = progress.totalBytes;
      for (const [at, { row }] of rows.entries()) yield { row, value: at };
    },
    async converter(settings: ImportSettings, file: string): Promise<Converter> {
      const { size } = await stat(file);
      const found = await opened(file, { totalBytes: size, bytes: 0 });
      const given = options.mappingFile ? await readMappingFile(options.mappingFile) : {};
      const mapping = mappingOf(found, options.format, settings.timezone, given);
      const [open] = checkMapping(found, mapping);
      if (open) throw new ImportError(`"${file}": ${sentenceOf(open)}`);
      const { matrix, ...reference } = await readReference(options.server);
      const { scope } = settings;
      const prepared = new PreparedImport({ table: found, mapping, scope, matrix, reference });
      prepared.survey(0, prepared.total);
      return converterOf(prepared, matrix);
    },
  };
}

function converterOf(prepared: PreparedImport, matrix: PriorityMatrix['rows']): Converter {
  const named = new Map(prepared.parties().map((seed) => [seed.id, seed]));
  return (_, value) => {
    const at = value as number;
    const [row] = prepared.rows(at, at + 1);
    if (row === undefined) throw new RowError('An earlier row says the same.');
    if (!row.ok) throw new RowError(row.problems.map(spoken).join(' '), row.key);
    const parties = row.parties.map((seed) => named.get(seed.id) ?? seed);
    return documentsOf({ ...row, parties }, matrix);
  };
}

export const TICKETS_SUMMARY =
  'Tickets exported as CSV or JSON from ServiceNow, GLPI, Zammad, osTicket or any other tool, see --format and --mapping.';
