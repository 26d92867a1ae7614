import { badRequest } from './couch-error.ts';
import type { Database } from './database.ts';
import { documentText, parseBody } from './document-text.ts';
import { shareSteps } from './gate.ts';
import { isStringArray, type JsonObject } from './json.ts';
import type { IdRange, StoredMetadata } from './level-store.ts';
import type { QueryParameters } from './query-parameters.ts';
import { formatSequence } from './sequence.ts';

interface RowOptions {
  readonly includeDocs: boolean;
  readonly conflicts: boolean;
}

export interface AllDocsRequest extends RowOptions {
  readonly keys: readonly string[] | undefined;
  readonly range: IdRange;
  readonly skip: number;
  readonly limit: number;
  readonly updateSeq: boolean;
}

const PAGE = 200;
/** Behind every id, where CouchDB's collation puts lists and objects. */
const HIGHEST = '\u{10ffff}\u{10ffff}';

/** Parameters come by the query and, in a POST, by the body. @throws CouchError 400 */
export function parseAllDocs(parameters: QueryParameters, body: JsonObject): AllDocsRequest {
  const named = (...names: readonly string[]): unknown =>
    names.map((name) => body[name]).find((value) => value !== undefined) ??
    parameters.json(...names);
  const keys = named('keys');
  if (keys !== undefined && !isStringArray(keys)) throw badRequest('`keys` must be a list of ids');
  const key = asBound(named('key'));
  const start = key ?? asBound(named('startkey', 'start_key'));
  const end = key ?? asBound(named('endkey', 'end_key'));
  return {
    keys,
    range: {
      ...(start === undefined ? {} : { start }),
      ...(end === undefined ? {} : { end }),
      inclusiveEnd: flag(parameters, body, 'inclusive_end', true),
      descending: flag(parameters, body, 'descending'),
    },
    skip: count(parameters, body, 'skip') ?? 0,
    limit: count(parameters, body, 'limit') ?? Number.MAX_SAFE_INTEGER,
    includeDocs: flag(parameters, body, 'include_docs'),
    conflicts: flag(parameters, body, 'conflicts'),
    updateSeq: flag(parameters, body, 'update_seq'),
  };
}

function asBound(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? HIGHEST : '';
}

function flag(parameters: QueryParameters, body: JsonObject, name: string, or = false): boolean {
  const value = body[name];
  return typeof value === 'boolean' ? value : parameters.flag(name, or);
}

function count(parameters: QueryParameters, body: JsonObject, name: string): number | undefined {
  const value = body[name];
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return isCount ? value : parameters.count(name);
}

/** The response body, in CouchDB's line layout. */
export async function* renderAllDocs(
  database: Database,
  request: AllDocsRequest,
): AsyncGenerator<string> {
  const info = await database.gate.share(() => database.pouch.info());
  const sequence = formatSequence(info.update_seq, database.instanceId);
  const updateSeq = request.updateSeq ? `,"update_seq":"${sequence}"` : '';
  const offset = request.keys ? 'null' : String(request.skip);
  yield `{"total_rows":${String(info.doc_count)},"offset":${offset}${updateSeq},"rows":[`;
  const pages = request.keys
    ? readKeys(database, request.keys, request)
    : readRange(database, request);
  let separator = '\n';
  for await (const rows of shareSteps(database.gate, pages)) {
    if (rows.length === 0) continue;
    yield separator + rows.join(',\n');
    separator = ',\n';
  }
  yield '\n]}\n';
}

async function* readRange(
  database: Database,
  request: AllDocsRequest,
): AsyncGenerator<readonly string[]> {
  let { skip, limit } = request;
  if (limit === 0) return;
  const pageSize = Math.min(PAGE, skip + limit);
  for await (const page of database.level.scanMetadata(request.range, pageSize)) {
    const alive = page.filter((metadata) => !metadata.deleted);
    const wanted = alive.slice(skip, skip + limit);
    skip = Math.max(0, skip - alive.length);
    limit -= wanted.length;
    const rows = await rowTexts(database, wanted, request, false);
    yield rows.filter((row) => row !== undefined);
    if (limit === 0) return;
  }
}

async function* readKeys(
  database: Database,
  keys: readonly string[],
  request: AllDocsRequest,
): AsyncGenerator<readonly string[]> {
  const ordered = request.range.descending ? [...keys].reverse() : keys;
  const wanted = ordered.slice(request.skip, request.skip + request.limit);
  for (let from = 0; from < wanted.length; from += PAGE) {
    const page = wanted.slice(from, from + PAGE);
    const rows = await rowTexts(database, await database.level.metadata(page), request, true);
    yield page.map(
      (key, index) => rows[index] ?? `{"key":${JSON.stringify(key)},"error":"not_found"}`,
    );
  }
}

async function rowTexts(
  database: Database,
  documents: readonly (StoredMetadata | undefined)[],
  options: RowOptions,
  withDeleted: boolean,
): Promise<(string | undefined)[]> {
  if (!options.includeDocs) return documents.map((each) => each && rowText(each, ''));
  const states = await database.level.states(documents);
  return states.map((state) => {
    if (!state) return undefined;
    const { metadata, text } = state;
    if (metadata.deleted && !withDeleted) return undefined;
    const doc = metadata.deleted
      ? 'null'
      : documentText(parseBody(text), metadata, options.conflicts);
    return rowText(metadata, `,"doc":${doc}`);
  });
}

function rowText({ id: plainId, winningRev, deleted }: StoredMetadata, doc: string): string {
  const id = JSON.stringify(plainId);
  const value = `{"rev":"${winningRev}"${deleted ? ',"deleted":true' : ''}}`;
  return `{"id":${id},"key":${id},"value":${value}${doc}}`;
}
