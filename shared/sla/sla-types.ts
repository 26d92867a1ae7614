/**
 * What an evaluation reads and answers. Small types of this room's own: `ticket-sla.ts` makes them
 * from documents, a server or a command line may make them from elsewhere.
 */

/** ISO 8601 with `Z` or an offset. */
type Instant = string;

export type SlaMetric = 'assignment' | 'response' | 'resolution';
/** Agreement with customers, between own teams, or with a supplier. */
export type SlaKind = 'sla' | 'ola' | 'uc';

interface EventBase {
  /** Decides the order of events of one instant; events of one id keep the order they come in. */
  readonly id: string;
  /** When it happened, not when it synced. */
  readonly at: Instant;
}

/** One thing that happened to a record, as far as service levels care. */
export type SlaEvent =
  | (EventBase & {
      readonly kind: 'created';
      readonly state: string;
      /** Hold reason, where the state has one. */
      readonly reason?: string;
      /** Null while nobody has set one: no target runs. */
      readonly priority: number | null;
    })
  | (EventBase & { readonly kind: 'state'; readonly state: string; readonly reason?: string })
  | (EventBase & { readonly kind: 'priority'; readonly priority: number | null })
  | (EventBase & {
      readonly kind: 'comment';
      /** The requester can read it. */
      readonly isPublic: boolean;
      readonly byRequester: boolean;
    })
  | (EventBase & { readonly kind: 'assignment'; readonly isAssigned: boolean });

/** Holds while the record is in one of the states, with one of the reasons where they are named. */
export interface StateCondition {
  readonly states: readonly string[];
  readonly reasons?: readonly string[];
}

/**
 * What ends a target's run. `while-state`: done as long as the record is in one of the states;
 * leaving them reopens. `on-state`, `on-response`, `on-assignment`: done from that event on,
 * whatever follows.
 */
export type StopCondition =
  | ({ readonly kind: 'while-state' } & StateCondition)
  | ({ readonly kind: 'on-state' } & StateCondition)
  | { readonly kind: 'on-response' }
  | { readonly kind: 'on-assignment' };

export interface SlaTarget {
  readonly metric: SlaMetric;
  /** Minutes of open time; a priority that is missing has no target. May be fractional. */
  readonly minutesByPriority: Readonly<Record<number, number>>;
  /** The clock stands still while one of them holds. */
  readonly pauseWhile: readonly StateCondition[];
  readonly stopWhen: readonly StopCondition[];
  /** What a reopened record does: count on, start a new run, or leave the verdict alone. */
  readonly reopen: 'resume' | 'restart' | 'nothing';
  /** Share of the target after which it warns, above 0 and below 100. */
  readonly warnAtPercent: number;
}

export interface SlaPolicy {
  readonly id: string;
  readonly name: string;
  readonly kind: SlaKind;
  readonly calendarId: string;
  /**
   * A priority that changes the target: count everything from the start under the new target, or
   * close this run and start a new one at the change.
   */
  readonly retroactive: 'fromStart' | 'fromChange';
  readonly targets: readonly SlaTarget[];
}

/** `breached` of a run still open: the due instant passed, the clock goes on. */
export type SlaState = 'not-started' | 'running' | 'paused' | 'met' | 'breached';
/** What the clock is doing at `now`, whatever the state. */
export type SlaClock = 'counting' | 'outside-hours' | 'paused' | 'stopped';

/** A run that ended before the one the result is about. */
export interface EarlierRun {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** `superseded`: a change of target closed it before it was stopped or breached. */
  readonly state: 'met' | 'breached' | 'superseded';
  readonly elapsedSeconds: number;
  readonly targetSeconds: number;
  readonly breachedAt: Instant | null;
}

/** One target of one policy at `now`. Seconds are seconds of open time, exact to the millisecond. */
export interface SlaTargetResult {
  readonly policyId: string;
  readonly policyKind: SlaKind;
  readonly metric: SlaMetric;
  readonly state: SlaState;
  readonly clock: SlaClock;
  readonly startedAt: Instant | null;
  readonly elapsedSeconds: number;
  /** Null while no target applies. */
  readonly targetSeconds: number | null;
  /** 0 once used up; what goes beyond is in `overSeconds`. */
  readonly remainingSeconds: number | null;
  readonly overSeconds: number;
  /** Elapsed of target, may exceed 100. */
  readonly percent: number;
  /** When the target is or was used up; null while paused before that, and where it never is. */
  readonly dueAt: Instant | null;
  readonly breachedAt: Instant | null;
  readonly stoppedAt: Instant | null;
  readonly warnAtPercent: number;
  /** Open, not breached, and past the share of the target that warns. */
  readonly warning: boolean;
  /** Next instant at which anything but the counting changes by itself; null: only an event can. */
  readonly nextChangeAt: Instant | null;
  readonly earlierRuns: readonly EarlierRun[];
  /** A sentence where the target cannot be evaluated here, such as a calendar that is missing. */
  readonly problem: string | null;
}
