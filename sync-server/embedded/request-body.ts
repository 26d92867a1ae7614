import type { FastifyInstance, FastifyRequest } from 'fastify';
import { badRequest } from './couch-error.ts';
import { isJsonObject, type JsonObject } from './json.ts';

/** One request's body; room for a 50 MB attachment in base64 and its document. */
export const MAX_BODY_BYTES = 128 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

declare module 'fastify' {
  interface FastifyRequest {
    /** Bytes of the JSON body, 0 where there is none. */
    bodyBytes: number;
  }
}

/** JSON bodies only, with CouchDB's answers for malformed ones; whatever else comes is a 415. */
export function acceptJson(app: FastifyInstance): void {
  app.decorateRequest('bodyBytes', 0);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, body: Buffer, done) => {
      request.bodyBytes = body.length;
      try {
        done(null, body.length === 0 ? undefined : parseJson(body));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw badRequest('invalid UTF-8 JSON');
  }
}

/** Forms, as `nano.auth` and CouchDB's own pages send their sign-in. */
export function acceptForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request: FastifyRequest, body: string, done) => {
      done(null, Object.fromEntries(new URLSearchParams(body)));
    },
  );
}

/** Attachments: any type, as bytes. */
export function acceptBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    (_request: FastifyRequest, body: Buffer, done) => {
      done(null, body);
    },
  );
}

/** The body as an object. @throws CouchError 400 */
export function objectBody(request: FastifyRequest): JsonObject {
  if (!isJsonObject(request.body)) throw badRequest('Request body must be a JSON object');
  return request.body;
}

/** The same where a body may be left out. */
export function optionalBody(request: FastifyRequest): JsonObject {
  return request.body === undefined ? {} : objectBody(request);
}
