import type { FastifyInstance } from 'fastify';
import { databaseOf } from '../access.ts';
import { badRequest } from '../couch-error.ts';
import { databaseInfo } from '../database-info.ts';
import { isStringArray } from '../json.ts';
import { purgeRevisions } from '../purge.ts';
import { objectBody } from '../request-body.ts';
import { parseSecurity } from '../security.ts';
import type { ServerContext } from '../server-context.ts';
import { REVS_LIMIT } from '../pouch-store.ts';

interface DatabaseParams {
  readonly db: string;
}

/** A database as a whole: make, delete, describe, secure, look after. */
export function databaseRoutes(app: FastifyInstance, context: ServerContext): void {
  app.put<{ Params: DatabaseParams }>(
    '/:db',
    { config: { access: 'server-admin' } },
    async (request, reply) => {
      await context.databases.create(request.params.db, context.now());
      reply.code(201);
      return { ok: true };
    },
  );

  app.delete<{ Params: DatabaseParams }>(
    '/:db',
    { config: { access: 'server-admin' } },
    async (request) => {
      await context.databases.delete(request.params.db);
      return { ok: true };
    },
  );

  app.get('/:db', { config: { access: 'member' } }, (request) => databaseInfo(databaseOf(request)));

  app.get('/:db/_security', { config: { access: 'member' } }, (request) => {
    return databaseOf(request).security;
  });

  app.put('/:db/_security', { config: { access: 'database-admin' } }, async (request) => {
    await databaseOf(request).setSecurity(parseSecurity(request.body));
    return { ok: true };
  });

  app.get('/:db/_revs_limit', { config: { access: 'member' } }, (_request, reply) => {
    reply.type('application/json');
    return String(REVS_LIMIT);
  });

  app.post('/:db/_ensure_full_commit', { config: { access: 'member' } }, (request, reply) => {
    reply.code(201);
    return { ok: true, instance_start_time: databaseOf(request).createdAtSeconds };
  });

  app.post('/:db/_compact', { config: { access: 'database-admin' } }, (request, reply) => {
    const database = databaseOf(request);
    database.gate
      .share(() => database.compactFiles())
      .catch((error: unknown) => {
        context.logError(`Compacting ${database.name} failed`, error);
      });
    reply.code(202);
    return { ok: true };
  });

  app.post('/:db/_purge', { config: { access: 'server-admin' } }, async (request, reply) => {
    const wanted = Object.entries(objectBody(request)).map(([id, revs]) => {
      if (!isStringArray(revs)) throw badRequest(`Revisions of ${id} must be a list of strings`);
      return { id, revs };
    });
    const purged = await purgeRevisions(databaseOf(request), wanted);
    reply.code(201);
    return { purge_seq: null, purged };
  });
}
