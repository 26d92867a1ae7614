import type { OpenRequest } from './open-requests.ts';

/**
 * Passes a body on, so that its end is known and a reader that goes away reaches the server: without
 * this, Electron lets the upstream request run on. A server that sends nothing for `idleMs` while
 * somebody reads is taken for dead.
 */
export function relayBody(
  body: ReadableStream<Uint8Array>,
  request: OpenRequest,
  idleMs: number,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const watchdog = setTimeout(() => {
        request.abort.abort();
      }, idleMs);
      try {
        const { done, value } = await reader.read();
        if (!done) {
          controller.enqueue(value);
          return;
        }
        request.end();
        controller.close();
      } catch (error) {
        request.end();
        controller.error(error);
      } finally {
        clearTimeout(watchdog);
      }
    },
    cancel() {
      request.end();
      request.abort.abort();
    },
  });
}
