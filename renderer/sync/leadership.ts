import type { Clock } from './clock.ts';

/** The part of `navigator.locks` that is used. */
export interface LeaderLocks {
  request<T>(
    name: string,
    options: { readonly steal?: boolean; readonly signal?: AbortSignal },
    task: () => Promise<T>,
  ): Promise<T>;
}

/** The part of `BroadcastChannel` that is used. */
export interface WindowChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  removeEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

export interface LeadershipOptions {
  readonly name: string;
  readonly locks: LeaderLocks;
  readonly channel: WindowChannel | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Works until its signal aborts; run while this window leads. */
  readonly lead: (signal: AbortSignal) => Promise<void>;
}

type Message = { readonly kind: 'ping' } | { readonly kind: 'pong' };

/** A leader that leaves two questions unanswered is frozen: another leads within 24 s (F32). */
const PING_EVERY_MS = 8_000;
/** One may be lost: two windows that open at once ask before either leads. */
const UNANSWERED = 2;

function isMessage(data: unknown, kind: Message['kind']): boolean {
  return typeof data === 'object' && data !== null && (data as { kind?: unknown }).kind === kind;
}

/**
 * Asks the leader for a sign of life. Messages are not throttled in a hidden window as timers are,
 * so silence means frozen, not idle.
 */
function watchLeader(options: LeadershipOptions, onSilence: () => void): () => void {
  const { channel, clock } = options;
  if (!channel) return () => undefined;
  let unanswered = 0;
  let stopTimer: () => void = () => undefined;
  const onMessage = (event: { readonly data: unknown }): void => {
    if (isMessage(event.data, 'pong')) unanswered = 0;
  };
  const ask = (): void => {
    if (unanswered >= UNANSWERED) {
      onSilence();
      return;
    }
    unanswered += 1;
    channel.postMessage({ kind: 'ping' } satisfies Message);
    stopTimer = clock.setTimer(ask, PING_EVERY_MS);
  };
  channel.addEventListener('message', onMessage);
  ask();
  return () => {
    stopTimer();
    channel.removeEventListener('message', onMessage);
  };
}

async function leadNow(options: LeadershipOptions, term: AbortSignal): Promise<void> {
  const { channel } = options;
  const answer = (event: { readonly data: unknown }): void => {
    if (isMessage(event.data, 'ping')) channel?.postMessage({ kind: 'pong' } satisfies Message);
  };
  channel?.addEventListener('message', answer);
  try {
    await options.lead(term);
  } finally {
    channel?.removeEventListener('message', answer);
  }
}

/** Waits for the lock, leads while it holds it. Ends when stopped or when the lock was stolen. */
async function oneTerm(options: LeadershipOptions, steal: boolean): Promise<'again' | 'steal'> {
  const { name, locks, signal } = options;
  const term = new AbortController();
  const waiting = new AbortController();
  const onStop = (): void => {
    term.abort();
    waiting.abort();
  };
  if (signal.aborted) return 'again';
  signal.addEventListener('abort', onStop, { once: true });
  let silent = false;
  let hasLed = false;
  const stopWatching = watchLeader(options, () => {
    silent = true;
    waiting.abort();
  });
  try {
    // A request that steals takes no signal.
    await locks.request(name, steal ? { steal } : { signal: waiting.signal }, () => {
      stopWatching();
      hasLed = true;
      return leadNow(options, term.signal);
    });
  } catch {
    // Stopped, stolen by another window, or given up waiting for a frozen one. Anything else means
    // that there are no locks here; then every window leads.
    if (!hasLed && !waiting.signal.aborted) await leadNow(options, term.signal);
  } finally {
    stopWatching();
    term.abort();
    signal.removeEventListener('abort', onStop);
  }
  return silent ? 'steal' : 'again';
}

/**
 * Keeps one window leading at a time while that works, for economy alone: two leaders at once are
 * harmless, because every push compares states and every page is idempotent (L24, F33).
 */
export async function keepLeadership(options: LeadershipOptions): Promise<void> {
  let steal = false;
  while (!options.signal.aborted) steal = (await oneTerm(options, steal)) === 'steal';
}
