import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { PART_TYPE } from '../../shared/model/blob.ts';

/** A request on its way through the proxy. */
export interface ProxiedRequest {
  readonly method: string;
  readonly database: string;
  /** What follows the database, without the query: `_bulk_docs`, `_changes`, a document. */
  readonly rest: string;
  readonly query: URLSearchParams;
  /** Text; empty for the bytes of a part of a file. */
  readonly body: string;
  readonly bytes: number;
}

export type ProxyAction =
  /** The connection is cut before anything reaches the server. */
  | { readonly kind: 'cut' }
  /** The server answers, the console never learns of it (F8). */
  | { readonly kind: 'cut-after-commit' }
  /** Accepted and never answered (F44). */
  | { readonly kind: 'hang' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Somebody else answers (F1, F2). */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The server's answer, bent on its way (F5, F6). */
  | { readonly kind: 'bend'; readonly bend: (body: string) => string }
  /** The request, bent on its way there. */
  | { readonly kind: 'bend-request'; readonly bend: (body: string) => string };

export type ProxyRule = (request: ProxiedRequest) => ProxyAction | undefined;

export interface FaultProxy {
  readonly url: string;
  /** Asked for every request; the first action counts. */
  readonly rules: ProxyRule[];
  readonly requests: readonly ProxiedRequest[];
  /** Cuts all that is open and refuses all that comes, like a pulled cable. */
  setOffline(isOffline: boolean): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

async function readAll(stream: http.IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function describe(request: http.IncomingMessage, body: Buffer): ProxiedRequest {
  const url = new URL(request.url ?? '/', 'http://proxy');
  const [, database = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  return {
    method: request.method ?? 'GET',
    database,
    rest: rest.join('/'),
    query: url.searchParams,
    body: request.headers['content-type'] === PART_TYPE ? '' : body.toString('utf8'),
    bytes: body.length,
  };
}

class Proxy {
  readonly rules: ProxyRule[] = [];
  readonly requests: ProxiedRequest[] = [];
  private readonly target: URL;
  private readonly server: http.Server;
  private isOffline = false;

  constructor(target: string) {
    this.target = new URL(target);
    this.server = http.createServer((request, response) => {
      this.handle(request, response).catch(() => request.socket.destroy());
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  setOffline(isOffline: boolean): void {
    this.isOffline = isOffline;
    if (isOffline) this.server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private async handle(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    if (this.isOffline) {
      request.socket.destroy();
      return;
    }
    const body = await readAll(request);
    const described = describe(request, body);
    this.requests.push(described);
    let action: ProxyAction | undefined;
    for (const rule of this.rules) action ??= rule(described);
    if (action?.kind === 'hang') return;
    if (action?.kind === 'cut') {
      request.socket.destroy();
    } else if (action?.kind === 'answer') {
      const headers = { 'content-type': action.contentType, ...action.headers };
      response.writeHead(action.status, headers).end(action.body);
    } else await this.pass(request, response, body, action);
  }

  private async pass(
    request: http.IncomingMessage,
    response: http.ServerResponse,
    body: Buffer,
    action: ProxyAction | undefined,
  ): Promise<void> {
    if (action?.kind === 'delay') {
      await new Promise((resolve) => {
        setTimeout(resolve, action.ms);
      });
    }
    const sent =
      action?.kind === 'bend-request' ? Buffer.from(action.bend(body.toString('utf8'))) : body;
    const answer = await this.forward(request, response, sent);
    if (action?.kind === 'cut-after-commit' || this.isOffline) {
      request.socket.destroy();
      return;
    }
    const text = action?.kind === 'bend' ? action.bend(answer.body.toString('utf8')) : answer.body;
    const { 'content-type': contentType, date } = answer.headers;
    response.writeHead(answer.status, {
      ...(contentType ? { 'content-type': contentType } : {}),
      ...(date ? { date } : {}),
    });
    response.end(text);
  }

  private forward(
    request: http.IncomingMessage,
    response: http.ServerResponse,
    body: Buffer,
  ): Promise<Answer> {
    const { hostname, port } = this.target;
    const {
      host: _host,
      'content-length': _length,
      connection: _connection,
      ...headers
    } = request.headers;
    return new Promise((resolve, reject) => {
      const upstream = http.request(
        {
          hostname,
          port,
          path: request.url,
          method: request.method,
          headers: { ...headers, 'content-length': body.length },
        },
        (incoming) => {
          readAll(incoming).then((read) => {
            const status = incoming.statusCode ?? 502;
            resolve({ status, headers: incoming.headers, body: read });
          }, reject);
        },
      );
      upstream.on('error', reject);
      response.on('close', () => {
        if (!response.writableFinished) upstream.destroy();
      });
      upstream.end(body);
    });
  }
}

/** A small HTTP proxy between a console and its server that breaks what a test wants broken. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const proxy = new Proxy(target);
  const url = await proxy.listen();
  return {
    url,
    rules: proxy.rules,
    requests: proxy.requests,
    setOffline: (isOffline) => proxy.setOffline(isOffline),
    close: () => proxy.close(),
  };
}
