import { compileCalendar } from '../../../shared/sla/calendar.ts';
import { evaluateSla } from '../../../shared/sla/evaluate-sla.ts';
import type { SlaEvaluation, SlaInput } from '../../../shared/sla/evaluate-sla.ts';
import { BENCH_CALENDARS, BENCH_POLICIES } from '../data/sla-records.ts';
import type { SlaRecord } from '../data/sla-records.ts';
import type { Counter, PlainResult } from './plain-runs.ts';
import { measurePlainRun, plainRuns } from './plain-runs.ts';

const policyOfSite = new Map(BENCH_POLICIES.map((policy) => [policy.calendarId, policy]));

/** The product: what a console does for one record, at an instant. */
export function productEvaluation(): (record: SlaRecord, now: string) => SlaEvaluation {
  const calendars: SlaInput['calendars'] = new Map(
    Object.entries(BENCH_CALENDARS).map(([id, calendar]) => [id, compileCalendar(calendar)]),
  );
  return ({ events }, now) => evaluateSla({ events, policies: BENCH_POLICIES, calendars, now });
}

/** The same targets of the same record, counted by a package. */
export function plainEvaluation(
  counter: Counter,
): (record: SlaRecord, nowMs: number) => readonly PlainResult[] {
  return ({ calendarId, events }, nowMs) =>
    plainRuns(policyOfSite.get(calendarId)!, events).map((run) =>
      measurePlainRun(counter, calendarId, run, nowMs),
    );
}

/** How many targets the two disagree about: the due instant, what has elapsed, or the breach. */
export function differencesOf({ targets }: SlaEvaluation, plain: readonly PlainResult[]): number {
  return targets.filter((target, i) => {
    const other = plain[i];
    if (other?.metric !== target.metric) return true;
    const dueMs = target.dueAt === null ? null : Date.parse(target.dueAt);
    const isBreached = target.breachedAt !== null;
    const elapsedMs = Math.round(target.elapsedSeconds * 1_000);
    return (
      dueMs !== other.dueMs || isBreached !== other.isBreached || elapsedMs !== other.elapsedMs
    );
  }).length;
}
