import type { PresenceDocument } from '../../shared/model/presence.ts';
import { PRESENCE_BEAT_MS, PRESENCE_STALE_MS, presenceId } from '../../shared/model/presence.ts';
import type { PresencePeer, PresencePort } from '../replica/presence-port.ts';
import { anySignal } from './any-signal.ts';
import { Bell, pause } from './bell.ts';
import type { Clock } from './clock.ts';
import type { PresencePage, PresenceWire } from './presence-wire.ts';
import { failureOf } from './transport-error.ts';

/** Moving through a list says nothing: a record counts as open once somebody stays on it. */
const SETTLE_MS = 1_500;
/** Held by the server where nothing happens; sync's own feeds need most of the six connections. */
const LONG_POLL_MS = 50_000;
/** Where a connection cannot be spared: asked so often. */
const SHORT_POLL_MS = 15_000;
/** Between two pages, so that a busy record costs no more than a quiet one's beats. */
const BREATH_MS = 2_000;
const RETRY_MS = 30_000;
/** The window is closing. */
const BYE_MS = 1_000;
/** A server without the database, or that does not let us in, is asked again much later. */
const GONE_MS = 600_000;

export interface PresenceOptions {
  readonly wire: PresenceWire;
  readonly clock: Clock;
  readonly userName: string;
  readonly deviceId: string;
  /** The server's time as far as it is known here. */
  readonly now: () => number;
  /** Whether a connection can be held open for it. */
  readonly holdsPoll: () => boolean;
  /** Shorter waits, so that a test takes as long as the server does. */
  readonly tuning?: Partial<PresenceTuning>;
}

interface PresenceTuning {
  readonly settleMs: number;
  readonly breathMs: number;
}

/** Who is on the record that this window shows. */
export interface Presence extends PresencePort {
  setEditing(isEditing: boolean): void;
  /** False while the window is hidden, another one of this console has the floor, or sync is offline. */
  setActive(isActive: boolean): void;
  /** Says good-bye where that is quick. */
  stop(): Promise<void>;
}

interface Heard {
  readonly document: PresenceDocument;
  /** By the machine's own clock. */
  readonly untilMs: number;
}

const NOBODY: readonly PresencePeer[] = [];

class PresenceKeeper implements Presence {
  private readonly options: PresenceOptions;
  private readonly id: string;
  private readonly tuning: PresenceTuning;
  private readonly stopping = new AbortController();
  /** Record, editing or activity changed. */
  private readonly changed = new Bell();
  /** The record that counts is another one. */
  private readonly moved = new Bell();
  private recordId: string | null = null;
  private isEditing = false;
  private isActive = false;
  private told: string | null = null;
  private goneUntilMs = 0;
  private readonly heard = new Map<string, Heard>();
  private shown: readonly PresencePeer[] = NOBODY;
  private readonly listeners = new Set<() => void>();
  private stopTimer: () => void = () => undefined;
  private readonly done: Promise<unknown>;

  constructor(options: PresenceOptions) {
    this.options = options;
    this.tuning = { settleMs: SETTLE_MS, breathMs: BREATH_MS, ...options.tuning };
    this.id = presenceId(options.deviceId, options.userName);
    this.done = Promise.all([this.tell(), this.listen()]);
  }

  readonly peers = {
    get: (): readonly PresencePeer[] => this.shown,
    subscribe: (listener: () => void): (() => void) => {
      this.listeners.add(listener);
      return () => this.listeners.delete(listener);
    },
  };

  show(recordId: string | null): void {
    if (recordId === this.recordId) return;
    this.recordId = recordId;
    this.isEditing = false;
    this.forget();
    this.moved.ring();
    this.changed.ring();
  }

  setEditing(isEditing: boolean): void {
    if (isEditing === this.isEditing) return;
    this.isEditing = isEditing;
    this.changed.ring();
  }

  setActive(isActive: boolean): void {
    if (isActive === this.isActive) return;
    this.isActive = isActive;
    if (!isActive) this.forget();
    this.moved.ring();
    this.changed.ring();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.stopTimer();
    await this.done;
    if (this.told === null) return;
    const bye = new AbortController();
    const stopWaiting = this.options.clock.setTimer(() => bye.abort(), BYE_MS);
    await this.say(null, bye.signal).catch(() => undefined);
    stopWaiting();
  }

  /** The record that counts now. */
  private get current(): string | null {
    return this.isActive ? this.recordId : null;
  }

  private wait(ms: number | undefined, ...bells: readonly Bell[]): Promise<void> {
    const { clock } = this.options;
    const { signal } = this.stopping;
    return pause({ clock, signal, bells, ...(ms === undefined ? {} : { ms }) });
  }

