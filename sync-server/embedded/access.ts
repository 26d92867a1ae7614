import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isServerAdmin, type Actor } from './actor.ts';
import { CouchError, forbidden, unauthorized } from './couch-error.ts';
import type { Database } from './database.ts';
import type { Databases } from './databases.ts';
import { isDatabaseAdmin, isDatabaseMember } from './security.ts';
import type { ServerContext } from './server-context.ts';
import { readSessionCookie, sessionHeader } from './session-cookie.ts';
import { USERS_DATABASE } from './user-documents.ts';

/**
 * Who may use a route. `public`: everybody; `person`: whoever signed in; `member` and
 * `database-admin`: by the database's `_security`; `server-admin`. In `_users` all three are server
 * administrators, as in CouchDB 3, where people do not even read their own document.
 */
export type Access = 'public' | 'person' | 'member' | 'database-admin' | 'server-admin';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route without it is for people who signed in and answers nothing else. */
    access?: Access;
  }
  interface FastifyRequest {
    actor: Actor | null;
    database: Database | null;
  }
}

/**
 * The one place that admits requests: runs before a body is read, for every route and for unknown
 * addresses too. Leaves who asks in `request.actor` and the database, if any, in `request.database`.
 */
export function guardEveryRequest(
  app: FastifyInstance,
  { authenticator, databases, now }: ServerContext,
): void {
  app.decorateRequest('actor', null);
  app.decorateRequest('database', null);
  app.addHook('onRequest', async (request, reply) => {
    const { actor, renewedCookie } = await authenticator.authenticate({
      address: request.ip,
      authorization: request.headers.authorization,
      cookie: readSessionCookie(request.headers.cookie),
    });
    if (renewedCookie !== undefined)
      reply.header('set-cookie', sessionHeader(renewedCookie, now()));
    request.actor = actor ?? null;
    const access = request.routeOptions.config.access ?? 'person';
    if (access === 'public') return;
    if (!actor) throw unauthorized('Authentication required.');
    await admit(request, actor, access, databases);
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode === 401) reply.header('www-authenticate', challenge(request));
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'must-revalidate');
    done(null, payload);
  });
}

function challenge(request: FastifyRequest): string {
  const wanted = request.headers['x-couchdb-www-authenticate'];
  return wanted === 'Cookie' ? 'Cookie' : 'Basic realm="server"';
}

async function admit(
  request: FastifyRequest,
  actor: Actor,
  access: Exclude<Access, 'public'>,
  databases: Databases,
): Promise<void> {
  if (access === 'person') return;
  if (access === 'server-admin' && !isServerAdmin(actor)) {
    // CouchDB's status for it, though the person is known: 401, not 403.
    throw unauthorized('You are not a server admin.');
  }
  const { db: name } = request.params as { db?: string };
  if (name === undefined) return;
  if (access === 'server-admin') {
    request.database = (await databases.find(name)) ?? null;
    return;
  }
  const database = await databases.get(name);
  if (name === USERS_DATABASE && !isServerAdmin(actor)) {
    // Whatever its _security says: its documents hold password hashes.
    throw forbidden('You are not allowed to access this db.');
  } else if (access === 'database-admin') {
    if (!isDatabaseAdmin(database.security, actor)) {
      throw forbidden('You are not a db or server admin.');
    }
  } else if (!isDatabaseMember(database.security, actor)) {
    throw forbidden('You are not allowed to access this db.');
  }
  request.database = database;
}

/** The signed-in person. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw unauthorized('Authentication required.');
  return request.actor;
}

/** The database that the guard admitted the person to. */
export function databaseOf(request: FastifyRequest): Database {
  if (!request.database) throw new CouchError(404, 'not_found', 'Database does not exist.');
  return request.database;
}

/** Ends with the request: aborted when the client is gone. */
export function departure(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    controller.abort();
  });
  return controller.signal;
}
