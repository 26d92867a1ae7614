/** Knows whether something is being sent whose outcome is not written down yet (F50). */
export class PushWatch {
  private underWay = 0;
  private readonly waiting = new Set<() => void>();

  /** The same object, of which calls of these methods count as under way until they end. */
  watch<T extends object>(target: T, methods: readonly (keyof T)[]): T {
    return new Proxy(target, {
      get: (on, name) => {
        const value: unknown = Reflect.get(on, name, on);
        if (typeof value !== 'function') return value;
        const call = value.bind(on) as (...args: unknown[]) => unknown;
        if (!methods.includes(name as keyof T)) return call;
        return (...args: unknown[]) => this.during(() => call(...args));
      },
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    for (;;) {
      while (this.underWay > 0) {
        await new Promise<void>((resolve) => this.waiting.add(resolve));
      }
      // Between the server's answer and what is written down about it there is a step or two.
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (this.underWay === 0) return;
    }
  }

  private async during(task: () => unknown): Promise<unknown> {
    this.underWay += 1;
    try {
      return await task();
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) {
        for (const resolve of this.waiting) resolve();
        this.waiting.clear();
      }
    }
  }
}
