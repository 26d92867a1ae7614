/**
 * The time of a machine whose own clock may be wrong: what the server's clock says, from the
 * difference measured when they last spoke. Pure; whoever reads the clocks keeps the state.
 */

/** Two clocks of one machine, read at one moment, in milliseconds. */
export interface ClockReading {
  /** Since 1970; may be set by anybody at any time. */
  readonly wallMs: number;
  /** From any beginning; nobody sets it, and it may stand still while the machine sleeps. */
  readonly steadyMs: number;
}

/** One answer of the server, stamped with the machine's wall clock. */
export interface ClockSample {
  /** The `Date` of the answer, which is cut to the second. */
  readonly serverNowMs: number;
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
}

/** Why a time may be wrong: never measured, or the wall clock was set since. */
export type ClockDoubt = 'no-contact' | 'jump';

export interface TrustedClock {
  /** Server's clock minus wall clock; 0 where nothing is known. */
  readonly offsetMs: number;
  /** By the server's clock; null where it was never measured. */
  readonly measuredAtMs: number | null;
  readonly doubt: ClockDoubt | null;
  /** By this clock; what was measured before does not end the doubt. */
  readonly doubtedAtMs: number;
  /** The newest measurements since the last jump. */
  readonly samples: readonly number[];
  readonly read: ClockReading | null;
}

/** A difference between both clocks that somebody must have made; NTP slews by half a second an hour. */
export const JUMP_MS = 5_000;
/** `Date` has whole seconds: a smaller difference says nothing. */
const COARSE_MS = 2_000;
/** A slower answer says too little: its header may be as old as the request. */
const QUICK_MS = 2_000;
/** One answer of a machine with another time does not outvote the others. */
const SAMPLES = 5;

export const UNMEASURED: TrustedClock = {
  offsetMs: 0,
  measuredAtMs: null,
  doubt: 'no-contact',
  doubtedAtMs: Number.NEGATIVE_INFINITY,
  samples: [],
  read: null,
};

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Looks at both clocks. Where they moved apart by `jumpMs` (positive: the wall clock went ahead),
 * time goes on by the steady one and is in doubt: the wall clock was set, or the machine slept and
 * the steady clock stood still meanwhile, which `afterSleep` tells.
 */
export function readClocks(
  clock: TrustedClock,
  reading: ClockReading,
): { readonly clock: TrustedClock; readonly jumpMs: number } {
  const { read } = clock;
  if (read === null) return { clock: { ...clock, read: reading }, jumpMs: 0 };
  const moved = reading.wallMs - read.wallMs - (reading.steadyMs - read.steadyMs);
  if (Math.abs(moved) <= JUMP_MS) return { clock: { ...clock, read: reading }, jumpMs: 0 };
  const offsetMs = clock.offsetMs - moved;
  const jumped: TrustedClock = {
    offsetMs,
    measuredAtMs: clock.measuredAtMs,
    doubt: clock.doubt ?? 'jump',
    doubtedAtMs: reading.wallMs + offsetMs,
    samples: [],
    read: reading,
  };
  return { clock: jumped, jumpMs: moved };
}

/**
 * What a jump becomes once it is known how long the machine slept in it.
 *
 * @param before the clock before the jump
 * @param jumped the same after it
 */
export function afterSleep(
  before: TrustedClock,
  jumped: TrustedClock,
  jumpMs: number,
  sleptMs: number,
): TrustedClock {
  // Both clocks tell the same once the sleep is counted: nobody set anything.
  if (Math.abs(jumpMs - sleptMs) <= JUMP_MS) return { ...before, read: jumped.read };
  const { read } = jumped;
  const offsetMs = jumped.offsetMs + sleptMs;
  return { ...jumped, offsetMs, doubtedAtMs: (read?.wallMs ?? 0) + offsetMs };
}

/** What an answer of the server changes; slow answers, and those a jump fell into, nothing. */
export function hearServer(clock: TrustedClock, sample: ClockSample): TrustedClock {
  const { serverNowMs, sentAtMs, receivedAtMs } = sample;
  const tookMs = receivedAtMs - sentAtMs;
  if (tookMs < 0 || tookMs > QUICK_MS) return clock;
  // The middle of the second that the header names, against the middle of the request.
  const measured = serverNowMs + 500 - (sentAtMs + receivedAtMs) / 2;
  return takeMeasurement(clock, [...clock.samples, measured].slice(-SAMPLES), receivedAtMs);
}

function takeMeasurement(
  clock: TrustedClock,
  samples: readonly number[],
  wallMs: number,
): TrustedClock {
  const found = Math.round(median(samples));
  const offsetMs = Math.abs(found - clock.offsetMs) < COARSE_MS ? clock.offsetMs : found;
  return { ...clock, offsetMs, samples, measuredAtMs: wallMs + offsetMs, doubt: null };
}

/** What is kept over a restart, and told to other windows of the machine. */
export interface KeptClock {
  readonly offsetMs: number;
  readonly measuredAtMs: number | null;
  readonly doubt: ClockDoubt | null;
  /** When it was kept. */
  readonly wallMs: number;
}

/** Goes on after a restart. A wall clock that is behind what it was has been set: time never goes back. */
export function restoreClock(kept: KeptClock, wallMs: number): TrustedClock {
  const { offsetMs, measuredAtMs, doubt } = kept;
  const known: TrustedClock = { ...UNMEASURED, offsetMs, measuredAtMs, doubt };
  if (wallMs >= kept.wallMs - JUMP_MS) return known;
  const continued = kept.wallMs + offsetMs - wallMs;
  return { ...known, offsetMs: continued, doubt: doubt ?? 'jump', doubtedAtMs: wallMs + continued };
}

/** Takes over what another window of this machine measured, if it is newer than what is known here. */
export function takeOver(clock: TrustedClock, kept: KeptClock): TrustedClock {
  const { measuredAtMs, offsetMs } = kept;
  if (measuredAtMs === null || kept.doubt !== null) return clock;
  const isNewer = measuredAtMs > (clock.measuredAtMs ?? Number.NEGATIVE_INFINITY);
  if (!isNewer || measuredAtMs < clock.doubtedAtMs) return clock;
  return { ...clock, offsetMs, measuredAtMs, doubt: null, samples: [] };
}
