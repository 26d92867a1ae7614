import { derivedUlid } from '../../shared/model/derived-ulid.ts';
import { SCHEMA_VERSION } from '../../shared/model/envelope.ts';
import type { Entry, VerdictEntry } from '../../shared/model/entry.ts';
import { makeEntryId } from '../../shared/model/ids.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { evaluateSla } from '../../shared/sla/evaluate-sla.ts';
import type { SlaInput } from '../../shared/sla/evaluate-sla.ts';
import type { SlaRules } from '../../shared/sla/sla-rules.ts';
import type { ItemPlaceOf } from '../../shared/sla/ticket-facts.ts';
import { ticketSlaInput } from '../../shared/sla/ticket-sla.ts';
import type { SlaTargetResult } from '../../shared/sla/sla-types.ts';

/** Author and device of what the server writes by itself. */
export const FOLLOWER_NAME = 'outpost-server';
export const FOLLOWER_DEVICE = 'server';

export interface VerdictCase {
  readonly ticket: Ticket;
  /** The whole timeline, earlier verdicts included. */
  readonly entries: readonly Entry[];
  readonly rules: SlaRules;
  /** Where configuration items stand, for policies that ask for it. */
  readonly itemPlaceOf?: ItemPlaceOf;
  /** Milliseconds since 1970 by the server's clock. */
  readonly nowMs: number;
}

export interface VerdictPlan {
  /** What the ticket was judged by; later entries count as of the moment the server heard of them. */
  readonly input: SlaInput;
  /** Not written yet; the same case plans the same ids, whoever asks and however often. */
  readonly verdicts: readonly VerdictEntry[];
  /** When a target will be used up unless something happens; null where none runs. */
  readonly wakeAtMs: number | null;
}

interface Clamp {
  readonly entryId: string;
  readonly at: string;
}

interface Outcome {
  readonly target: SlaTargetResult;
  readonly runStartedAt: string;
  readonly outcome: VerdictEntry['outcome'];
  readonly breachedAt: string | null;
  readonly stoppedAt: string | null;
  readonly targetSeconds: number;
}

/**
 * What happened cannot lie ahead of the moment at which the server heard of it: such entries count
 * as of that moment, and verdicts remember it, so that a later look finds the same (F12).
 */
function clampsOf({ entries, nowMs }: VerdictCase): readonly Clamp[] {
  const known = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind !== 'verdict') continue;
    for (const { entryId, at } of entry.clamped ?? []) known.set(entryId, at);
  }
  const heardAt = new Date(nowMs).toISOString();
  return entries.flatMap((entry) => {
    if (entry.kind === 'verdict') return [];
    const at = known.get(entry.id) ?? (Date.parse(entry.at) > nowMs ? heardAt : undefined);
    return at === undefined ? [] : [{ entryId: entry.id, at }];
  });
}

function outcomesOf(target: SlaTargetResult): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const run of target.earlierRuns) {
    if (run.state === 'superseded') continue;
    outcomes.push({
      target,
      runStartedAt: run.startedAt,
      outcome: run.state,
      breachedAt: run.breachedAt,
      stoppedAt: run.endedAt,
      targetSeconds: run.targetSeconds,
    });
  }
  const { startedAt, state, targetSeconds, breachedAt, stoppedAt } = target;
  const isFinal = state === 'met' || state === 'breached';
  if (isFinal && startedAt !== null && targetSeconds !== null) {
    outcomes.push({
      target,
      runStartedAt: startedAt,
      outcome: state,
      breachedAt,
      stoppedAt,
      targetSeconds,
    });
  }
  return outcomes;
}

/** Every public comment ends a run of updates in time: nobody waits for a word on each of them. */
function isWorthTelling({ target, outcome }: Outcome): boolean {
  return target.metric !== 'next-update' || outcome === 'breached';
}

/** The verdict about this run that nothing took the place of. */
function standingVerdict(
  { target, runStartedAt }: Outcome,
  entries: readonly Entry[],
): VerdictEntry | undefined {
  const about = entries.filter(
    (entry): entry is VerdictEntry =>
      entry.kind === 'verdict' &&
      entry.policyId === target.policyId &&
      entry.metric === target.metric &&
      entry.runStartedAt === runStartedAt,
  );
  const corrected = new Set(about.map(({ corrects }) => corrects));
  return about
    .filter(({ id }) => !corrected.has(id))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .at(-1);
}

function verdictEntry(
  { ticket, nowMs }: VerdictCase,
  found: Outcome,
  corrects: string | undefined,
  clamped: readonly Clamp[],
): VerdictEntry {
  const { target, runStartedAt, outcome, breachedAt, stoppedAt, targetSeconds } = found;
  const now = new Date(nowMs).toISOString();
  const at = (outcome === 'breached' ? breachedAt : stoppedAt) ?? now;
  const key = [ticket.id, target.policyId, target.metric, runStartedAt, outcome, corrects ?? ''];
  const ulid = derivedUlid(Date.parse(at), ...key);
  return {
    id: makeEntryId(ticket.id, ulid),
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    mutationId: ulid,
    createdAt: now,
    createdBy: FOLLOWER_NAME,
    updatedAt: now,
    updatedBy: FOLLOWER_NAME,
    deviceId: FOLLOWER_DEVICE,
    scope: ticket.scope,
    recordId: ticket.id,
    at,
    kind: 'verdict',
    policyId: target.policyId as VerdictEntry['policyId'],
    metric: target.metric,
    runStartedAt,
    outcome,
    ...(breachedAt === null ? {} : { breachedAt }),
    ...(stoppedAt === null ? {} : { stoppedAt }),
    targetSeconds,
    ...(corrects === undefined ? {} : { corrects }),
    ...(clamped.length === 0 ? {} : { clamped }),
  };
}

function wakeOf(targets: readonly SlaTargetResult[]): number | null {
  const dues = targets.flatMap(({ breachedAt, stoppedAt, dueAt }) =>
    breachedAt === null && stoppedAt === null && dueAt !== null ? [Date.parse(dueAt)] : [],
  );
  return dues.length === 0 ? null : Math.min(...dues);
}

/**
 * The final word on a ticket's service levels: a verdict for every run that ended or used up its
 * target and has none that says so. Pure but for the hash of ids.
 */
export function decideVerdicts(given: VerdictCase): VerdictPlan {
  const { ticket, entries, rules, nowMs } = given;
  const clamps = clampsOf(given);
  const instants = new Map(clamps.map(({ entryId, at }) => [entryId, at]));
  const timeline = entries
    .filter(({ kind }) => kind !== 'verdict')
    .map((entry) => ({ ...entry, at: instants.get(entry.id) ?? entry.at }));
  const now = new Date(nowMs).toISOString();
  const input = ticketSlaInput(ticket, timeline, rules, now, given.itemPlaceOf);
  const { targets } = evaluateSla(input);
  const verdicts = targets
    .flatMap(outcomesOf)
    .filter(isWorthTelling)
    .flatMap((found) => {
      const standing = standingVerdict(found, entries);
      if (standing?.outcome === found.outcome) return [];
      return [verdictEntry(given, found, standing?.id, clamps)];
    });
  return { input, verdicts, wakeAtMs: wakeOf(targets) };
}
