import type { DatabaseIdentity } from '../../shared/model/collections.ts';
import { MassRemoval } from '../replica/brake.ts';
import type { Checkpoint, PulledChange, SyncPort } from '../replica/outbox-row.ts';
import { anySignal } from './any-signal.ts';
import type { FeedRounds } from './feed-rounds.ts';
import { holdFeed } from './hold-feed.ts';
import { freshCheckpoint, IdentityChanged, IdentityGuard } from './identity-guard.ts';
import type { InFlight } from './in-flight.ts';
import { interruptible, STALE_REQUEST_MS } from './interruptible.ts';
import type { FeedPage } from './read-answers.ts';
import { QuietCut } from './run-loop.ts';
import type { EngineParts, IsWell } from './run-loop.ts';
import type { PullProgress } from './sync-status.ts';
import type { Transport } from './transport.ts';
import { hasFailed, TransportError } from './transport-error.ts';

export interface PullParts {
  readonly engine: EngineParts;
  readonly database: string;
  readonly port: SyncPort;
  readonly transport: Transport;
  readonly guard: IdentityGuard;
  readonly inFlight: InFlight;
  /** When an idle poll was last cut; outlives the run. */
  readonly cuts: { lastMs: number };
  readonly rounds: FeedRounds;
}

/** A poll that lived this long was idle and well before it was cut. */
const HEALTHY_POLL_MS = 10_000;
/** Documents of a megabyte come in small pages, yet not one by one. */
const MIN_PAGE_ROWS = 10;

/** Rows to ask for next, so that a page stays near `pageBytes`. */
export function nextPageRows(
  page: { readonly rows: number; readonly bytes: number },
  most: number,
  pageBytes: number,
): number {
  if (page.rows === 0) return most;
  const fitting = Math.round((pageBytes * page.rows) / Math.max(1, page.bytes));
  return Math.min(most, Math.max(MIN_PAGE_ROWS, fitting));
}

const NOTHING_PULLED: PullProgress = { done: 0, total: null, bytes: 0 };

interface Requested {
  readonly limit: number;
  readonly page: Promise<FeedPage>;
  readonly round: number;
}

/** One run over a feed, from the stored checkpoint until something fails. */
class PullRun {
  private readonly parts: PullParts;
  private readonly identity: DatabaseIdentity;
  private readonly isWell: IsWell;
  private readonly abort = new AbortController();
  private checkpoint: Checkpoint;
  private limit: number;
  private live = false;

  constructor(
    parts: PullParts,
    identity: DatabaseIdentity,
    checkpoint: Checkpoint,
    isWell: IsWell,
  ) {
    this.parts = parts;
    this.identity = identity;
    this.checkpoint = checkpoint;
    this.isWell = isWell;
    this.limit = parts.engine.tuning.pageRows;
  }

  async run(): Promise<void> {
    const { engine, database } = this.parts;
    const onStop = (): void => this.abort.abort();
    engine.signal.addEventListener('abort', onStop, { once: true });
    engine.board.progressed(database, this.checkpoint.catchUp ?? NOTHING_PULLED);
    if (!this.checkpoint.complete) engine.board.stage(database, 'catching-up');
    try {
      let requested: Requested | null = this.request(this.checkpoint.since);
      while (requested && !engine.signal.aborted) requested = await this.take(requested);
    } finally {
      engine.signal.removeEventListener('abort', onStop);
      // A page asked for in advance is of no use to the next run.
      this.abort.abort();
    }
  }

  /**
   * Applies one page, with the next already on its way while the feed is behind. Null after a page
   * that a person was asked about: the run begins anew at the stored checkpoint.
   */
  private async take({ limit, page: coming, round }: Requested): Promise<Requested | null> {
    const { engine, database, guard } = this.parts;
    const page = await coming;
    const behind = page.rows >= limit;
    this.limit = nextPageRows(page, engine.tuning.pageRows, engine.tuning.pageBytes);
    const wasPoll = this.live;
    if (behind) engine.board.stage(database, 'catching-up');
    this.live = !behind;
    const inAdvance = behind ? this.request(page.lastSeq) : null;
    if (!(await this.applyOrHold(page, behind))) return null;
    this.isWell(wasPoll || behind || !this.wasCutLately());
    if (inAdvance) return inAdvance;
    engine.board.stage(database, 'live');
    this.parts.rounds.finish(round);
    guard.refresh();
    return this.request(this.checkpoint.since);
  }

  private async applyOrHold(page: FeedPage, behind: boolean): Promise<boolean> {
    try {
      await this.apply(page, behind);
      this.parts.engine.board.trouble(this.parts.database, 'brake', null);
      return true;
    } catch (error) {
      if (!(error instanceof MassRemoval)) throw error;
      await holdFeed(this.parts, error, page);
      return false;
    }
  }

