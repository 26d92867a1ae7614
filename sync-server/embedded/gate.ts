/**
 * Many may pass at once, one may have it alone: reads and writes `share` a database while purge,
 * close and delete take it `exclusive`ly. Whoever waits to be alone goes before later sharers, so
 * neither side starves.
 */
export class Gate {
  private sharing = 0;
  private alone: Promise<unknown> = Promise.resolve();
  private waitingAlone = 0;
  private onIdle: (() => void) | undefined;
  private ended: Error | undefined;

  /** Never call it inside itself: a waiting `exclusive` would lock both out. */
  async share<T>(work: () => Promise<T>): Promise<T> {
    while (this.waitingAlone > 0) await this.alone;
    if (this.ended) throw this.ended;
    this.sharing += 1;
    try {
      return await work();
    } finally {
      this.sharing -= 1;
      if (this.sharing === 0) this.onIdle?.();
    }
  }

  exclusive<T>(work: () => Promise<T>): Promise<T> {
    this.waitingAlone += 1;
    const turn = this.alone.then(async () => {
      try {
        await this.idle();
        return await work();
      } finally {
        this.waitingAlone -= 1;
      }
    });
    this.alone = turn.catch(() => undefined);
    return turn;
  }

  /** From now on `share` fails with this error. */
  end(error: Error): void {
    this.ended = error;
  }

  private idle(): Promise<void> {
    if (this.sharing === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.onIdle = () => {
        this.onIdle = undefined;
        resolve();
      };
    });
  }
}

/** Passes a sequence's steps through the gate one by one, so that a slow reader blocks nobody. */
export async function* shareSteps<T>(gate: Gate, steps: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (;;) {
      const step = await gate.share(() => steps.next());
      if (step.done) return;
      yield step.value;
    }
  } finally {
    await steps.return(undefined);
  }
}
