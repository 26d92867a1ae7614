import { evaluateSla } from '../../shared/sla/evaluate-sla.ts';
import type { SlaEvaluation } from '../../shared/sla/evaluate-sla.ts';
import type { SlaRules } from '../../shared/sla/sla-rules.ts';
import { ticketSlaInput } from '../../shared/sla/ticket-sla.ts';
import type { LoggedIncident } from './logged-incident.ts';

/** What the source recorded beside what we find, for the incidents of one priority. */
export interface PriorityCompliance {
  readonly priority: number;
  readonly records: number;
  /** Met by the source's own word. */
  readonly recordedMet: number;
  readonly oursMet: number;
  /** Records about which both say the same. */
  readonly agreed: number;
}

export interface Comparison {
  /** Ascending by priority. */
  readonly priorities: readonly PriorityCompliance[];
  /** Evaluations that threw. */
  readonly throws: number;
  /** Evaluations with a figure below 0. */
  readonly negatives: number;
  /** Records whose resolution has no verdict. */
  readonly undecided: number;
  /** Of all evaluations, milliseconds. */
  readonly evaluationMs: number;
}

/** Evaluates every incident as of `now` and compares the verdicts. */
export function compareCompliance(
  incidents: readonly LoggedIncident[],
  rules: SlaRules,
  now: string,
): Comparison {
  const byPriority = new Map<number, { -readonly [K in keyof PriorityCompliance]: number }>();
  let throws = 0;
  let negatives = 0;
  let undecided = 0;
  const startedMs = performance.now();
  for (const { ticket, entries, madeSla } of incidents) {
    const { priority } = ticket;
    const sums = byPriority.get(priority) ?? noneOf(priority);
    byPriority.set(priority, sums);
    sums.records += 1;
    if (madeSla) sums.recordedMet += 1;
    let evaluation: SlaEvaluation;
    try {
      evaluation = evaluateSla(ticketSlaInput(ticket, entries, rules, now));
    } catch {
      throws += 1;
      continue;
    }
    if (hasNegative(evaluation)) negatives += 1;
    const isMet = verdictOf(evaluation);
    if (isMet === null) undecided += 1;
    if (isMet === true) sums.oursMet += 1;
    if (isMet === madeSla) sums.agreed += 1;
  }
  const evaluationMs = performance.now() - startedMs;
  const priorities = [...byPriority.values()].sort((a, b) => a.priority - b.priority);
  return { priorities, throws, negatives, undecided, evaluationMs };
}

function noneOf(priority: number) {
  return { priority, records: 0, recordedMet: 0, oursMet: 0, agreed: 0 };
}

function verdictOf({ targets }: SlaEvaluation): boolean | null {
  const resolution = targets.find(({ metric }) => metric === 'resolution');
  if (resolution?.state === 'met') return true;
  return resolution?.state === 'breached' ? false : null;
}

/** The instant after everything in the logs. */
export function endOfLogs(incidents: readonly LoggedIncident[]): string {
  let lastMs = 0;
  for (const { ticket, entries } of incidents) {
    for (const at of [ticket.openedAt, ticket.activityAt, ...entries.map((entry) => entry.at)]) {
      lastMs = Math.max(lastMs, Date.parse(at));
    }
  }
  return new Date(lastMs + 1_000).toISOString();
}

/** Any amount anywhere in the answer; the names do not matter. */
function hasNegative(value: unknown): boolean {
  if (typeof value === 'number') return value < 0;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasNegative);
}
