import { request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { COUCH_PATH } from '../../shared/protocol/ipc.ts';

/**
 * Passes everything below `/couch/` on to a server as it is, with credentials added: as little
 * between the two as possible, the same for everything that is compared.
 *
 * @param serverUrl with name and password in it.
 */
export function couchProxy(
  serverUrl: string,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const { hostname, port, username, password } = new URL(serverUrl);
  const auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = `Basic ${Buffer.from(auth).toString('base64')}`;
  return (incoming, outgoing) => {
    const { host: _host, ...headers } = incoming.headers;
    const upstream = httpRequest(
      {
        hostname,
        port,
        method: incoming.method,
        path: `/${(incoming.url ?? '').slice(COUCH_PATH.length)}`,
        headers: { ...headers, authorization },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  };
}
