import { filesDatabase, partSize } from '../../shared/model/blob.ts';
import type { QueueTrouble } from './blob-state.ts';
import type { BlobStore } from './blob-store.ts';
import { FetchError, fetchFile } from './fetch-file.ts';
import type { FileRef, FileRow } from './file-row.ts';
import { isWaiting } from './file-row.ts';
import { ServerCheck } from './server-check.ts';
import type { BlobClock } from './waker.ts';
import { Waker } from './waker.ts';
import type { BlobWire } from './wire.ts';
import { WireError } from './wire.ts';

/** What the queue must know of tickets: they go first. */
export interface TicketWork {
  /** Something is being sent, or will be in a moment. */
  isBusy(): boolean;
  /** Where the timeline entry of a file stands. */
  entryState(entryId: string): 'sent' | 'unsent' | 'refused';
  /** This person has the scope, as far as is known here. */
  mayUse(scope: string): boolean;
  /** The server answers and knows us. */
  isInContact(): boolean;
  subscribe(listener: () => void): () => void;
}

export interface BlobQueueOptions {
  readonly store: BlobStore;
  readonly wire: BlobWire;
  readonly tickets: TicketWork;
  readonly clock: BlobClock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly tuning?: Partial<QueueTuning>;
}

export interface QueueTuning {
  readonly backoffFirstMs: number;
  readonly backoffMaxMs: number;
  /** A ticket the server does not take must not hold files up for ever. */
  readonly yieldMaxMs: number;
  /** The next look at what is not on the server yet. */
  readonly lookAgainMs: number;
  /** Failures over one file, while the server answers otherwise, until it is set aside. */
  readonly maxFailures: number;
}

const TUNING: QueueTuning = {
  backoffFirstMs: 2_000,
  backoffMaxMs: 120_000,
  yieldMaxMs: 20_000,
  lookAgainMs: 60_000,
  maxFailures: 8,
};

/** Nothing may go out until somebody signs in or looks after the server: look again this rarely. */
const SLOW_MS = 10 * 60_000;

interface Rest {
  readonly untilMs: number;
  readonly message: string;
}

const TROUBLE: Readonly<Partial<Record<WireError['kind'], QueueTrouble['code']>>> = {
  wait: 'offline',
  broken: 'offline',
  'signed-out': 'signed-out',
  'no-room': 'no-room',
};

/**
 * Sends and fetches parts of files, one at a time, behind everything else (L22). A large file goes on
 * where it was cut off, because the server is asked which parts it has.
 */
export class BlobQueue {
  private readonly options: BlobQueueOptions;
  private readonly tuning: QueueTuning;
  /** Rings at every change here; ends idleness alone. */
  private readonly news: Waker;
  /** Rings for a click or another network; ends the waits after a failure as well. */
  private readonly pokes: Waker;
  private readonly server: ServerCheck;
  private readonly failures = new Map<string, number>();
  private readonly notBeforeMs = new Map<string, number>();
  /** Scopes whose files database does not open (L12): only their files wait. */
  private readonly resting = new Map<string, Rest>();
  private readonly fetching = new Map<string, { promise: Promise<void>; stop: AbortController }>();
  private failedInARow = 0;

  constructor(options: BlobQueueOptions) {
    this.options = options;
    this.tuning = { ...TUNING, ...options.tuning };
    this.news = new Waker(options.clock);
    this.pokes = new Waker(options.clock);
    this.server = new ServerCheck(options.store, options.wire, () => options.clock.now());
  }

  /** Ends every wait: a click, a wake-up, another network. */
  poke(): void {
    this.notBeforeMs.clear();
    this.resting.clear();
    this.server.invalidate();
    this.pokes.wake();
    this.news.wake();
  }

  /** A person has another try at a file. */
  async retry(entryId: string): Promise<void> {
    this.failures.delete(entryId);
    this.notBeforeMs.delete(entryId);
    await this.options.store.retry(entryId);
    this.pokes.wake();
    this.news.wake();
  }

  /** Works until the signal aborts; never throws. One window does this at a time, for economy. */
  async run(signal: AbortSignal): Promise<void> {
    const { store, tickets } = this.options;
    const stops = [store.subscribe(this.news.wake), tickets.subscribe(this.news.wake)];
    try {
      while (!signal.aborted) await this.turn(signal);
    } finally {
      for (const stop of stops) stop();
    }
  }

