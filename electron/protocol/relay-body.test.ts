import { expect, it } from 'vitest';
import { OpenRequests } from './open-requests.ts';
import { relayBody } from './relay-body.ts';

/** A server that sends one chunk and then nothing, until its request is aborted. */
function silentAfter(chunk: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(chunk));
      signal.addEventListener('abort', () => {
        controller.error(new Error('aborted'));
      });
    },
  });
}

it('gives up a server that went silent, so that its socket is not kept for ever', async () => {
  const requests = new OpenRequests();
  const open = requests.begin('one');
  const body = relayBody(silentAfter('{', open.abort.signal), open, 20);
  await expect(new Response(body).text()).rejects.toThrow('aborted');
  expect(requests.size).toBe(0);
});

it('does not count the time in which nobody reads', async () => {
  const open = new OpenRequests().begin('one');
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(1));
    },
  });
  const reader = relayBody(source, open, 20).getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect((await reader.read()).done).toBe(false);
  expect(open.abort.signal.aborted).toBe(false);
  await reader.cancel();
});

it('knows a request has ended once its body has', async () => {
  const requests = new OpenRequests();
  const body = relayBody(new Blob(['{"ok":true}']).stream(), requests.begin('one'), 1_000);
  expect(await new Response(body).text()).toBe('{"ok":true}');
  expect(requests.size).toBe(0);
});
