/**
 * Asks windows to finish what they are sending. A window that is being loaded, hangs or has crashed
 * does not answer, and nobody waits for it for ever.
 */
export class Settling<Window> {
  readonly #ask: (window: Window) => void;
  readonly #waiting = new Map<Window, (() => void)[]>();

  /** @param ask Tells a window to answer once it has nothing under way. */
  constructor(ask: (window: Window) => void) {
    this.#ask = ask;
  }

  /**
   * Resolves when all of them have answered, with true, or when the time is over, with false.
   * @param limitMs So long at most.
   */
  async settle(windows: readonly Window[], limitMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<false>((resolve) => {
      timer = setTimeout(() => {
        resolve(false);
      }, limitMs);
    });
    const all = Promise.all(windows.map((window) => this.#settled(window))).then(() => true);
    try {
      return await Promise.race([all, over]);
    } finally {
      clearTimeout(timer);
      for (const window of windows) this.#waiting.delete(window);
    }
  }

  /** A window has nothing under way, or is gone. */
  answer(window: Window): void {
    for (const done of this.#waiting.get(window) ?? []) done();
    this.#waiting.delete(window);
  }

  #settled(window: Window): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(window, [...(this.#waiting.get(window) ?? []), resolve]);
      this.#ask(window);
    });
  }
}