  private async apply(page: FeedPage, behind: boolean): Promise<void> {
    const { guard, inFlight, port, database } = this.parts;
    if (page.identity) guard.confirm(page.identity, this.identity);
    const changes =
      page.bodiless.length === 0
        ? page.changes
        : [...page.changes, ...(await this.fetchBodies(page.bodiless))];
    // Known or asked again after any failure meanwhile; a page of another server is not applied.
    if (!IdentityGuard.covers(await guard.ensure(), this.checkpoint)) {
      throw new IdentityChanged(database);
    }
    const complete = this.checkpoint.complete || !behind;
    const { catchUp: before, ...stands } = this.checkpoint;
    const progress = this.progressAfter(page);
    const next: Checkpoint = {
      ...stands,
      since: page.lastSeq,
      complete,
      ...(behind ? { catchUp: progress } : {}),
    };
    if (page.rows > 0 || complete !== this.checkpoint.complete || (before && !behind)) {
      await inFlight.landed(changes.map(({ id }) => id));
      await port.applyPulled(changes, next);
    }
    this.checkpoint = next;
    if (page.rows > 0 || progress.total !== null) {
      this.parts.engine.board.progressed(this.parts.database, progress);
    }
  }

  /** Counted on from where a catch-up stood before a restart, since the checkpoint keeps it (L21). */
  private progressAfter(page: FeedPage): PullProgress {
    const before = this.parts.engine.board.progressOf(this.parts.database);
    if (page.rows === 0 && before.total !== null) return before;
    const done = before.done + page.rows;
    return {
      done,
      total: page.pending === null ? before.total : done + page.pending,
      bytes: before.bytes + page.bytes,
    };
  }

  private request(since: string): Requested {
    const { limit } = this;
    const { rounds } = this.parts;
    const isPoll = this.live && !rounds.isAwaited;
    const page = isPoll ? this.poll(since, limit) : this.fetchPage(since, limit);
    // Handled where it is awaited; a page asked for in advance may never be.
    page.catch(() => undefined);
    return { limit, page, round: rounds.round };
  }

  private fetchPage(since: string, limit: number): Promise<FeedPage> {
    const { engine, transport, database } = this.parts;
    return interruptible(
      {
        clock: engine.clock,
        signal: this.abort.signal,
        now: engine.now,
        staleMs: STALE_REQUEST_MS,
      },
      (signal) =>
        transport.changesPage(database, since, limit, { owner: `pull ${database}`, signal }),
    );
  }

  private async poll(since: string, limit: number): Promise<FeedPage> {
    const { engine, transport, database, rounds } = this.parts;
    const startedMs = engine.clock.now();
    const overtaken = new AbortController();
    const stop = rounds.wanted.onRing(() => overtaken.abort());
    const either = anySignal(this.abort.signal, overtaken.signal);
    const { signal } = either;
    try {
      return await interruptible(
        { clock: engine.clock, signal, now: engine.now, staleMs: 0 },
        (signal) =>
          transport.changesPage(database, since, limit, {
            owner: `poll ${database}`,
            signal,
            longPollMs: engine.tuning.longPollMs,
          }),
      );
    } catch (error) {
      if (overtaken.signal.aborted && !this.abort.signal.aborted) {
        return await this.fetchPage(since, limit);
      }
      if (!hasFailed(error, 'unreachable', 'timed-out')) throw error;
      const nowMs = engine.clock.now();
      const isFirst = nowMs - startedMs >= HEALTHY_POLL_MS || !this.wasCutLately();
      this.parts.cuts.lastMs = nowMs;
      throw isFirst ? new QuietCut() : error;
    } finally {
      either.release();
      stop();
    }
  }

  private wasCutLately(): boolean {
    return this.parts.engine.clock.now() - this.parts.cuts.lastMs < HEALTHY_POLL_MS;
  }

  /** The feed left bodies out; what is not there any more will come as a later change. */
  private async fetchBodies(ids: readonly string[]): Promise<readonly PulledChange[]> {
    const { transport, database } = this.parts;
    const owner = `pull ${database}`;
    const states = await transport.currentDocuments(database, ids, {
      owner,
      signal: this.abort.signal,
    });
    const changes: PulledChange[] = [];
    for (const [id, state] of states) {
      if (state.kind === 'document') {
        changes.push({ kind: 'document', id, document: state.document });
      } else if (state.kind === 'deleted') {
        changes.push({ kind: 'deleted', id });
      } else if (state.kind === 'unreadable') {
        const message = `The server sent no body for ${id}: ${state.reason}`;
        throw new TransportError({ kind: 'bad-answer', status: 200, message }, owner);
      }
    }
    return changes;
  }
}

/** Where to go on; from the beginning when the epoch was raised (F13). */
async function startingPoint(parts: PullParts, identity: DatabaseIdentity): Promise<Checkpoint> {
  const { port, database } = parts;
  const stored = await port.checkpoint(database);
  if (stored && IdentityGuard.covers(identity, stored)) return stored;
  const fresh = freshCheckpoint(database, identity);
  if (stored) {
    await port.resetCheckpoint(database);
    // At once, so that a crash here does not forget which database this was.
    await port.applyPulled([], fresh);
  }
  return fresh;
}

/**
 * Follows a database's feed from the last applied sequence, never from `now` (L2, F3): pages while
 * it is behind, then long polls. Returns when the engine stops, throws at the first failure.
 */
export async function pullFeed(parts: PullParts, isWell: IsWell): Promise<void> {
  const identity = await parts.guard.ensure();
  const checkpoint = await startingPoint(parts, identity);
  await new PullRun(parts, identity, checkpoint, isWell).run();
}
