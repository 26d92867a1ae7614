import type { CouchServer } from '../couch/couch-server.ts';
import { asRecord, asText, type JsonRecord } from '../couch/json-record.ts';

/** One line of a change feed. */
export interface FeedRow {
  readonly id: string;
  readonly deleted: boolean;
  /** The winning revision first; further ones only where all leaves were asked for. */
  readonly revs: readonly string[];
  /** Where documents were asked for and the row is no tombstone. */
  readonly document: JsonRecord | null;
}

export interface FeedPage {
  readonly rows: readonly FeedRow[];
  /** Where the next page begins; CouchDB's sequences mean nothing to anybody else. */
  readonly lastSeq: string;
  /** Nothing came after this page when it was read. */
  readonly isLast: boolean;
}

export interface FeedOptions {
  readonly limit: number;
  readonly includeDocs?: boolean;
  readonly allLeaves?: boolean;
}

/** The lists of an answer that should have one. */
export function rowsOf(answer: unknown, field = 'rows'): readonly JsonRecord[] {
  const rows = asRecord(answer)[field];
  return Array.isArray(rows) ? (rows as readonly unknown[]).map(asRecord) : [];
}

function feedRow(row: JsonRecord): FeedRow {
  const deleted = row['deleted'] === true;
  const document = row['doc'];
  return {
    id: String(row['id']),
    deleted,
    revs: rowsOf(row, 'changes').map(({ rev }) => String(rev)),
    document: document === undefined || document === null || deleted ? null : asRecord(document),
  };
}

/** One page of a database's feed. @param since `0` or the `lastSeq` of the page before. */
export async function readFeedPage(
  server: CouchServer,
  db: string,
  since: string,
  { limit, includeDocs = false, allLeaves = false }: FeedOptions,
): Promise<FeedPage> {
  const query = {
    since,
    limit,
    // Sequences of a cluster are long to make: one a page is enough.
    seq_interval: limit,
    ...(includeDocs ? { include_docs: true } : {}),
    ...(allLeaves ? { style: 'all_docs' } : {}),
  };
  const answer = asRecord(await server.request({ db, path: '_changes', query }));
  const rows = rowsOf(answer, 'results').map(feedRow);
  const isLast = rows.length === 0 || answer['pending'] === 0;
  return { rows, lastSeq: asText(answer['last_seq'], since), isLast };
}

/** A whole feed, page by page. */
export async function* readFeed(
  server: CouchServer,
  db: string,
  options: FeedOptions,
  from = '0',
): AsyncGenerator<FeedPage> {
  let since = from;
  for (;;) {
    const page = await readFeedPage(server, db, since, options);
    yield page;
    if (page.isLast) return;
    since = page.lastSeq;
  }
}

/** Documents by id; those that are not there or deleted are left out. */
export async function readDocuments(
  server: CouchServer,
  db: string,
  ids: readonly string[],
): Promise<readonly JsonRecord[]> {
  if (ids.length === 0) return [];
  const answer = await server.request({
    method: 'POST',
    db,
    path: '_all_docs',
    query: { include_docs: true },
    body: { keys: ids },
  });
  return rowsOf(answer).flatMap(({ doc }) =>
    doc === undefined || doc === null || asRecord(doc)['_deleted'] === true ? [] : [asRecord(doc)],
  );
}

const RANGE_PAGE = 500;

/** The documents of a range of ids, both ends inclusive, in pages. */
export async function* readRange(
  server: CouchServer,
  db: string,
  [first, last]: readonly [first: string, last: string],
  limit = RANGE_PAGE,
): AsyncGenerator<readonly JsonRecord[]> {
  let startkey = first;
  for (let skip = 0; ; skip = 1) {
    const answer = await server.request({
      db,
      path: '_all_docs',
      query: { include_docs: true, startkey, endkey: last, limit, skip },
    });
    const rows = rowsOf(answer);
    yield rows.map(({ doc }) => asRecord(doc));
    const end = rows.at(-1)?.['id'];
    if (rows.length < limit || typeof end !== 'string') return;
    startkey = end;
  }
}

/** All documents of a range. */
export async function readWholeRange(
  server: CouchServer,
  db: string,
  range: readonly [first: string, last: string],
): Promise<readonly JsonRecord[]> {
  const all: JsonRecord[] = [];
  for await (const page of readRange(server, db, range)) all.push(...page);
  return all;
}

/** A document of CouchDB as the model has it: `id` for `_id`, without CouchDB's own fields. */
export function fromCouch(document: JsonRecord): JsonRecord {
  const own = Object.entries(document).filter(([name]) => !name.startsWith('_'));
  return { id: document['_id'], ...Object.fromEntries(own) };
}
