import type { FastifyInstance } from 'fastify';
import { databaseOf } from '../access.ts';
import { createIndex, deleteIndex, findDocuments } from '../find.ts';
import { objectBody } from '../request-body.ts';

const ADMIN = { config: { access: 'database-admin' } } as const;

interface IndexParams {
  readonly ddoc: string;
  readonly name: string;
}

/** Selectors and their indexes. */
export function findRoutes(app: FastifyInstance): void {
  app.post('/:db/_find', { config: { access: 'member' } }, (request) =>
    findDocuments(databaseOf(request), objectBody(request)),
  );

  app.get('/:db/_index', { config: { access: 'member' } }, (request) => {
    const database = databaseOf(request);
    return database.gate.share(() => database.pouch.getIndexes());
  });

  app.post('/:db/_index', ADMIN, (request) =>
    createIndex(databaseOf(request), objectBody(request)),
  );

  for (const path of ['/:db/_index/:ddoc/json/:name', '/:db/_index/_design/:ddoc/json/:name']) {
    app.delete<{ Params: IndexParams }>(path, ADMIN, async (request) => {
      await deleteIndex(databaseOf(request), request.params.ddoc, request.params.name);
      return { ok: true };
    });
  }
}
