import { backoffMs } from './backoff.ts';
import type { Tuning } from './tuning.ts';

interface Attempts {
  failures: number;
  /** Rounds lost to others since the document last waited. */
  lostRounds: number;
  waits: number;
  heldAtMs: number;
  heldForMs: number;
  /** Writes the server had accepted when this document first failed. */
  acceptedBefore: number;
}

/** Rounds in which somebody else was faster, before a document waits a little (F22). */
const CONFLICT_ROUNDS = 8;
/** Afterwards it may merge with what came meanwhile, be sent, and lose once more. */
const ROUNDS_AFTER_WAIT = 3;

/** A clock that was set back since must not hold work for a day (F11): then it is held no more. */
function leftMs({ heldAtMs, heldForMs }: Attempts, nowMs: number): number {
  return nowMs < heldAtMs ? 0 : heldAtMs + heldForMs - nowMs;
}

/**
 * Remembers which documents the server has trouble with, so that one of them never holds up the
 * others (L3, F4, F22). In memory: after a restart every document gets its tries again.
 */
export class DocumentAttempts {
  private readonly tuning: Tuning;
  private readonly random: () => number;
  private readonly attempts = new Map<string, Attempts>();
  private accepted = 0;

  constructor(tuning: Tuning, random: () => number) {
    this.tuning = tuning;
    this.random = random;
  }

  isHeld(documentId: string, nowMs: number): boolean {
    const entry = this.attempts.get(documentId);
    return entry !== undefined && leftMs(entry, nowMs) > 0;
  }

  /** The server has failed on it before: it travels alone, behind all others. */
  isSuspect(documentId: string): boolean {
    return (this.attempts.get(documentId)?.failures ?? 0) > 0;
  }

  /** Documents remembered for whatever reason. */
  get count(): number {
    return this.attempts.size;
  }

  /** Milliseconds until the first held document may be tried again; undefined when none is held. */
  nextDueMs(nowMs: number): number | undefined {
    let first: number | undefined;
    for (const entry of this.attempts.values()) {
      const ms = leftMs(entry, nowMs);
      if (ms > 0 && (first === undefined || ms < first)) first = ms;
    }
    return first;
  }

  /** The server took it, or refused it for good: nothing to remember. */
  done(documentId: string, accepted: boolean): void {
    this.attempts.delete(documentId);
    if (accepted) this.accepted += 1;
  }

  /** Tried again at once, because a person says so. */
  release(documentId: string): void {
    this.attempts.delete(documentId);
  }

  /** Somebody else wrote first. Two who keep "fixing" one document end up apart in time. */
  conflicted(documentId: string, nowMs: number): void {
    const entry = this.entry(documentId);
    entry.lostRounds += 1;
    if (entry.lostRounds < CONFLICT_ROUNDS) return;
    entry.lostRounds = CONFLICT_ROUNDS - ROUNDS_AFTER_WAIT;
    entry.waits += 1;
    this.hold(entry, entry.waits, nowMs);
  }

  /**
   * The server failed on this document.
   * @param provesServer The server took other rows of the same request, so the fault is not its own.
   * @returns True when it has failed often enough to be set aside for a person.
   */
  failed(documentId: string, nowMs: number, provesServer: boolean): boolean {
    const entry = this.entry(documentId);
    entry.failures += 1;
    this.hold(entry, entry.failures, nowMs);
    const isToBlame = provesServer || this.accepted > entry.acceptedBefore;
    return entry.failures >= this.tuning.attempts && isToBlame;
  }

  private hold(entry: Attempts, failures: number, nowMs: number): void {
    const full = backoffMs(failures, this.tuning.backoffFirstMs, this.tuning.backoffMaxMs);
    entry.heldAtMs = nowMs;
    entry.heldForMs = full / 2 + (this.random() * full) / 2;
  }

  private entry(documentId: string): Attempts {
    const found = this.attempts.get(documentId);
    if (found) return found;
    const fresh = {
      failures: 0,
      lostRounds: 0,
      waits: 0,
      heldAtMs: 0,
      heldForMs: 0,
      acceptedBefore: this.accepted,
    };
    this.attempts.set(documentId, fresh);
    return fresh;
  }
}
