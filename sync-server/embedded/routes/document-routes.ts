import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, databaseOf } from '../access.ts';
import { badRequest, CouchError, notFound } from '../couch-error.ts';
import { checkDocument, checkId, checkRevision, isLocalId } from '../document-rules.ts';
import type { JsonObject } from '../json.ts';
import { readLocal } from '../local-documents.ts';
import { QueryParameters } from '../query-parameters.ts';
import { objectBody } from '../request-body.ts';
import type { ServerContext } from '../server-context.ts';
import { writeOne } from '../write-one.ts';

/** One document: by id, under `_design/` and under `_local/`. */
export function documentRoutes(app: FastifyInstance, context: ServerContext): void {
  const places: readonly { path: string; prefix: string }[] = [
    { path: '/:db/:docid', prefix: '' },
    { path: '/:db/_design/:docid', prefix: '_design/' },
    { path: '/:db/_local/:docid', prefix: '_local/' },
  ];
  const options = { config: { access: 'member' } } as const;
  for (const { path, prefix } of places) {
    const idOf = (request: FastifyRequest): string =>
      checkId(prefix + (request.params as { docid: string }).docid);

    app.get(path, options, (request, reply) => readDocument(request, reply, idOf(request)));

    app.put(path, options, async (request, reply) => {
      const id = idOf(request);
      return putDocument(context, request, reply, { ...objectBody(request), _id: id });
    });

    app.delete(path, options, (request) => deleteDocument(context, request, idOf(request)));
  }

  app.post('/:db', { config: { access: 'member' } }, (request, reply) =>
    putDocument(context, request, reply, objectBody(request)),
  );
}

async function readDocument(
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
): Promise<unknown> {
  const database = databaseOf(request);
  if (isLocalId(id)) return database.gate.share(() => readLocal(database.pouch, id));
  const options = readOptions(new QueryParameters(request.query));
  const document = await database.gate.share(() => database.pouch.get(id, options));
  if (options['open_revs'] !== undefined) return document;
  const etag = `"${String(document['_rev'])}"`;
  reply.header('etag', etag);
  if (request.headers['if-none-match'] === etag && Object.keys(options).length === 0) {
    return reply.code(304).send();
  }
  return document;
}

function readOptions(parameters: QueryParameters): JsonObject {
  const options: JsonObject = {};
  const rev = parameters.text('rev');
  if (rev !== undefined) options['rev'] = checkRevision(rev);
  for (const name of ['revs', 'revs_info', 'conflicts', 'attachments', 'latest']) {
    if (parameters.flag(name)) options[name] = true;
  }
  if (parameters.flag('meta')) Object.assign(options, { conflicts: true, revs_info: true });
  const openRevs = parameters.text('open_revs') === 'all' ? 'all' : parameters.json('open_revs');
  if (openRevs === undefined) return options;
  if (openRevs !== 'all' && !Array.isArray(openRevs)) {
    throw badRequest('open_revs must be all or a list of revisions');
  }
  if (Array.isArray(openRevs)) openRevs.forEach(checkRevision);
  return { ...options, open_revs: openRevs };
}

async function putDocument(
  context: ServerContext,
  request: FastifyRequest,
  reply: FastifyReply,
  body: JsonObject,
): Promise<unknown> {
  const newEdits = new QueryParameters(request.query).flag('new_edits', true);
  const rev = revisionFrom(request, body['_rev']);
  const document = { ...body, ...(rev === undefined ? {} : { _rev: rev }) };
  const checked = checkDocument(document, newEdits, request.bodyBytes);
  const written = await writeOne(context, databaseOf(request), actorOf(request), checked, newEdits);
  reply.code(201).header('etag', `"${written.rev}"`);
  return { ok: true, ...written };
}

async function deleteDocument(
  context: ServerContext,
  request: FastifyRequest,
  id: string,
): Promise<unknown> {
  const database = databaseOf(request);
  const rev = revisionFrom(request, undefined);
  if (!isLocalId(id)) await requireAlive(request, id);
  const tombstone = { _id: id, _deleted: true, ...(rev === undefined ? {} : { _rev: rev }) };
  return { ok: true, ...(await writeOne(context, database, actorOf(request), tombstone, true)) };
}

async function requireAlive(request: FastifyRequest, id: string): Promise<void> {
  const database = databaseOf(request);
  const [metadata] = await database.gate.share(() => database.level.metadata([id]));
  if (!metadata) throw notFound();
  if (metadata.deleted) throw notFound('deleted');
}

/** The revision that a request names in its query, in `If-Match` or in its body. */
function revisionFrom(request: FastifyRequest, inBody: unknown): string | undefined {
  const inQuery = new QueryParameters(request.query).text('rev');
  const inHeader = request.headers['if-match']?.replace(/^"|"$/g, '');
  const named = inQuery ?? inHeader;
  if (named === undefined) return inBody === undefined ? undefined : checkRevisionOf(inBody);
  if (inBody !== undefined && inBody !== named) {
    const reason = 'Document rev from request body and query string have different values';
    throw new CouchError(400, 'bad_request', reason);
  }
  return checkRevisionOf(named);
}

/** Local documents count their revisions from `0-1`. */
function checkRevisionOf(rev: unknown): string {
  return typeof rev === 'string' && /^0-\d+$/.test(rev) ? rev : checkRevision(rev);
}
