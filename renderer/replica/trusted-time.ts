import {
  afterSleep,
  hearServer,
  readClocks,
  restoreClock,
  takeOver,
  UNMEASURED,
} from '../../shared/sla/trusted-clock.ts';
import type {
  ClockDoubt,
  ClockSample,
  KeptClock,
  TrustedClock,
} from '../../shared/sla/trusted-clock.ts';
import type { ReplicaDatabase } from './database.ts';
import { onChanges } from './changes.ts';
import type { LocalDocument, LocalDocuments } from './local-documents.ts';

/** The clocks of this machine. */
export interface MachineClocks {
  /** Milliseconds since 1970; somebody may set it. */
  readonly now: () => number;
  /** Milliseconds that nobody sets; without them a clock that is set is noticed by the server alone. */
  readonly steady?: () => number;
  /**
   * Milliseconds this machine slept since the replica was opened, as far as `steady` stood still
   * then; null where nobody knows.
   */
  readonly slept?: () => Promise<number | null>;
}

/** How far the time of this console can be relied on. */
export interface TrustedTimeSnapshot {
  readonly state: 'trusted' | 'provisional';
  /** Server's clock minus this machine's, as far as it was measured. */
  readonly offsetMs: number;
  /** ISO instant of the last measurement, to the minute; null where there was none. */
  readonly measuredAt: string | null;
  /** Why it is provisional. */
  readonly reason?: ClockDoubt;
}

/** What this machine knows about its clock, for all windows and over restarts. */
export interface ClockDocument extends KeptClock {
  readonly id: 'clock';
  readonly kind: 'clock';
}

const CLOCK_ID = 'clock';
/** A clock that was set is noticed this soon, and whenever somebody asks for the time. */
const LOOK_EVERY_MS = 10_000;
/** A contact alone is kept and told this often at most. */
const KEEP_EVERY_MS = 60_000;

function snapshotOf({ offsetMs, measuredAtMs, doubt }: TrustedClock): TrustedTimeSnapshot {
  const measuredAt = measuredAtMs === null ? null : new Date(measuredAtMs).toISOString();
  const state = doubt === null ? 'trusted' : 'provisional';
  return { state, offsetMs, measuredAt, ...(doubt === null ? {} : { reason: doubt }) };
}

/**
 * The time by which everything is written and counted here: the server's, from the difference
 * measured at every contact. A clock that somebody sets changes nothing about it; what is shown is
 * provisional from then on until the next contact (F11, F12).
 */
export class TrustedTime {
  private readonly clocks: MachineClocks;
  private readonly local: LocalDocuments;
  private readonly listeners = new Set<() => void>();
  private readonly doubtListeners = new Set<() => void>();
  private readonly stops: (() => void)[] = [];
  private clock: TrustedClock;
  private snapshot: TrustedTimeSnapshot;
  private keptAtMs = Number.NEGATIVE_INFINITY;
  /** Of sleep, counted into the clock already. */
  private sleptMs = 0;

  private constructor(clocks: MachineClocks, local: LocalDocuments, kept: KeptClock | null) {
    this.clocks = clocks;
    this.local = local;
    this.clock = kept ? restoreClock(kept, clocks.now()) : UNMEASURED;
    this.snapshot = snapshotOf(this.clock);
  }

  static async open(clocks: MachineClocks, database: ReplicaDatabase, local: LocalDocuments) {
    const kept = await local.get<ClockDocument>(CLOCK_ID);
    const time = new TrustedTime(clocks, local, kept);
    time.stops.push(
      onChanges<LocalDocument>(database.local, ({ written }) => {
        for (const row of written) {
          if (row.kind === 'clock') time.move(takeOver(time.clock, row), false);
        }
      }),
    );
    time.keepLooking();
    return time;
  }

  /** Milliseconds since 1970, by the server's clock. */
  readonly now = (): number => {
    const wallMs = this.clocks.now();
    this.look(wallMs);
    return Math.round(wallMs + this.clock.offsetMs);
  };

  readonly get = (): TrustedTimeSnapshot => this.snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** An answer of the server. */
  hear(sample: ClockSample): void {
    this.look();
    this.move(hearServer(this.clock, sample));
  }

  /** Calls whenever the clock was set: the server should be asked. */
  onDoubt(listener: () => void): () => void {
    this.doubtListeners.add(listener);
    return () => this.doubtListeners.delete(listener);
  }

  /** Remembers what the clock said last: one that is behind it at the next start was set. */
  async close(): Promise<void> {
    for (const stop of this.stops) stop();
    if (this.clocks.steady) await this.keep();
  }

  private keepLooking(): void {
    if (!this.clocks.steady) return;
    this.look();
    const timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.stops.push(() => clearInterval(timer));
  }

  private look(wallMs?: number): void {
    const { now, steady } = this.clocks;
    if (!steady) return;
    const before = this.clock;
    const seen = readClocks(before, { wallMs: wallMs ?? now(), steadyMs: steady() });
    if (seen.jumpMs === 0) {
      this.clock = seen.clock;
      return;
    }
    void this.judge(before, seen.clock, seen.jumpMs);
  }

  /** Until it is known whether the machine slept, time goes on by the steady clock. */
  private async judge(before: TrustedClock, jumped: TrustedClock, jumpMs: number): Promise<void> {
    const { slept } = this.clocks;
    if (!slept) {
      // Nobody can tell. Machines sleep more often than somebody puts their clock forward.
      this.doubt(jumpMs > 0 ? { ...jumped, offsetMs: before.offsetMs } : jumped);
      return;
    }
    this.clock = jumped;
    const total = await slept().catch(() => null);
    const sleptMs = total === null ? Math.max(0, jumpMs) : total - this.sleptMs;
    this.sleptMs = total ?? this.sleptMs;
    // Measured or set once more meanwhile: that counts.
    if (this.clock.doubtedAtMs !== jumped.doubtedAtMs || this.clock.doubt === null) return;
    const judged = afterSleep(before, { ...jumped, read: this.clock.read }, jumpMs, sleptMs);
    const isSleep = judged.doubtedAtMs === before.doubtedAtMs;
    if (isSleep && total !== null) this.move(judged);
    else this.doubt(isSleep ? { ...judged, doubt: jumped.doubt } : judged);
  }

  private doubt(clock: TrustedClock): void {
    this.move(clock);
    for (const listener of this.doubtListeners) listener();
  }

  private move(clock: TrustedClock, isOwn = true): void {
    if (clock === this.clock) return;
    this.clock = clock;
    const next = snapshotOf(clock);
    const { state, reason, offsetMs } = this.snapshot;
    const isNews = next.state !== state || next.reason !== reason || next.offsetMs !== offsetMs;
    const sinceMs = (clock.measuredAtMs ?? 0) - this.keptAtMs;
    if (!isNews && sinceMs < KEEP_EVERY_MS) return;
    this.keptAtMs = clock.measuredAtMs ?? this.keptAtMs;
    this.snapshot = next;
    // What another window measured is kept by it.
    if (isOwn) void this.keep();
    for (const listener of this.listeners) listener();
  }

  private async keep(): Promise<void> {
    const { offsetMs, measuredAtMs, doubt } = this.clock;
    const known = { offsetMs, measuredAtMs, doubt, wallMs: this.clocks.now() };
    // A disk that takes nothing says so elsewhere; the next contact measures again.
    await this.local.put([{ id: CLOCK_ID, kind: 'clock', ...known }]).catch(() => undefined);
  }
}
