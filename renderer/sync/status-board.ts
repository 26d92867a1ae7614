import type { Clock } from './clock.ts';
import type { Contact } from './send-request.ts';
import type {
  DatabaseState,
  PullProgress,
  SyncProblem,
  SyncStatus,
  SyncStatusStore,
  Trouble,
} from './sync-status.ts';
import { phaseOf, problemOf } from './sync-status.ts';

/** Who reports difficulties of a database. */
export type Reporter = 'identity' | 'pull' | 'push' | 'numbers' | 'brake';

/** What is kept beside the documents and shown as it is. */
export type Facts = Pick<SyncStatus, 'questions' | 'equality' | 'lostScopes'>;

/** A slower answer says too little about the server's clock: the header may be as old as the poll. */
const CLOCK_SAMPLE_MAX_MS = 2_000;
/** `Date` has whole seconds; a smaller difference is noise. */
const CLOCK_NOISE_MS = 2_000;
/** Contact alone is told to listeners this often at most. */
const CONTACT_EVERY_MS = 5_000;

interface Entry {
  stage: DatabaseState['stage'];
  pullOnly: boolean;
  readonly troubles: Map<Reporter, Trouble>;
  progress: PullProgress;
}

function newEntry(): Entry {
  return {
    stage: 'starting',
    pullOnly: false,
    troubles: new Map(),
    progress: { done: 0, total: null, bytes: 0 },
  };
}

function sameProblem(a: SyncProblem | undefined, b: SyncProblem | undefined): boolean {
  return a?.message === b?.message && a?.database === b?.database;
}

/** Collects what the loops report and shows it as one immutable status. */
export class StatusBoard implements SyncStatusStore {
  private readonly clock: Clock;
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<() => void>();
  private signInMessage: string | null = null;
  private signedOut = false;
  private contactToldMs = -Infinity;
  private status: SyncStatus;

  constructor(clock: Clock, databases: readonly string[]) {
    this.clock = clock;
    for (const database of databases) this.entries.set(database, newEntry());
    this.status = {
      phase: 'starting',
      since: new Date(clock.now()).toISOString(),
      lastContactAt: null,
      serverClockOffsetMs: null,
      pull: this.progress(),
      questions: [],
      equality: null,
      lostScopes: [],
    };
  }

  get = (): SyncStatus => this.status;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Replaces the status whole: another window leads and says where things stand. */
  show(status: SyncStatus): void {
    this.status = status;
    for (const listener of [...this.listeners]) listener();
  }

  /** A scope was gained. */
  add(database: string): void {
    if (this.entries.has(database)) return;
    this.entries.set(database, newEntry());
    this.publish({ ...this.status, pull: this.progress() });
    this.settle();
  }

  /** A scope was lost: nothing of it is said any more. */
  drop(database: string): void {
    this.entries.delete(database);
    this.publish({ ...this.status, pull: this.progress() });
    this.settle();
  }

  facts(facts: Facts): void {
    const { questions, equality, lostScopes } = this.status;
    if (JSON.stringify({ questions, equality, lostScopes }) === JSON.stringify(facts)) return;
    this.publish({ ...this.status, ...facts });
  }

  stage(database: string, stage: DatabaseState['stage']): void {
    this.change(database, (entry) => {
      entry.stage = stage;
    });
  }

  pullOnly(database: string, pullOnly: boolean): void {
    this.change(database, (entry) => {
      entry.pullOnly = pullOnly;
    });
  }

  progressed(database: string, progress: PullProgress): void {
    const entry = this.entries.get(database);
    if (!entry) return;
    entry.progress = progress;
    this.publish({ ...this.status, pull: this.progress() });
  }

  progressOf(database: string): PullProgress {
    return this.entries.get(database)?.progress ?? { done: 0, total: null, bytes: 0 };
  }

  /** Null clears what this reporter said before. */
  trouble(database: string, reporter: Reporter, trouble: Trouble | null): void {
    this.change(database, (entry) => {
      if (trouble) entry.troubles.set(reporter, trouble);
      else entry.troubles.delete(reporter);
    });
  }

  signIn(signedOut: boolean, message: string | null): void {
    this.signedOut = signedOut;
    this.signInMessage = message;
    this.settle();
  }

  contact({ serverNowMs, sentAtMs, receivedAtMs }: Contact): void {
    const quick = receivedAtMs - sentAtMs <= CLOCK_SAMPLE_MAX_MS;
    const old = this.status.serverClockOffsetMs;
    let offset = old;
    if (serverNowMs !== null && quick) {
      // `Date` is cut to the second, so the middle of that second is the best guess.
      const sample = Math.round(serverNowMs + 500 - (sentAtMs + receivedAtMs) / 2);
      if (old === null || Math.abs(sample - old) > CLOCK_NOISE_MS) offset = sample;
    }
    const due = receivedAtMs - this.contactToldMs >= CONTACT_EVERY_MS;
    if (!due && offset === old) return;
    this.contactToldMs = receivedAtMs;
    const lastContactAt = new Date(receivedAtMs).toISOString();
    this.publish({ ...this.status, lastContactAt, serverClockOffsetMs: offset });
  }

  private change(database: string, update: (entry: Entry) => void): void {
    const entry = this.entries.get(database);
    if (!entry) return;
    update(entry);
    this.settle();
  }

  private settle(): void {
    const states = new Map(
      [...this.entries].map(([database, entry]): [string, DatabaseState] => [
        database,
        { stage: entry.stage, pullOnly: entry.pullOnly, troubles: [...entry.troubles.values()] },
      ]),
    );
    const phase = phaseOf([...states.values()], this.signedOut);
    const problem = problemOf(states, this.signInMessage);
    const { problem: before, ...rest } = this.status;
    if (phase === rest.phase && sameProblem(before, problem)) return;
    const since = phase === rest.phase ? rest.since : new Date(this.clock.now()).toISOString();
    this.publish({ ...rest, phase, since, ...(problem ? { problem } : {}) });
  }

  private progress(): Record<string, PullProgress> {
    return Object.fromEntries([...this.entries].map(([name, entry]) => [name, entry.progress]));
  }

  private publish(status: SyncStatus): void {
    this.status = status;
    for (const listener of [...this.listeners]) listener();
  }
}
