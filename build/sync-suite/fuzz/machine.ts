import { IDBFactory } from 'fake-indexeddb';
import type { ManualClock } from '../manual-clock.ts';
import type { FuzzConsole, FuzzConsoleOptions } from './console.ts';
import type { CouchUser, MemoryCouch } from './memory-couch.ts';
import { Wire } from './wire.ts';

/** The bundle of `console.ts`, one copy for every console of a thread. */
export interface ConsoleModule {
  /** Of this copy: where it finds IndexedDB. */
  readonly dexie: { readonly dependencies: { indexedDB: IDBFactory } };
  openFuzzConsole(options: FuzzConsoleOptions): Promise<FuzzConsole>;
}

export interface MachineOptions {
  readonly module: ConsoleModule;
  readonly couch: MemoryCouch;
  readonly clock: ManualClock;
  readonly random: () => number;
  readonly user: CouchUser;
  readonly deviceId: string;
  readonly scope: string;
  readonly engines: number;
}

/** What `fake-indexeddb` keeps, as far as a power cut must reach into it. */
interface RawTransaction {
  readonly _state: string;
  _abort(errorName: string): void;
}

interface RawConnection {
  _closed: boolean;
  _closePending: boolean;
}

interface RawDatabase {
  readonly transactions: readonly RawTransaction[];
  readonly connections: readonly RawConnection[];
}

/** A disk on which a process can be killed between any two transactions. */
class Disk {
  private readonly factory = new IDBFactory();

  /** IndexedDB for one process, and how that process dies. */
  forProcess(): { readonly indexedDB: IDBFactory; readonly kill: () => void } {
    let isDead = false;
    const { factory } = this;
    const indexedDB = new Proxy(factory, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (isDead) throw new Error('this process is dead');
          return Reflect.apply(value, target, args);
        };
      },
    });
    return {
      indexedDB,
      kill: () => {
        isDead = true;
        const { _databases: databases } = factory as unknown as {
          readonly _databases: ReadonlyMap<string, RawDatabase>;
        };
        for (const { transactions, connections } of databases.values()) {
          for (const connection of connections) {
            connection._closePending = true;
            connection._closed = true;
          }
          for (const transaction of transactions) {
            if (transaction._state !== 'finished') transaction._abort('AbortError');
          }
        }
      },
    };
  }
}

const TUNING = { numberBlock: 4, numbersLow: 1, pageRows: 20 } as const;

/** One machine of a random story: its disk, its clock, its line, and the process on it. */
export class Machine {
  readonly deviceId: string;
  readonly user: CouchUser;
  wire!: Wire;
  clockOffsetMs = 0;
  /** As the person signed in with them. */
  readonly roles: readonly string[];
  private running: FuzzConsole | null = null;
  private kill: () => void = () => undefined;
  private readonly disk = new Disk();
  private readonly options: MachineOptions;

  constructor(options: MachineOptions) {
    this.options = options;
    this.deviceId = options.deviceId;
    this.user = options.user;
    this.roles = options.user.roles;
  }

  get console(): FuzzConsole {
    if (!this.running) throw new Error(`${this.deviceId} is off`);
    return this.running;
  }

  /** Starts the console and its sync. */
  async turnOn(): Promise<void> {
    const { module, couch, clock, random, user, deviceId, scope, engines } = this.options;
    const { indexedDB, kill } = this.disk.forProcess();
    const wasOffline = this.running === null && this.wire?.isOffline;
    const wire = new Wire(couch, user, (ms) => new Promise((done) => clock.setTimer(done, ms)));
    wire.isOffline = wasOffline;
    module.dexie.dependencies.indexedDB = indexedDB;
    const running = await module.openFuzzConsole({
      name: 'replica',
      userName: user.name,
      roles: this.roles,
      deviceId,
      scope,
      fetch: wire.fetch,
      clock: {
        now: () => clock.now() + this.clockOffsetMs,
        setTimer: (call, ms) => clock.setTimer(call, ms),
      },
      random,
      engines,
      tuning: TUNING,
    });
    this.wire = wire;
    this.kill = kill;
    this.running = running;
    running.start();
  }

  async close(): Promise<void> {
    const { running } = this;
    this.running = null;
    await running?.close();
  }

  /** The process is gone from one moment to the next: unfinished transactions never happened. */
  async die(): Promise<void> {
    const { running } = this;
    if (!running) return;
    this.running = null;
    this.wire.cut();
    this.kill();
    for (const engine of running.engines) void engine.stop().catch(() => undefined);
    // Only to free RxDB's list of open collections; the disk does not hear of it.
    await running.replica.close().catch(() => undefined);
  }
}