  /**
   * Brings a file here because a person asks for it, in any window.
   * @throws FetchError
   */
  fetch(ref: FileRef): Promise<void> {
    const running = this.fetching.get(ref.entryId);
    if (running) return running.promise;
    const stop = new AbortController();
    const promise = this.fetchNow(ref, stop.signal).finally(() => {
      this.fetching.delete(ref.entryId);
    });
    this.fetching.set(ref.entryId, { promise, stop });
    return promise;
  }

  cancelFetch(entryId: string): void {
    this.fetching.get(entryId)?.stop.abort();
  }

  private async turn(signal: AbortSignal): Promise<void> {
    const { tickets, store } = this.options;
    const row = tickets.isInContact() ? this.next() : undefined;
    if (!row) {
      if (this.standing() || store.get().trouble?.code === 'no-scope') store.say(this.standing());
      await this.news.sleep(signal, this.untilNextMs());
      return;
    }
    try {
      await this.server.ensure(row.scope, signal);
      if (isWaiting(row)) await this.send(row, signal);
      else await this.fetchQuietly(row, signal);
      this.failedInARow = 0;
      this.resting.delete(row.scope);
      store.say(this.standing());
    } catch (error) {
      await this.failed(row, error, signal);
    }
  }

  private untilNextMs(): number {
    const now = this.options.clock.now();
    const rests = [...this.resting.values()].map(({ untilMs }) => untilMs);
    const due = [...this.notBeforeMs.values(), ...rests].filter((atMs) => atMs > now);
    return Math.min(this.tuning.lookAgainMs, ...due.map((atMs) => atMs - now));
  }

  /** What is unsent goes before what is only wanted; within both the oldest first. */
  private next(): FileRow | undefined {
    const now = this.options.clock.now();
    const { tickets } = this.options;
    const due = [...this.options.store.get().files.values()].filter(
      ({ entryId, scope }) =>
        (this.notBeforeMs.get(entryId) ?? 0) <= now &&
        (this.resting.get(scope)?.untilMs ?? 0) <= now &&
        tickets.mayUse(scope),
    );
    const oldest = (rows: FileRow[]): FileRow | undefined =>
      rows.sort((a, b) => a.addedAtMs - b.addedAtMs || (a.entryId < b.entryId ? -1 : 1))[0];
    return (
      oldest(due.filter((row) => isWaiting(row) && tickets.entryState(row.entryId) === 'sent')) ??
      oldest(due.filter((row) => !row.here && row.keep !== 'no' && !row.unsent))
    );
  }

  private async send(row: FileRow, signal: AbortSignal): Promise<void> {
    const { store, wire } = this.options;
    const database = filesDatabase(row.scope);
    try {
      const here = await wire.present(database, [...new Set(row.parts)], { signal });
      const done = new Set(here);
      let bytes = bytesOf(row, done);
      for (const part of row.parts) {
        if (done.has(part)) continue;
        store.report(row.entryId, { kind: 'sending', bytes, total: row.size });
        await this.letTicketsPass(signal);
        if (signal.aborted) return;
        const content = await store.checkedPart(row.scope, part);
        if (!content) {
          await store.refuse(row.entryId, { code: 'damaged-here', message: '' });
          return;
        }
        await wire.put(database, part, content, { signal });
        done.add(part);
        bytes = bytesOf(row, done);
      }
      await store.sent(row.entryId);
      this.failures.delete(row.entryId);
    } finally {
      store.report(row.entryId, null);
    }
  }

  /** Between two parts, whatever waits for a ticket goes first. */
  private async letTicketsPass(signal: AbortSignal): Promise<void> {
    const { tickets, clock } = this.options;
    const untilMs = clock.now() + this.tuning.yieldMaxMs;
    while (!signal.aborted && tickets.isBusy() && clock.now() < untilMs) {
      await this.news.sleep(signal, untilMs - clock.now());
    }
  }

