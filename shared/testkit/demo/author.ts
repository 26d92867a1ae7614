import type { AnyDocument } from '../../model/collections.ts';
import { makeUlid } from '../../model/ids.ts';
import type { CommandContext, CommandResult, Write } from '../../workflow/command.ts';
import { DEFAULT_MATRIX } from '../../workflow/priority.ts';

/** The latest state of documents of the workspace in the making, written through commands. */
export class DemoAuthor {
  readonly random: () => number;
  private readonly latest = new Map<string, Write>();

  constructor(random: () => number) {
    this.random = random;
  }

  /** A context as if the person acted at that instant on the desk's machine. */
  context(atMs: number, userName: string): CommandContext {
    return {
      now: new Date(atMs).toISOString(),
      userName,
      roles: ['agent'],
      deviceId: 'DESK',
      ulid: () => makeUlid(atMs, this.random),
      matrix: DEFAULT_MATRIX,
    };
  }

  /** Keeps what a command wrote; a document written twice is sent once, in its last state. */
  keep(result: CommandResult): CommandResult {
    for (const write of result.writes) {
      this.latest.set(write.document.id, { ...write, base: null });
    }
    return result;
  }

  /** Everything kept so far, in its last state. */
  *kept(): Generator<AnyDocument> {
    for (const { document } of this.latest.values()) yield document;
  }

  /** Everything kept so far, and starts anew: a large workspace is made in portions. */
  take(): readonly Write[] {
    const all = [...this.latest.values()];
    this.latest.clear();
    return all;
  }

  /** An integer from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from + 1));
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)]!;
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }
}
