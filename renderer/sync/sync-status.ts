import type { DatabaseEquality, SyncQuestion } from '../replica/sync-question.ts';

export type { DatabaseEquality, SyncAnswer, SyncQuestion } from '../replica/sync-question.ts';

/** Where synchronisation stands, for the sync line and for screens that explain. */
export type SyncPhase =
  | 'starting'
  | 'catching-up'
  | 'live'
  | 'offline'
  | 'signed-out'
  | 'stopped-identity'
  | 'too-old'
  | 'captive-portal'
  | 'error';

/** Progress of a database's feed since it last began to catch up. */
export interface PullProgress {
  /** Changes applied. */
  readonly done: number;
  /** Changes in all, or null while the server has not said. */
  readonly total: number | null;
  /** Bytes received. */
  readonly bytes: number;
}

export interface SyncProblem {
  /** A sentence for the person. */
  readonly message: string;
  /** The database it is about, or null when it is about all. */
  readonly database: string | null;
}

/** What the last comparison of every database with the server came to (L16). */
export interface EqualityReport {
  /** ISO instant of the oldest of them. */
  readonly checkedAt: string;
  readonly databases: readonly DatabaseEquality[];
}

export interface SyncStatus {
  readonly phase: SyncPhase;
  /** ISO instant at which this phase began. */
  readonly since: string;
  /** ISO instant of the last answer that was the server's. */
  readonly lastContactAt: string | null;
  /** Server's clock minus ours, from `Date` headers, to the second; null until known. */
  readonly serverClockOffsetMs: number | null;
  readonly pull: Readonly<Record<string, PullProgress>>;
  /** What waits for this person's decision; answered with `SyncEngine.answer` in any window. */
  readonly questions: readonly SyncQuestion[];
  /** Null until a first comparison was made. */
  readonly equality: EqualityReport | null;
  /** Scopes this person has no more and of which unsent work is kept here. */
  readonly lostScopes: readonly string[];
  readonly problem?: SyncProblem;
}

/** Read-only view for features. */
export interface SyncStatusStore {
  get(): SyncStatus;
  /** Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void;
}

/** One loop's difficulty; without a phase it is worth a sentence and no more. */
export interface Trouble {
  readonly phase: 'offline' | 'captive-portal' | 'stopped-identity' | 'error' | null;
  readonly message: string | null;
}

/** Worse first: what a person must know before anything else. */
const RANK: readonly NonNullable<Trouble['phase']>[] = [
  'stopped-identity',
  'captive-portal',
  'offline',
  'error',
];

export interface DatabaseState {
  readonly stage: 'starting' | 'catching-up' | 'live';
  /** `minClient` is above this build (L19). */
  readonly pullOnly: boolean;
  readonly troubles: readonly Trouble[];
}

const TOO_OLD =
  'This console is too old to send to this server. It can still read, and unsent work is kept until a newer version is installed.';

function worst(states: readonly DatabaseState[]): Trouble | undefined {
  const all = states.flatMap((state) => state.troubles);
  for (const phase of RANK) {
    const found = all.find((trouble) => trouble.phase === phase);
    if (found) return found;
  }
  return undefined;
}

/** The phase that all databases together are in. */
export function phaseOf(states: readonly DatabaseState[], signedOut: boolean): SyncPhase {
  if (signedOut) return 'signed-out';
  const trouble = worst(states);
  if (trouble?.phase) return trouble.phase;
  if (states.some((state) => state.stage === 'starting')) return 'starting';
  if (states.some((state) => state.stage === 'catching-up')) return 'catching-up';
  if (states.some((state) => state.pullOnly)) return 'too-old';
  return 'live';
}

/** The sentence to show first. */
export function problemOf(
  states: ReadonlyMap<string, DatabaseState>,
  signInMessage: string | null,
): SyncProblem | undefined {
  if (signInMessage !== null) return { message: signInMessage, database: null };
  for (const phase of [...RANK, null]) {
    for (const [database, { troubles }] of states) {
      const found = troubles.find((trouble) => trouble.phase === phase && trouble.message !== null);
      if (found) return { message: found.message!, database };
    }
  }
  const tooOld = [...states].find(([, state]) => state.pullOnly);
  return tooOld ? { message: TOO_OLD, database: tooOld[0] } : undefined;
}
