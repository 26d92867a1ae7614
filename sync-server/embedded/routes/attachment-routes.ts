import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, databaseOf } from '../access.ts';
import { conflict, notFound, toCouchError } from '../couch-error.ts';
import { checkAttachmentName, checkId, checkRevision } from '../document-rules.ts';
import type { Database } from '../database.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { QueryParameters } from '../query-parameters.ts';
import { acceptBytes } from '../request-body.ts';
import type { ServerContext } from '../server-context.ts';
import { writeOne } from '../write-one.ts';

interface Target {
  readonly database: Database;
  readonly id: string;
  readonly name: string;
  readonly rev: string | undefined;
}

const DEFAULT_TYPE = 'application/octet-stream';

/** `/db/id/name`: attachments as bytes. Names may hold slashes. */
export function attachmentRoutes(app: FastifyInstance, context: ServerContext): void {
  acceptBytes(app);
  for (const prefix of ['', '_design/']) {
    const path = `/:db/${prefix}:docid/*`;
    const member = { config: { access: 'member' } } as const;
    app.get(path, member, (request, reply) => readAttachment(targetOf(request, prefix), reply));

    app.put(path, member, async (request, reply) => {
      const target = targetOf(request, prefix);
      const document = await documentFor(target);
      const attachment = {
        content_type: request.headers['content-type'] ?? DEFAULT_TYPE,
        // As base64: PouchDB makes revisions from JSON, where a buffer becomes a list of numbers.
        data: Buffer.isBuffer(request.body) ? request.body.toString('base64') : '',
      };
      const next = withAttachments(document, {
        ...attachmentsOf(document),
        [target.name]: attachment,
      });
      const written = await writeOne(context, target.database, actorOf(request), next, true);
      reply.code(201);
      return { ok: true, ...written };
    });

    app.delete(path, member, async (request) => {
      const target = targetOf(request, prefix);
      const document = await documentFor(target);
      const { [target.name]: removed, ...rest } = attachmentsOf(document);
      if (removed === undefined) throw notFound('Document is missing attachment');
      const next = withAttachments(document, rest);
      const written = await writeOne(context, target.database, actorOf(request), next, true);
      return { ok: true, ...written };
    });
  }
}

function targetOf(request: FastifyRequest, prefix: string): Target {
  const { docid, '*': name } = request.params as { docid: string; '*': string };
  const given = new QueryParameters(request.query).text('rev');
  const named = given ?? request.headers['if-match']?.replace(/^"|"$/g, '');
  return {
    database: databaseOf(request),
    id: checkId(prefix + docid),
    name: checkAttachmentName(name),
    rev: named === undefined ? undefined : checkRevision(named),
  };
}

async function readAttachment(target: Target, reply: FastifyReply): Promise<unknown> {
  const { database, id, name } = target;
  return database.gate.share(async () => {
    const document = await database.pouch.get(id, target.rev ? { rev: target.rev } : {});
    const entry = attachmentsOf(document)[name];
    if (!isJsonObject(entry)) throw notFound('Document is missing attachment');
    const bytes = await database.pouch.getAttachment(id, name, { rev: String(document['_rev']) });
    const type = String(entry['content_type']);
    reply
      .type(/^[\x20-\x7e]+$/.test(type) ? type : DEFAULT_TYPE)
      .header('etag', `"${String(entry['digest'])}"`)
      .header('content-security-policy', 'sandbox')
      .header('x-content-type-options', 'nosniff');
    return bytes;
  });
}

/** The document to change: the one with the revision named, a new one where there is none. */
async function documentFor({ database, id, rev }: Target): Promise<JsonObject> {
  try {
    const document = await database.gate.share(() => database.pouch.get(id));
    if (document['_rev'] !== rev) throw conflict();
    return document;
  } catch (error) {
    if (toCouchError(error)?.status !== 404) throw error;
    if (rev !== undefined) throw conflict();
    return { _id: id };
  }
}

const attachmentsOf = (document: JsonObject): JsonObject =>
  isJsonObject(document['_attachments']) ? document['_attachments'] : {};

function withAttachments(document: JsonObject, attachments: JsonObject): JsonObject {
  const { _attachments: before, ...rest } = document;
  return Object.keys(attachments).length > 0 ? { ...rest, _attachments: attachments } : rest;
}
