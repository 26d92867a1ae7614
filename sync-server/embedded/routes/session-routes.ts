import type { FastifyInstance } from 'fastify';
import { badRequest } from '../couch-error.ts';
import { acceptForms, objectBody } from '../request-body.ts';
import type { ServerContext } from '../server-context.ts';
import { sessionHeader } from '../session-cookie.ts';

const OPEN = { config: { access: 'public' } } as const;
/** Whoever signs in is not known yet, so little is read from him. */
const MAX_BYTES = 16_384;

/** `/_session`: who am I, sign in, sign out. */
export function sessionRoutes(app: FastifyInstance, context: ServerContext): void {
  acceptForms(app);

  app.get('/_session', OPEN, (request) => {
    const { actor } = request;
    return {
      ok: true,
      userCtx: { name: actor?.name ?? null, roles: actor?.roles ?? [] },
      info: {
        authentication_handlers: ['cookie', 'default'],
        ...(actor ? { authenticated: actor.via } : {}),
      },
    };
  });

  app.post('/_session', { ...OPEN, bodyLimit: MAX_BYTES }, async (request, reply) => {
    const { name, username, password } = objectBody(request);
    const given = name ?? username;
    if (typeof given !== 'string' || typeof password !== 'string') {
      throw badRequest('name and password must be given');
    }
    const roles = await context.authenticator.signIn(given, password, request.ip);
    const session = await context.authenticator.newSession(given);
    reply.header('set-cookie', sessionHeader(session, context.now()));
    return { ok: true, name: given, roles };
  });

  app.delete('/_session', OPEN, (_request, reply) => {
    reply.header('set-cookie', sessionHeader('', context.now()));
    return { ok: true };
  });
}
