import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

/** A request of Node's server as the web's `Request`, its body read whole. */
export async function toRequest(incoming: IncomingMessage, origin: string): Promise<Request> {
  const { method = 'GET', url = '/' } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, String(value));
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const body = hasBody ? await readWhole(incoming) : null;
  return new Request(new URL(url, origin), { method, headers, body });
}

/** Sends a `Response` through Node's server; a browser that went away ends the body's source. */
export async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) {
    outgoing.end();
    return;
  }
  const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  // Both ends may go away at any time; neither is an error of this host.
  await pipeline(body, outgoing).catch(() => undefined);
}

async function readWhole(incoming: IncomingMessage): Promise<ArrayBuffer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of incoming) chunks.push(Uint8Array.from(chunk as Buffer));
  return new Blob(chunks).arrayBuffer();
}
