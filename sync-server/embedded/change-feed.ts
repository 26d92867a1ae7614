import { badRequest } from './couch-error.ts';
import { matchIds, readChanges, type ChangeQuery } from './change-reader.ts';
import type { Database } from './database.ts';
import { shareSteps } from './gate.ts';
import { checkSelector, selectorMatcher } from './selector.ts';
import { isJsonObject, isStringArray, type JsonObject } from './json.ts';
import type { QueryParameters } from './query-parameters.ts';
import { formatSequence, parseSequence } from './sequence.ts';

/** The longest a poll is held, CouchDB's `changes_timeout`. */
const MAX_WAIT_MS = 60_000;
const MIN_HEARTBEAT_MS = 100;

export interface FeedRequest {
  readonly query: ChangeQuery;
  /** 0 for a normal feed. */
  readonly waitMs: number;
  readonly heartbeatMs: number | undefined;
}

/** @throws CouchError 400 for parameters that CouchDB refuses too, and for feeds not served here. */
export async function parseFeedRequest(
  database: Database,
  parameters: QueryParameters,
  body: JsonObject,
): Promise<FeedRequest> {
  const feed = parameters.text('feed') ?? 'normal';
  if (feed !== 'normal' && feed !== 'longpoll') {
    throw badRequest('Supported `feed` types: normal, longpoll');
  }
  const since = parameters.text('since') ?? '0';
  const current = await database.gate.share(() => database.updateSequence());
  const after = parseSequence(since, database.instanceId, current);
  const matches = parseFilter(parameters, body);
  const waitMs = Math.min(parameters.count('timeout') ?? MAX_WAIT_MS, MAX_WAIT_MS);
  return {
    query: {
      after,
      limit: parameters.count('limit') ?? Number.MAX_SAFE_INTEGER,
      descending: parameters.flag('descending'),
      includeDocs: parameters.flag('include_docs'),
      conflicts: parameters.flag('conflicts'),
      allLeaves: parameters.text('style') === 'all_docs',
      ...(matches ? { matches } : {}),
    },
    waitMs: feed === 'longpoll' ? waitMs : 0,
    heartbeatMs: parseHeartbeat(parameters),
  };
}

function parseHeartbeat(parameters: QueryParameters): number | undefined {
  const text = parameters.text('heartbeat');
  if (text === undefined || text === 'false') return undefined;
  if (text === 'true') return MAX_WAIT_MS;
  return Math.max(parameters.count('heartbeat') ?? MAX_WAIT_MS, MIN_HEARTBEAT_MS);
}

function parseFilter(
  parameters: QueryParameters,
  body: JsonObject,
): ((document: JsonObject) => boolean) | undefined {
  const filter = parameters.text('filter');
  switch (filter) {
    case undefined:
      return undefined;
    case '_doc_ids': {
      const ids = body['doc_ids'] ?? parameters.json('doc_ids');
      if (!isStringArray(ids)) throw badRequest('`doc_ids` filter parameter is not a list of ids');
      return matchIds(ids);
    }
    case '_selector':
      if (!isJsonObject(body['selector'])) throw badRequest('Selector must be a JSON object');
      checkSelector(body['selector']);
      return selectorMatcher(body['selector']);
    case '_design':
      return (document) => String(document['_id']).startsWith('_design/');
    default:
      throw badRequest('Supported `filter` types: _doc_ids, _selector, _design');
  }
}

/**
 * The feed's response body, in CouchDB's line layout (clients split it by lines). A long poll
 * without rows waits for the next write, its time limit, the client's leaving (`abort`) or the
 * database's end, and sends newlines as heartbeats meanwhile.
 */
export async function* renderFeed(
  database: Database,
  { query, waitMs, heartbeatMs }: FeedRequest,
  abort: AbortSignal,
): AsyncGenerator<string> {
  const deadline = performance.now() + waitMs;
  let after = query.after;
  let sent = 0;
  let entries = 0;
  yield '{"results":[';
  for (;;) {
    const generation = database.changes.generation;
    const pages = readChanges(database, { ...query, after });
    for await (const page of shareSteps(database.gate, pages)) {
      after = page.lastSeq;
      entries += page.entries;
      if (page.rows.length === 0) continue;
      yield `${sent === 0 ? '\n' : ',\n'}${page.rows.join(',\n')}`;
      sent += page.rows.length;
    }
    const left = deadline - performance.now();
    if (sent > 0 || left <= 0 || query.limit === 0) break;
    const step = Math.min(left, heartbeatMs ?? left);
    const wake = await database.changes.wait(generation, step, abort);
    if (wake === 'closed') break;
    if (wake === 'timeout' && heartbeatMs !== undefined) yield '\n';
  }
  const pending = sent < query.limit ? 0 : await countPending(database, query, after, entries);
  const lastSeq = formatSequence(after, database.instanceId);
  yield `\n],\n"last_seq":"${lastSeq}","pending":${String(pending)}}\n`;
}

function countPending(
  database: Database,
  query: ChangeQuery,
  last: number,
  entries: number,
): Promise<number> {
  const { gate, level, pending } = database;
  if (query.descending) return Promise.resolve(0);
  return gate.share(async () => {
    const updateSeq = await database.updateSequence();
    const before = pending.known(query.after, updateSeq);
    if (before === undefined) return pending.after(level, last, updateSeq);
    const left = Math.max(0, before - entries);
    pending.remember(last, left, updateSeq);
    return left;
  });
}
