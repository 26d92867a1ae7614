import { businessElapsed } from '../../shared/sla/business-time.ts';
import { compileCalendar } from '../../shared/sla/calendar.ts';
import { explainSla } from '../../shared/sla/explain-sla.ts';
import { evaluateSla } from '../../shared/sla/evaluate-sla.ts';
import { ticketSlaInput } from '../../shared/sla/ticket-sla.ts';
import { eventLogCalendar } from '../seed/event-log-policies.ts';
import type { FittedLevels } from '../seed/event-log-policies.ts';
import { eventLogRules } from './event-log-rules.ts';
import type { LoggedIncident } from './logged-incident.ts';
import { bestThreshold } from './threshold.ts';
import type { Threshold } from './threshold.ts';

/** How the fit goes about it, in the words of its output. */
export const PROCEDURE = [
  'A record is in time where the open time from "opened_at" to its end is at most the target of its final priority.',
  '1. What ends the clock (resolved or closed) and whether waiting for the caller stops it: all four, under three plain calendars, each with the best targets; the one that judges most records as the source did is kept.',
  '2. The hours: every whole hour of opening and closing at least four hours apart from Monday to Friday, and around the clock; again the best.',
  '3. The target of each priority: the one that judges most of its records as the source did; among equal ones the share met decides, then the rounder figure.',
];

type Hours = Pick<FittedLevels, 'days' | 'opens' | 'closes'>;
type Rule = Pick<FittedLevels, 'endsWith' | 'pausesForCaller'>;

/** A combination that was tried and how many records it judges as the source did. */
export interface Tried {
  readonly rule: Rule;
  readonly hours: Hours;
  readonly agreed: number;
}

export interface Fit {
  readonly levels: FittedLevels;
  /** By priority, 1 first: from how many minutes to below how many a target judges the same. */
  readonly ranges: readonly Threshold['range'][];
  /** Of all records given. */
  readonly agreed: number;
  /** The best of each rule of step 1, best first. */
  readonly rules: readonly Tried[];
  /** The best hours of step 2, best first. */
  readonly hours: readonly Tried[];
}

const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const ALL_DAYS = [...WORKDAYS, 'sat', 'sun'] as const;
const FEWEST_HOURS = 4;
const AROUND_THE_CLOCK: Hours = { days: ALL_DAYS, opens: '00:00', closes: '24:00' };
const PLAIN: readonly Hours[] = [
  AROUND_THE_CLOCK,
  { days: WORKDAYS, opens: '00:00', closes: '24:00' },
  { days: WORKDAYS, opens: '08:00', closes: '18:00' },
];
const RULES: readonly Rule[] = [
  { endsWith: 'resolved', pausesForCaller: false },
  { endsWith: 'resolved', pausesForCaller: true },
  { endsWith: 'closed', pausesForCaller: false },
  { endsWith: 'closed', pausesForCaller: true },
];
const NO_TARGETS: FittedLevels['minutes'] = [1, 1, 1, 1];
const PRIORITIES = [1, 2, 3, 4] as const;
const SHOWN = 5;

/** Finds the service levels that explain best what a source recorded; see `PROCEDURE`. */
export function fitLevels(
  incidents: readonly LoggedIncident[],
  timezone: string,
  now: string,
): Fit {
  const tries = RULES.map((rule) => {
    const spans = spansOf(incidents, rule, timezone, now);
    const best = PLAIN.map((hours) => attempt(spans, rule, hours, timezone)).sort(byAgreement)[0]!;
    return { spans, best };
  });
  const [chosen] = [...tries].sort((a, b) => byAgreement(a.best, b.best));
  const { rule } = chosen!.best;
  const hours = [...PLAIN, ...wholeHours()]
    .map((each) => attempt(chosen!.spans, rule, each, timezone))
    .sort(byAgreement);
  const [best] = hours;
  return {
    levels: { ...rule, ...best!.hours, minutes: best!.minutes },
    ranges: best!.thresholds.map(({ range }) => range),
    agreed: best!.agreed,
    rules: tries.map(({ best: each }) => triedOf(each)).sort(byAgreement),
    hours: hours.slice(0, SHOWN).map(triedOf),
  };
}

/** The stretches in which a record's clock ran, whatever the hours. */
interface Ran {
  readonly priority: number;
  readonly madeSla: boolean;
  readonly stretches: readonly (readonly [fromMs: number, toMs: number])[];
}

function spansOf(
  incidents: readonly LoggedIncident[],
  rule: Rule,
  timezone: string,
  now: string,
): readonly Ran[] {
  const levels = { ...rule, ...AROUND_THE_CLOCK, minutes: NO_TARGETS };
  const rules = eventLogRules(levels, timezone);
  return incidents.map(({ ticket, entries, madeSla }) => {
    const input = ticketSlaInput(ticket, entries, rules, now);
    const stretches = evaluateSla(input).targets.flatMap(({ policyId, metric }) =>
      explainSla(input, policyId, metric)
        .filter(({ counted }) => counted)
        .map(({ from, to }) => [Date.parse(from), Date.parse(to)] as const),
    );
    return { priority: ticket.priority, madeSla, stretches };
  });
}

interface Attempt extends Tried {
  readonly minutes: FittedLevels['minutes'];
  readonly thresholds: readonly Threshold[];
}

function attempt(ran: readonly Ran[], rule: Rule, hours: Hours, timezone: string): Attempt {
  const calendar = compileCalendar(
    eventLogCalendar({ ...rule, ...hours, minutes: NO_TARGETS }, timezone),
  );
  const measured = ran.map(({ priority, madeSla, stretches }) => {
    let seconds = 0;
    for (const [fromMs, toMs] of stretches) seconds += businessElapsed(calendar, fromMs, toMs);
    return { priority, madeSla, minutes: seconds / 60 };
  });
  const dayMinutes = (Number.parseInt(hours.closes, 10) - Number.parseInt(hours.opens, 10)) * 60;
  const [p1, p2, p3, p4] = PRIORITIES.map((priority) =>
    bestThreshold(
      measured.filter((each) => each.priority === priority),
      dayMinutes,
    ),
  );
  const thresholds = [p1!, p2!, p3!, p4!];
  return {
    rule,
    hours,
    agreed: thresholds.reduce((sum, { agreed }) => sum + agreed, 0),
    minutes: [p1!.minutes, p2!.minutes, p3!.minutes, p4!.minutes],
    thresholds,
  };
}

function wholeHours(): Hours[] {
  const found: Hours[] = [];
  for (let opens = 0; opens <= 24 - FEWEST_HOURS; opens += 1) {
    for (let closes = opens + FEWEST_HOURS; closes <= 24; closes += 1) {
      found.push({ days: WORKDAYS, opens: clock(opens), closes: clock(closes) });
    }
  }
  return found;
}

function triedOf({ rule, hours, agreed }: Attempt): Tried {
  return { rule, hours, agreed };
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

function byAgreement(a: Tried, b: Tried): number {
  return b.agreed - a.agreed;
}
