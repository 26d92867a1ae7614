import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { guardEveryRequest, type Access } from './access.ts';
import { badRequest, CouchError, notFound, toCouchError } from './couch-error.ts';
import { acceptJson, MAX_BODY_BYTES } from './request-body.ts';
import { attachmentRoutes } from './routes/attachment-routes.ts';
import { bulkRoutes } from './routes/bulk-routes.ts';
import { databaseRoutes } from './routes/database-routes.ts';
import { documentRoutes } from './routes/document-routes.ts';
import { findRoutes } from './routes/find-routes.ts';
import { serverRoutes } from './routes/server-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import type { ServerContext } from './server-context.ts';

/** A route as it was registered: tests walk them all. */
export interface RegisteredRoute {
  readonly method: string;
  readonly url: string;
  readonly access: Access | undefined;
}

export interface ServerApp {
  readonly app: FastifyInstance;
  readonly routes: readonly RegisteredRoute[];
}

/** Document ids may be long and come percent-encoded. */
const MAX_PARAM_LENGTH = 16_384;

/** For a request to arrive; answers may take as long as they need. */
const REQUEST_TIMEOUT_MS = 300_000;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];

/** Builds the HTTP side. It listens to nothing yet. */
export function buildServerApp(context: ServerContext): ServerApp {
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PARAM_LENGTH },
    frameworkErrors: (_error, _request, reply) => {
      sendError(reply, badRequest('Malformed URL'));
    },
  });
  const routes: RegisteredRoute[] = [];
  app.addHook('onRoute', ({ method, url, config }) => {
    const access = (config as { access?: Access } | undefined)?.access;
    for (const each of [method].flat()) routes.push({ method: each, url, access });
  });
  acceptJson(app);
  guardEveryRequest(app, context);
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = toCouchError(error) ?? fromFramework(error);
    if (!known)
      context.logError(`${request.method} ${request.routeOptions.url ?? ''} failed`, error);
    sendError(reply, known ?? unexpected());
  });
  app.setNotFoundHandler(() => {
    throw notFound();
  });
  registerRoutes(app, context);
  app.after(() => {
    refuseOtherMethods(app, routes);
  });
  return { app, routes };
}

/** CouchDB tells which methods an address has; without this, a wildcard route would answer. */
function refuseOtherMethods(app: FastifyInstance, routes: readonly RegisteredRoute[]): void {
  const served = new Map<string, string[]>();
  for (const { method, url } of routes) served.set(url, [...(served.get(url) ?? []), method]);
  for (const [url, methods] of served) {
    const others = METHODS.filter((method) => !methods.includes(method));
    if (others.length === 0) continue;
    const error = new CouchError(405, 'method_not_allowed', `Only ${methods.join(',')} allowed`);
    app.route({
      method: others,
      url,
      config: { access: 'person' },
      handler: () => {
        throw error;
      },
    });
  }
}

function registerRoutes(app: FastifyInstance, context: ServerContext): void {
  serverRoutes(app, context);
  databaseRoutes(app, context);
  bulkRoutes(app, context);
  findRoutes(app);
  documentRoutes(app, context);
  // Their own scopes, as they read other bodies than JSON.
  app.register((scope, _options, done) => {
    sessionRoutes(scope, context);
    done();
  });
  app.register((scope, _options, done) => {
    attachmentRoutes(scope, context);
    done();
  });
}

function sendError(reply: FastifyReply, { status, error, reason }: CouchError): void {
  void reply.code(status).type('application/json').send(JSON.stringify({ error, reason }));
}

function unexpected(): CouchError {
  const reason = 'The server met an unexpected error; its log has the details.';
  return new CouchError(500, 'internal_server_error', reason);
}

function fromFramework(error: FastifyError): CouchError | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new CouchError(415, 'bad_content_type', 'Content-Type must be application/json');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new CouchError(413, 'too_large', 'the request entity is too large');
    default: {
      const status = error.statusCode;
      const isClients = status !== undefined && status >= 400 && status < 500;
      return isClients ? new CouchError(status, 'bad_request', error.message) : undefined;
    }
  }
}
