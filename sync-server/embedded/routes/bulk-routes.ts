import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, databaseOf, departure } from '../access.ts';
import { parseAllDocs, renderAllDocs } from '../all-docs.ts';
import { bulkGet } from '../bulk-get.ts';
import { parseFeedRequest, renderFeed } from '../change-feed.ts';
import { badRequest, CouchError } from '../couch-error.ts';
import { checkDocument, checkRevision } from '../document-rules.ts';
import { isJsonObject, isStringArray } from '../json.ts';
import { sendHeldJsonStream, sendJsonStream } from '../json-stream.ts';
import { QueryParameters } from '../query-parameters.ts';
import { objectBody, optionalBody } from '../request-body.ts';
import type { ServerContext } from '../server-context.ts';
import { writeDocuments } from '../write-documents.ts';

/** CouchDB's `max_bulk_docs_count` and `max_bulk_get_count`. */
const MAX_DOCS = 10_000;
const MEMBER = { config: { access: 'member' } } as const;

/** Many documents in one request: write, read, list, follow, compare. */
export function bulkRoutes(app: FastifyInstance, context: ServerContext): void {
  app.post('/:db/_bulk_docs', MEMBER, async (request, reply) => {
    const { docs, new_edits: newEdits = true } = objectBody(request);
    if (!Array.isArray(docs)) throw badRequest('POST body must include `docs` parameter.');
    if (typeof newEdits !== 'boolean') throw badRequest('`new_edits` must be a boolean');
    checkCount('max_bulk_docs_count', docs);
    const checked = docs.map((each) => checkDocument(each, newEdits, request.bodyBytes));
    const rows = await writeDocuments(databaseOf(request), actorOf(request), checked, {
      newEdits,
      passwordIterations: context.passwordIterations,
    });
    reply.code(201);
    return newEdits ? rows : rows.filter((row) => row !== undefined && 'error' in row);
  });

  app.post('/:db/_bulk_get', MEMBER, async (request) => {
    const { docs } = objectBody(request);
    if (!Array.isArray(docs)) throw badRequest('Missing JSON list of `docs`.');
    checkCount('max_bulk_get_count', docs);
    const wanted = docs.map((each) => {
      if (!isJsonObject(each) || typeof each['id'] !== 'string') {
        throw badRequest('Each of `docs` must be an object with an id');
      }
      const rev = each['rev'] === undefined ? undefined : checkRevision(each['rev']);
      return { id: each['id'], rev };
    });
    const parameters = new QueryParameters(request.query);
    const results = await bulkGet(databaseOf(request), wanted, {
      revs: parameters.flag('revs'),
      latest: parameters.flag('latest'),
      attachments: parameters.flag('attachments'),
    });
    return { results };
  });

  const allDocs = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const wanted = parseAllDocs(new QueryParameters(request.query), optionalBody(request));
    return sendJsonStream(reply, renderAllDocs(databaseOf(request), wanted), context.logError);
  };
  app.get('/:db/_all_docs', MEMBER, allDocs);
  app.post('/:db/_all_docs', MEMBER, allDocs);

  const changes = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const gone = departure(reply);
    const database = databaseOf(request);
    const parameters = new QueryParameters(request.query);
    const feed = await parseFeedRequest(database, parameters, optionalBody(request));
    const waitMs = request.method === 'HEAD' ? 0 : feed.waitMs;
    const pieces = renderFeed(database, { ...feed, waitMs }, gone);
    return waitMs > 0
      ? sendHeldJsonStream(reply, pieces, context.logError)
      : sendJsonStream(reply, pieces, context.logError);
  };
  app.get('/:db/_changes', MEMBER, changes);
  app.post('/:db/_changes', MEMBER, changes);

  app.post('/:db/_revs_diff', MEMBER, async (request) => revsDiff(request));

  app.post('/:db/_missing_revs', MEMBER, async (request) => {
    const difference = Object.entries(await revsDiff(request));
    const missing = difference.map(([id, each]) => [id, isJsonObject(each) ? each['missing'] : []]);
    return { missing_revs: Object.fromEntries(missing) as unknown };
  });
}

function checkCount(limit: string, docs: readonly unknown[]): void {
  if (docs.length <= MAX_DOCS) return;
  throw new CouchError(413, `${limit}_exceeded`, String(MAX_DOCS));
}

async function revsDiff(request: FastifyRequest): Promise<Record<string, unknown>> {
  const wanted = objectBody(request);
  for (const [id, revs] of Object.entries(wanted)) {
    if (!isStringArray(revs)) throw badRequest(`Revisions of ${id} must be a list of strings`);
    revs.forEach(checkRevision);
  }
  const database = databaseOf(request);
  return database.gate.share(() => database.pouch.revsDiff(wanted as Record<string, string[]>));
}
