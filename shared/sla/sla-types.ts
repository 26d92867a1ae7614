import type {
  CalendarSource,
  EscalationRule,
  SlaAgreement,
  SlaCondition,
  SlaMetric,
  SlaTrigger,
} from '../model/policy.ts';

/**
 * What an evaluation reads and answers. Small types of this room's own: `sla-rules.ts` makes them
 * from documents, a server or a command line may make them from elsewhere.
 */
export type { SlaMetric, SlaTrigger } from '../model/policy.ts';

/** ISO 8601 with `Z` or an offset. */
type Instant = string;

/** Agreement with customers, between own teams, or with a supplier. */
export type SlaKind = SlaAgreement;

/** What policies and calendars are chosen by; what is absent is not known or not set. */
export interface SlaFacts {
  readonly ticketKind?: string;
  readonly category?: string | undefined;
  readonly subcategory?: string | undefined;
  readonly serviceId?: string | undefined;
  readonly siteId?: string | undefined;
  readonly teamId?: string | undefined;
  readonly assigneeId?: string | undefined;
  readonly requesterId?: string | undefined;
  readonly origin?: string | undefined;
  readonly major?: boolean | undefined;
  /** The requester is a VIP. */
  readonly vip?: boolean | undefined;
  readonly requesterSiteId?: string | undefined;
  /** Where the first linked configuration item stands. */
  readonly itemSiteId?: string | undefined;
  readonly contractIds?: readonly string[] | undefined;
}

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
      readonly facts?: SlaFacts;
    })
  | (EventBase & { readonly kind: 'state'; readonly state: string; readonly reason?: string })
  | (EventBase & { readonly kind: 'priority'; readonly priority: number | null })
  | (EventBase & {
      readonly kind: 'comment';
      /** The requester can read it. */
      readonly isPublic: boolean;
      readonly byRequester: boolean;
    })
  | (EventBase & { readonly kind: 'assignment'; readonly isAssigned: boolean })
  /** Other facts than before; those not named stay as they are. */
  | (EventBase & { readonly kind: 'facts'; readonly facts: SlaFacts });

/** Holds while the record is in one of the states, with one of the reasons where they are named. */
export interface StateCondition {
  readonly states: readonly string[];
  readonly reasons?: readonly string[];
}

/**
 * What ends a target's run. `while-state`: done as long as the record is in one of the states;
 * leaving them reopens. All others: done from that event on, whatever follows.
 */
export type StopCondition =
  | ({ readonly kind: 'while-state' } & StateCondition)
  | ({ readonly kind: 'on-state' } & StateCondition)
  | { readonly kind: 'on-response' }
  | { readonly kind: 'on-assignment' }
  | { readonly kind: 'on-requester-comment' }
  | { readonly kind: 'on-team-change' };

export interface SlaTarget {
  readonly metric: SlaMetric;
  /** Minutes of open time; a priority that is missing has no target. May be fractional. */
  readonly minutesByPriority: Readonly<Record<number, number>>;
  /**
   * `business-days`: the figures above are days on which the calendar opens. They are turned into
   * the open time between start and due once, so that a pause adds exactly its open time.
   */
  readonly unit?: 'minutes' | 'business-days';
  /** Its first run starts when one of them comes; absent or empty: with the record. */
  readonly startOn?: readonly SlaTrigger[];
  /** The clock stands still while one of them holds. */
  readonly pauseWhile: readonly StateCondition[];
  /** Ends a pause although the record is still in its state, until the next change of state. */
  readonly resumeOn?: readonly SlaTrigger[];
  readonly stopWhen: readonly StopCondition[];
  /** Ends the run as met or breached, and starts the next at once. */
  readonly resetOn?: readonly SlaTrigger[];
  /** What a reopened record does: count on, start a new run, or leave the verdict alone. */
  readonly reopen: 'resume' | 'restart' | 'nothing';
  /** Share of the target after which it warns, above 0 and below 100. */
  readonly warnAtPercent: number;
  readonly rules?: readonly EscalationRule[];
}

/** What a policy says at one time. */
export interface SlaTerms {
  /** Absent: of every kind. */
  readonly ticketKinds?: readonly string[];
  /** All must match; see `matchesFacts`. */
  readonly conditions?: readonly SlaCondition[];
  readonly calendarId: string;
  /** Whose calendar counts, where it has one of its own; absent: always `calendarId`. */
  readonly calendarSource?: CalendarSource;
  /**
   * A priority, policy or calendar that changes the target: count everything from the start under
   * the new one, or close this run and start a new one at the change. A calendar alone then counts
   * from the change on, in the same run.
   */
  readonly retroactive: 'fromStart' | 'fromChange';
  readonly targets: readonly SlaTarget[];
}

export interface SlaPolicy extends SlaTerms {
  readonly id: string;
  readonly name: string;
  readonly kind: SlaKind;
  /**
   * Policies of one line exclude each other: the first one that matches runs. Absent: it has a line
   * of its own and runs beside all others.
   */
  readonly line?: string;
  readonly validFrom?: Instant;
  /** In force until then. */
  readonly validTo?: Instant;
  /** What it said before, oldest first. */
  readonly earlier?: readonly (SlaTerms & { readonly until: Instant })[];
}

/** `breached` of a run still open: the due instant passed, the clock goes on. */
export type SlaState = 'not-started' | 'running' | 'paused' | 'met' | 'breached';
/** What the clock is doing at `now`, whatever the state. */
export type SlaClock = 'counting' | 'outside-hours' | 'paused' | 'stopped';

/** A run that ended before the one the result is about. */
export interface EarlierRun {
  readonly policyId: string;
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
  /** Of the run's last moment; null while nobody has set one. */
  readonly priority: number | null;
  /** The calendar that counted last. */
  readonly calendarId: string;
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
