import type { Entry, VerdictEntry } from '../model/entry.ts';
import type { SlaAgreement, SlaMetric } from '../model/policy.ts';
import type { BreachReason, Ticket, TicketKind } from '../model/ticket.ts';
import type { SlaEvaluation } from './evaluate-sla.ts';
import type { EpochMs } from './instant.ts';
import type { EarlierRun, SlaTargetResult } from './sla-types.ts';
import { standingVerdicts } from './verdicts.ts';

/** What a report asks about a record, as it stands now. */
export interface ReportRecord {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly kind: TicketKind;
  readonly teamId: string | null;
  readonly assigneeId: string | null;
  readonly siteId: string | null;
  readonly category: string | null;
  readonly openedMs: EpochMs;
  readonly breachReason: BreachReason | null;
  readonly breachNote: string | null;
}

/** `breached` also of a run that still goes on: its due instant passed. */
export type ReportOutcome = 'met' | 'breached' | 'running';

/** One run of one target of a record. */
export interface ReportRow {
  readonly record: ReportRecord;
  readonly policyId: string;
  readonly agreement: SlaAgreement;
  readonly metric: SlaMetric;
  readonly priority: number | null;
  readonly outcome: ReportOutcome;
  readonly startedMs: EpochMs;
  /** When it was decided: met at its stop, breached when its target was used up; null: running. */
  readonly settledMs: EpochMs | null;
  readonly stoppedMs: EpochMs | null;
  /** Open time, in seconds. */
  readonly targetSeconds: number;
  readonly elapsedSeconds: number;
  readonly overSeconds: number;
  /** `server`: its verdict, which is final; `here`: worked out on this machine. */
  readonly basis: 'server' | 'here';
}

/**
 * The runs of a record as a report counts them: those that stopped, those under way, and earlier
 * ones that were decided. A run that another target took the place of counts once, under that one.
 * Where the server gave its verdict on a run, that is what counts.
 *
 * @param agreementOf of a policy; undefined where it is not known here
 */
export function reportRows(
  record: ReportRecord,
  { targets }: SlaEvaluation,
  entries: readonly Entry[],
  agreementOf: (policyId: string) => SlaAgreement | undefined,
): readonly ReportRow[] {
  const rows = targets.flatMap((target) => rowsOf(record, target));
  const verdicts = standingVerdicts(entries);
  if (verdicts.length === 0) return rows;
  const byRun = new Map<string, VerdictEntry>();
  for (const verdict of verdicts) {
    const agreement = agreementOf(verdict.policyId);
    if (agreement === undefined) continue;
    byRun.set(runKey(agreement, verdict.metric, Date.parse(verdict.runStartedAt)), verdict);
  }
  return rows.map((row) => {
    const verdict = byRun.get(runKey(row.agreement, row.metric, row.startedMs));
    return verdict ? asJudged(row, verdict) : row;
  });
}

/** What a report keeps of a ticket. */
export function reportRecord(ticket: Ticket): ReportRecord {
  return {
    id: ticket.id,
    number: ticket.number,
    title: ticket.title,
    kind: ticket.kind,
    teamId: ticket.teamId ?? null,
    assigneeId: ticket.assigneeId ?? null,
    siteId: ticket.siteId ?? null,
    category: ticket.category ?? null,
    openedMs: Date.parse(ticket.openedAt),
    breachReason: ticket.breachReason ?? null,
    breachNote: ticket.breachNote ?? null,
  };
}

function runKey(agreement: SlaAgreement, metric: SlaMetric, startedMs: EpochMs): string {
  return `${agreement} ${metric} ${startedMs}`;
}

function rowsOf(record: ReportRecord, target: SlaTargetResult): ReportRow[] {
  const rows = target.earlierRuns.flatMap((run) => earlierRow(record, target, run));
  const { startedAt, targetSeconds, stoppedAt, breachedAt, state } = target;
  if (startedAt === null || targetSeconds === null || state === 'not-started') return rows;
  const settledAt = breachedAt ?? stoppedAt;
  rows.push({
    record,
    policyId: target.policyId,
    agreement: target.policyKind,
    metric: target.metric,
    priority: target.priority,
    outcome: state === 'met' || state === 'breached' ? state : 'running',
    startedMs: Date.parse(startedAt),
    settledMs: settledAt === null ? null : Date.parse(settledAt),
    stoppedMs: stoppedAt === null ? null : Date.parse(stoppedAt),
    targetSeconds,
    elapsedSeconds: target.elapsedSeconds,
    overSeconds: target.overSeconds,
    basis: 'here',
  });
  return rows;
}

function earlierRow(record: ReportRecord, target: SlaTargetResult, run: EarlierRun): ReportRow[] {
  if (run.state === 'superseded') return [];
  return [
    {
      record,
      policyId: run.policyId,
      agreement: target.policyKind,
      metric: target.metric,
      priority: target.priority,
      outcome: run.state,
      startedMs: Date.parse(run.startedAt),
      settledMs: Date.parse(run.breachedAt ?? run.endedAt),
      stoppedMs: Date.parse(run.endedAt),
      targetSeconds: run.targetSeconds,
      elapsedSeconds: run.elapsedSeconds,
      overSeconds: Math.max(0, run.elapsedSeconds - run.targetSeconds),
      basis: 'here',
    },
  ];
}

function asJudged(row: ReportRow, verdict: VerdictEntry): ReportRow {
  const { policyId, outcome, targetSeconds, breachedAt, stoppedAt } = verdict;
  const stoppedMs = stoppedAt === undefined ? null : Date.parse(stoppedAt);
  const settledMs = breachedAt === undefined ? stoppedMs : Date.parse(breachedAt);
  return {
    ...row,
    policyId,
    outcome,
    targetSeconds,
    settledMs: settledMs ?? row.settledMs,
    stoppedMs: stoppedMs ?? row.stoppedMs,
    overSeconds: outcome === 'met' ? 0 : Math.max(0, row.elapsedSeconds - targetSeconds),
    basis: 'server',
  };
}