  private async say(recordId: string | null, signal: AbortSignal): Promise<void> {
    const { wire, userName, now } = this.options;
    const document: PresenceDocument = {
      kind: 'presence',
      userName,
      recordId: recordId ?? '',
      leftId: this.told !== null && this.told !== recordId ? this.told : '',
      isEditing: recordId !== null && this.isEditing,
      at: new Date(now()).toISOString(),
      open: recordId !== null,
    };
    await wire.say(this.id, document, signal);
  }

  /** Never throws: what cannot be said is not said. */
  private async tell(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const recordId = this.current;
      if (recordId === null && this.told === null) {
        await this.wait(undefined, this.changed);
        continue;
      }
      if (recordId !== this.told) {
        await this.wait(this.tuning.settleMs, this.moved);
        if (recordId !== this.current) continue;
      }
      const isEditing = this.isEditing;
      const waitMs = await this.sayOnce(recordId);
      if (recordId === this.current && isEditing === this.isEditing) {
        await this.wait(waitMs, this.changed);
      }
    }
  }

  /** How long to wait then. */
  private async sayOnce(recordId: string | null): Promise<number> {
    const { clock } = this.options;
    if (clock.now() < this.goneUntilMs) {
      this.told = recordId;
      return this.goneUntilMs - clock.now();
    }
    try {
      await this.say(recordId, this.stopping.signal);
    } catch (error) {
      this.noteFailure(error);
    }
    // Unsaid, it goes stale by itself.
    this.told = recordId;
    return PRESENCE_BEAT_MS;
  }

  private noteFailure(error: unknown): number {
    const kind = failureOf(error)?.kind;
    if (kind !== 'not-found' && kind !== 'forbidden' && kind !== 'bad-request') return RETRY_MS;
    this.goneUntilMs = this.options.clock.now() + GONE_MS;
    return GONE_MS;
  }

  private async listen(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const recordId = this.current;
      if (recordId === null) {
        await this.wait(undefined, this.moved);
        continue;
      }
      await this.wait(this.tuning.settleMs, this.moved);
      if (recordId === this.current && !signal.aborted) await this.follow(recordId);
    }
  }

  /** Until another record counts. */
  private async follow(recordId: string): Promise<void> {
    const left = new AbortController();
    const stop = this.moved.onRing(() => left.abort());
    const both = anySignal(this.stopping.signal, left.signal);
    const { clock } = this.options;
    let since = '0';
    let waitMs = 0;
    try {
      while (!both.signal.aborted) {
        let restMs = this.goneUntilMs - clock.now();
        if (restMs <= 0) {
          try {
            const page = await this.options.wire.hear(recordId, since, waitMs, both.signal);
            this.take(page, recordId);
            since = page.since;
            waitMs = this.options.holdsPoll() ? LONG_POLL_MS : 0;
            restMs = waitMs === 0 ? SHORT_POLL_MS : this.tuning.breathMs;
          } catch (error) {
            if (both.signal.aborted) return;
            this.forget();
            [since, waitMs] = ['0', 0];
            restMs = this.noteFailure(error);
          }
        }
        await this.wait(restMs, this.moved);
      }
    } finally {
      stop();
      both.release();
    }
  }

  /** Ages are counted by the server's clock, and on from there by the machine's. */
  private take({ documents, serverNowMs }: PresencePage, recordId: string): void {
    if (recordId !== this.current) return;
    const { clock, now } = this.options;
    const serverMs = serverNowMs ?? now();
    for (const [id, document] of documents) {
      if (id === this.id) continue;
      const isHere = document.open && document.recordId === recordId;
      const ageMs = Math.max(0, serverMs - Date.parse(document.at));
      const untilMs = clock.now() + PRESENCE_STALE_MS - ageMs;
      if (isHere && untilMs > clock.now()) this.heard.set(id, { document, untilMs });
      else this.heard.delete(id);
    }
    this.publish();
  }

  private forget(): void {
    this.heard.clear();
    this.publish();
  }

  private publish(): void {
    this.stopTimer();
    const { clock } = this.options;
    const nowMs = clock.now();
    for (const [id, { untilMs }] of this.heard) if (untilMs <= nowMs) this.heard.delete(id);
    const next = [...this.heard]
      .map(([key, { document }]) => ({
        key,
        userName: document.userName,
        isEditing: document.isEditing,
      }))
      .sort((a, b) => Number(b.isEditing) - Number(a.isEditing) || (a.key < b.key ? -1 : 1));
    const soonest = Math.min(...[...this.heard.values()].map(({ untilMs }) => untilMs));
    if (soonest !== Infinity) {
      this.stopTimer = clock.setTimer(() => this.publish(), soonest - nowMs);
    }
    if (JSON.stringify(next) === JSON.stringify(this.shown)) return;
    this.shown = next.length === 0 ? NOBODY : next;
    for (const listener of [...this.listeners]) listener();
  }
}

/** Runs until it is stopped; asks nothing of anybody while no record is open. */
export function createPresence(options: PresenceOptions): Presence {
  return new PresenceKeeper(options);
}
