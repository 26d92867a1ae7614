interface Flight {
  readonly ids: ReadonlySet<string>;
  readonly landed: Promise<unknown>;
}

/**
 * Which documents are on their way to the server. A page of the feed that shows one of them waits
 * for the answer: merged before the push is noted, the server's state would look like somebody
 * else's edit of the very fields that were just sent.
 */
export class InFlight {
  private flight: Flight | null = null;

  /** Runs a push of these documents; pushes of a database follow one another. */
  async during<T>(ids: Iterable<string>, push: () => Promise<T>): Promise<T> {
    const running = push();
    const flight: Flight = { ids: new Set(ids), landed: running.catch(() => undefined) };
    this.flight = flight;
    try {
      return await running;
    } finally {
      if (this.flight === flight) this.flight = null;
    }
  }

  /** Resolves when none of these documents is on its way. */
  async landed(ids: readonly string[]): Promise<void> {
    while (this.flight && ids.some((id) => this.flight?.ids.has(id))) await this.flight.landed;
  }
}
