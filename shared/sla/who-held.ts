import type { Entry } from '../model/entry.ts';
import type { Ticket } from '../model/ticket.ts';
import { calendarAt } from './calendar.ts';
import type { CompiledCalendar } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { openMsBetween } from './open-time.ts';
import { orderLog } from './order-log.ts';
import type { SlaEvent, SlaFacts } from './sla-types.ts';
import { ticketEvents } from './ticket-events.ts';
import type { FactsReader } from './ticket-facts.ts';
import { DONE_STATES, HOLD_STATES } from './ticket-states.ts';
import { asHeard } from './verdicts.ts';

/** An amount of time in milliseconds: on the wall clock, and of it while the calendar was open. */
export interface HeldTime {
  readonly wallMs: number;
  readonly openMs: number;
}

/** `done`: it was resolved, before somebody opened it again. */
export type HeldMode = 'active' | 'on-hold' | 'done';

/** A stretch of a record's life in which nobody else took it over and its state stayed the same. */
export interface HeldStretch extends HeldTime {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  /** Null: no team had it. */
  readonly teamId: string | null;
  /** Null: nobody was named. */
  readonly personId: string | null;
  readonly mode: HeldMode;
  /** Of `on-hold`; null where none was given. */
  readonly holdReason: string | null;
}

/** Who held one record, from its report until it was done for good, or until now. */
export interface WhoHeld {
  readonly ticketId: string;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly isOpen: boolean;
  /** Ascending, without gaps, from `fromMs` to `toMs`; none of a record reported after now. */
  readonly stretches: readonly HeldStretch[];
}

/** Where a record is between two steps of its timeline. */
interface Holding {
  readonly teamId: string | null;
  readonly personId: string | null;
  readonly state: string;
  readonly reason: string | null;
}

interface Step {
  readonly ms: EpochMs;
  readonly holding: Holding;
}

/**
 * How long each team and each person held a record, from its timeline in any order. Times before
 * the report count as of the report, times after `nowMs` do not count yet. The stretches add up to
 * the record's life exactly, on the wall clock and in open time.
 *
 * @param calendar whose hours are open time; null: all hours are
 */
export function whoHeld(
  ticket: Ticket,
  entries: readonly Entry[],
  calendar: CompiledCalendar | null,
  nowMs: EpochMs,
): WhoHeld {
  const openedMs = Date.parse(ticket.openedAt);
  const steps = stepsOf(ticket, entries, nowMs);
  const last = steps.at(-1);
  const isOpen = last === undefined || !isDone(last.holding);
  const toMs = isOpen ? Math.max(openedMs, nowMs) : doneSince(steps);
  const stretches: HeldStretch[] = [];
  steps.forEach(({ ms, holding }, i) => {
    const untilMs = Math.min(steps[i + 1]?.ms ?? toMs, toMs);
    if (untilMs > ms) stretches.push(stretchOf(holding, ms, untilMs, calendar));
  });
  return { ticketId: ticket.id, fromMs: openedMs, toMs, isOpen, stretches };
}

/** When it was done for the last time: closing what was resolved adds nothing to its life. */
function doneSince(steps: readonly Step[]): EpochMs {
  let since = steps.at(-1)!.ms;
  for (let i = steps.length - 1; i >= 0 && isDone(steps[i]!.holding); i -= 1) since = steps[i]!.ms;
  return since;
}

function isDone({ state }: Holding): boolean {
  return DONE_STATES.includes(state);
}

function stretchOf(
  { teamId, personId, state, reason }: Holding,
  fromMs: EpochMs,
  toMs: EpochMs,
  calendar: CompiledCalendar | null,
): HeldStretch {
  const isHold = HOLD_STATES.includes(state);
  return {
    fromMs,
    toMs,
    teamId,
    personId,
    mode: isHold ? 'on-hold' : DONE_STATES.includes(state) ? 'done' : 'active',
    holdReason: isHold ? reason : null,
    wallMs: toMs - fromMs,
    openMs: calendar === null ? toMs - fromMs : openMsOf(calendar, fromMs, toMs),
  };
}

/** Open time with each part under the hours that were in force then. */
export function openMsOf(calendar: CompiledCalendar, fromMs: EpochMs, toMs: EpochMs): number {
  let openMs = 0;
  let atMs = fromMs;
  for (const { untilMs } of calendar.earlier) {
    const endMs = Math.min(untilMs, toMs);
    if (endMs <= atMs) continue;
    openMs += openMsBetween(calendarAt(calendar, atMs), atMs, endMs);
    atMs = endMs;
  }
  return openMs + openMsBetween(calendarAt(calendar, atMs), atMs, toMs);
}

/** Nothing but the holders is asked of a ticket's facts. */
const HOLDERS: FactsReader = {
  read: ({ teamId, assigneeId }) => ({
    teamId: teamId as string | undefined,
    assigneeId: assigneeId as string | undefined,
  }),
  isRequester: () => false,
};

function stepsOf(ticket: Ticket, entries: readonly Entry[], nowMs: EpochMs): readonly Step[] {
  const events = ticketEvents(ticket, asHeard(entries), HOLDERS);
  const steps: Step[] = [];
  let holding: Holding = { teamId: null, personId: null, state: ticket.state, reason: null };
  for (const { ms, event } of orderLog(events, nowMs).entries) {
    const next = afterEvent(holding, event);
    if (next === holding) continue;
    holding = next;
    if (steps.at(-1)?.ms === ms) steps.pop();
    steps.push({ ms, holding });
  }
  return steps;
}

function afterEvent(holding: Holding, event: SlaEvent): Holding {
  switch (event.kind) {
    case 'created': {
      const { state, reason = null, facts = {} } = event;
      return { ...holdersAfter(holding, facts), state, reason };
    }
    case 'state':
      return { ...holding, state: event.state, reason: event.reason ?? null };
    case 'facts':
      return holdersAfter(holding, event.facts);
    case 'priority':
    case 'comment':
    case 'assignment':
      return holding;
  }
}

function holdersAfter(holding: Holding, facts: SlaFacts): Holding {
  const teamId = 'teamId' in facts ? idOrNull(facts.teamId) : holding.teamId;
  const personId = 'assigneeId' in facts ? idOrNull(facts.assigneeId) : holding.personId;
  if (teamId === holding.teamId && personId === holding.personId) return holding;
  return { ...holding, teamId, personId };
}

function idOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
