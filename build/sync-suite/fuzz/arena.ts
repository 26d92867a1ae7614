import 'fake-indexeddb/auto';
import { EventLoop } from './event-loop.ts';
import type { ConsoleModule } from './machine.ts';
import { Story } from './story.ts';
import { heal, judge } from './verdict.ts';

/** How one seed ended. */
export interface SeedReport {
  readonly seed: number;
  /** Null when all was well. */
  readonly failure: string | null;
  readonly told: readonly string[];
  readonly tookMs: number;
}

const MOST_CONSOLES = 6;

/** A thread in which stories are played one after another. */
export class Arena {
  private readonly loop = new EventLoop();
  private readonly modules: ConsoleModule[] = [];
  private readonly bundle: string;

  /** @param bundle URL of the bundled `console.ts`. */
  constructor(bundle: string) {
    this.bundle = bundle;
    this.loop.takeOver();
    // Dexie would tell all others of every write, and RxDB needs it for windows alone.
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  }

  async play(seed: number, clients: number | null = null): Promise<SeedReport> {
    const startedMs = performance.now();
    while (this.modules.length < (clients ?? MOST_CONSOLES)) {
      this.modules.push(await this.load(`${this.bundle}?console=${this.modules.length}`));
    }
    const story = new Story(this.loop, seed);
    const failure = await this.tell(story, clients);
    for (const machine of story.machines) await machine.close().catch(() => machine.die());
    return { seed, failure, told: story.told, tookMs: performance.now() - startedMs };
  }

  /** A copy of its own for every console; Dexie would share itself among them. */
  private async load(url: string): Promise<ConsoleModule> {
    const shared = Symbol.for('Dexie');
    Reflect.deleteProperty(globalThis, shared);
    const { openFuzzConsole } = (await import(url)) as ConsoleModule;
    return { openFuzzConsole, dexie: Reflect.get(globalThis, shared) as ConsoleModule['dexie'] };
  }

  private async tell(story: Story, clients: number | null): Promise<string | null> {
    try {
      await story.begin(this.modules, clients);
      await story.play();
      await heal(story, this.loop);
      await judge(story, this.loop);
      return null;
    } catch (error) {
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
  }
}