  private async failed(row: FileRow, error: unknown, signal: AbortSignal): Promise<void> {
    const { store } = this.options;
    const failure = error instanceof WireError ? error : null;
    if (signal.aborted || failure?.kind === 'aborted') return;
    this.server.invalidate();
    if (failure?.kind === 'refused') {
      const closed = await this.closedScope(row.scope, signal);
      if (closed) await this.failed(row, closed, signal);
      else await store.refuse(row.entryId, { code: 'server', message: failure.message });
      return;
    }
    if (failure?.kind === 'no-database') {
      const untilMs = this.options.clock.now() + SLOW_MS;
      this.resting.set(row.scope, { untilMs, message: failure.message });
      store.say(this.standing());
      return;
    }
    const count = (this.failures.get(row.entryId) ?? 0) + 1;
    if (failure?.kind === 'broken') {
      this.failures.set(row.entryId, count);
      if (count >= this.tuning.maxFailures) {
        this.failures.delete(row.entryId);
        await store.refuse(row.entryId, { code: 'too-often', message: failure.message });
        return;
      }
      this.postpone(row, this.tuning.backoffFirstMs * count);
    }
    const code = failure ? TROUBLE[failure.kind] : undefined;
    const message = error instanceof Error ? error.message : String(error);
    store.say({ code: code ?? 'offline', message });
    await this.waitAfter(failure, signal);
  }

  /** A part may be refused because the scope was lost meanwhile (F27): then nothing is wrong with it. */
  private async closedScope(scope: string, signal: AbortSignal): Promise<WireError | null> {
    try {
      await this.server.ensure(scope, signal);
      return null;
    } catch (error) {
      if (error instanceof WireError) return error;
      return new WireError('wait', error instanceof Error ? error.message : String(error));
    }
  }

  /** What keeps the files of some scopes here while the others go. */
  private standing(): QueueTrouble | null {
    const { store, tickets } = this.options;
    const waiting = [...store.get().files.values()].filter(isWaiting).map(({ scope }) => scope);
    const lost = [...new Set(waiting)].filter((scope) => !tickets.mayUse(scope)).sort();
    const [rest] = [...this.resting].filter(([scope]) => tickets.mayUse(scope));
    if (rest) return { code: 'no-database', message: rest[1].message };
    return lost.length === 0 ? null : { code: 'no-scope', message: lost.join(', '), scopes: lost };
  }

  private waitAfter(failure: WireError | null, signal: AbortSignal): Promise<void> {
    const { backoffFirstMs, backoffMaxMs } = this.tuning;
    this.failedInARow += 1;
    const full = Math.min(backoffMaxMs, backoffFirstMs * 2 ** Math.min(this.failedInARow - 1, 20));
    const jittered = full / 2 + (this.options.random() * full) / 2;
    const isForPeople = failure?.kind === 'signed-out';
    const ms = Math.max(isForPeople ? SLOW_MS : jittered, failure?.retryAfterMs ?? 0);
    // What rang before the failure was another reason.
    this.pokes.hush();
    return this.pokes.sleep(signal, ms);
  }

  private postpone(row: Pick<FileRow, 'entryId'>, ms: number): void {
    this.notBeforeMs.set(row.entryId, this.options.clock.now() + ms);
  }

  /** What is wanted and not there yet is looked for again later, without a word. */
  private async fetchQuietly(row: FileRow, signal: AbortSignal): Promise<void> {
    await this.letTicketsPass(signal);
    const { store, wire } = this.options;
    try {
      await fetchFile(store, wire, row, signal);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      store.note(row.entryId, error.note);
      this.postpone(row, this.tuning.lookAgainMs);
      if (error.cause instanceof WireError) throw error.cause;
    }
  }

  private async fetchNow(ref: FileRef, signal: AbortSignal): Promise<void> {
    const { store, wire } = this.options;
    const keep = store.get().files.get(ref.entryId)?.keep ?? 'no';
    // Asked for and not there yet: the queue goes on looking for it.
    this.postpone(ref, this.tuning.lookAgainMs);
    await store.want([ref], keep === 'no' ? 'asked' : keep);
    try {
      await this.server.ensure(ref.scope, signal);
      await fetchFile(store, wire, ref, signal);
    } catch (error) {
      const isCut = error instanceof WireError && error.kind !== 'aborted';
      const known = isCut ? unreachable(error) : error;
      if (known instanceof FetchError) store.note(ref.entryId, known.note);
      else if (signal.aborted) await store.want([ref], keep);
      throw known;
    }
  }
}

function unreachable(error: WireError): FetchError {
  return new FetchError({ code: 'unreachable', message: error.message }, { cause: error });
}

function bytesOf(row: FileRow, parts: ReadonlySet<string>): number {
  return row.parts.reduce(
    (sum, part, index) => sum + (parts.has(part) ? partSize(row, index) : 0),
    0,
  );
}
