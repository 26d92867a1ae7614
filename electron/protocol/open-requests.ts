const REQUEST_ID = /^[\w-]{1,64}$/;

// A cancellation may overtake its request on the way here; so many are remembered for that.
const REMEMBERED_CANCELLATIONS = 256;

export interface OpenRequest {
  readonly abort: AbortController;
  /** To be called once the request has ended in whatever way; more than once does no harm. */
  readonly end: () => void;
}

/** The requests under way, so that a window, a sign-out or a dead connection can end them. */
export class OpenRequests {
  readonly #open = new Set<AbortController>();
  readonly #byId = new Map<string, AbortController>();
  readonly #cancelledEarly = new Set<string>();

  /** Number of requests that have not ended. */
  get size(): number {
    return this.#open.size;
  }

  /** @param id the window chose for its request, to cancel it by. */
  begin(id: string): OpenRequest {
    const abort = new AbortController();
    this.#open.add(abort);
    this.#byId.set(id, abort);
    if (this.#cancelledEarly.delete(id)) abort.abort();
    const end = () => {
      this.#open.delete(abort);
      if (this.#byId.get(id) === abort) this.#byId.delete(id);
    };
    return { abort, end };
  }

  cancel(id: string): void {
    const abort = this.#byId.get(id);
    if (abort !== undefined) {
      abort.abort();
      return;
    }
    this.#cancelledEarly.add(id);
    const [oldest] = this.#cancelledEarly;
    if (this.#cancelledEarly.size > REMEMBERED_CANCELLATIONS && oldest !== undefined) {
      this.#cancelledEarly.delete(oldest);
    }
  }

  /** Ends everything, e.g. because somebody else signed in. */
  cancelAll(): void {
    for (const abort of this.#open) abort.abort();
  }
}

/** Up to 64 letters, digits, `_` and `-`. */
export function isRequestId(text: string): boolean {
  return REQUEST_ID.test(text);
}
