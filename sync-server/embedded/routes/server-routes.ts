import type { FastifyInstance } from 'fastify';
import { badRequest } from '../couch-error.ts';
import { QueryParameters } from '../query-parameters.ts';
import type { ServerContext } from '../server-context.ts';
import { newUuid } from '../uuid.ts';

/** The CouchDB release whose interface is followed. */
const API_VERSION = '3.5.0';
const MAX_UUIDS = 1000;

/** `/`, `/_up`, `/_all_dbs`, `/_uuids`. */
export function serverRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get('/', { config: { access: 'public' } }, () => ({
    couchdb: 'Welcome',
    version: API_VERSION,
    uuid: context.state.uuid,
    features: ['embedded'],
    vendor: { name: 'Outpost embedded server' },
  }));

  app.get('/_up', { config: { access: 'public' } }, () => ({ status: 'ok', seeds: {} }));

  app.get('/_all_dbs', { config: { access: 'server-admin' } }, () => context.databases.list());

  app.get('/_uuids', { config: { access: 'person' } }, (request) => {
    const count = new QueryParameters(request.query).count('count') ?? 1;
    if (count > MAX_UUIDS) throw badRequest(`count must not be above ${String(MAX_UUIDS)}`);
    return { uuids: Array.from({ length: count }, newUuid) };
  });
}
