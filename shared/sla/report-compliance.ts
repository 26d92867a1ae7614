import type { SlaAgreement, SlaMetric } from '../model/policy.ts';
import type { BreachReason } from '../model/ticket.ts';
import type { EpochMs } from './instant.ts';
import { PERIOD_UNITS, slotReader } from './report-periods.ts';
import type { PeriodRange, PeriodUnit } from './report-periods.ts';
import type { ReportRow } from './report-rows.ts';

/**
 * In which period a run counts. `settled`: in the one in which it was decided, that is met at its
 * stop or breached when its target was used up; one that still runs counts now. `opened`: in the one
 * in which its record was reported.
 */
export type CountedAt = 'settled' | 'opened';

export const REPORT_GROUPS = [
  'policy',
  'agreement',
  'metric',
  'team',
  'priority',
  'site',
  'category',
  'assignee',
  ...PERIOD_UNITS,
] as const;
export type ReportGroupBy = (typeof REPORT_GROUPS)[number];

/** A field that is absent or null asks nothing; '' asks for records that have none. */
export interface ReportFilter {
  readonly agreement?: SlaAgreement | null;
  readonly metric?: SlaMetric | null;
  readonly policyId?: string | null;
  readonly priority?: number | null;
  readonly teamId?: string | null;
  readonly siteId?: string | null;
}

/** What a selection of runs comes to. Percents are elapsed of target and may exceed 100. */
export interface ReportFigures {
  /** Runs it rests on. */
  readonly runs: number;
  /** Records these are of. */
  readonly records: number;
  readonly met: number;
  readonly breached: number;
  readonly running: number;
  /** Met of those decided, 0 to 1; null where none is. */
  readonly shareMet: number | null;
  /** Of those decided; null where none is. */
  readonly medianPercent: number | null;
  readonly p90Percent: number | null;
  /** By how much the breached ones are over, in seconds of open time; null where none is. */
  readonly medianOverSeconds: number | null;
  readonly mostOverSeconds: number | null;
  /** Of all: by the server's verdict, which is final. */
  readonly final: number;
}

export interface ReportGroup extends ReportFigures {
  /** An id, a word, or the local date on which a period begins; '' where there is none. */
  readonly key: string;
}

export interface ComplianceReport {
  readonly total: ReportFigures;
  /** In the order in which they first come. */
  readonly groups: readonly ReportGroup[];
}

export interface GroupOptions {
  readonly countedAt: CountedAt;
  /** IANA name, for periods. */
  readonly timezone: string;
  readonly nowMs: EpochMs;
}

/** The instant that decides in which period a run counts; see `CountedAt`. */
export function countedMs(row: ReportRow, countedAt: CountedAt, nowMs: EpochMs): EpochMs {
  return countedAt === 'opened' ? row.record.openedMs : (row.settledMs ?? nowMs);
}

/** The runs that count in a period and fit the filter; the order stays. */
export function selectRows(
  rows: readonly ReportRow[],
  { fromMs, toMs }: Pick<PeriodRange, 'fromMs' | 'toMs'>,
  filter: ReportFilter,
  options: Pick<GroupOptions, 'countedAt' | 'nowMs'>,
): readonly ReportRow[] {
  const { agreement, metric, policyId, priority, teamId, siteId } = filter;
  return rows.filter((row) => {
    const ms = countedMs(row, options.countedAt, options.nowMs);
    if (ms < fromMs || ms >= toMs) return false;
    return (
      fits(agreement, row.agreement) &&
      fits(metric, row.metric) &&
      fits(policyId, row.policyId) &&
      fits(priority, row.priority) &&
      fits(teamId, row.record.teamId ?? '') &&
      fits(siteId, row.record.siteId ?? '')
    );
  });
}

function fits<T>(wanted: T | null | undefined, value: T | null): boolean {
  return wanted === undefined || wanted === null || wanted === value;
}

/** Figures of all runs and of each group. Runs of one record have to stand together. */
export function complianceReport(
  rows: readonly ReportRow[],
  groupBy: ReportGroupBy,
  options: GroupOptions,
): ComplianceReport {
  const keyOf = keyReader(groupBy, options);
  const groups = new Map<string, ReportRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return {
    total: figuresOf(rows),
    groups: [...groups].map(([key, members]) => ({ key, ...figuresOf(members) })),
  };
}

/** Reads the group of a run: see `ReportGroup.key`. */
export function keyReader(
  groupBy: ReportGroupBy,
  { countedAt, timezone, nowMs }: GroupOptions,
): (row: ReportRow) => string {
  switch (groupBy) {
    case 'policy':
      return ({ policyId }) => policyId;
    case 'agreement':
      return ({ agreement }) => agreement;
    case 'metric':
      return ({ metric }) => metric;
    case 'priority':
      return ({ priority }) => (priority === null ? '' : String(priority));
    case 'team':
      return ({ record }) => record.teamId ?? '';
    case 'assignee':
      return ({ record }) => record.assigneeId ?? '';
    case 'site':
      return ({ record }) => record.siteId ?? '';
    case 'category':
      return ({ record }) => record.category ?? '';
    default: {
      const slotOf = slotReader(groupBy, timezone);
      return (row) => slotOf(countedMs(row, countedAt, nowMs));
    }
  }
}

export function isPeriodGroup(groupBy: ReportGroupBy): groupBy is PeriodUnit {
  return (PERIOD_UNITS as readonly string[]).includes(groupBy);
}

/** The figures of runs; those of one record have to stand together. */
export function figuresOf(rows: readonly ReportRow[]): ReportFigures {
  // One pass into typed arrays: with a callback per figure every number is put into a box of its
  // own, which is five times slower.
  const percents = new Float64Array(rows.length);
  const overs = new Float64Array(rows.length);
  let met = 0;
  let breached = 0;
  let records = 0;
  let final = 0;
  let lastRecord = '';
  for (const { outcome, basis, record, elapsedSeconds, targetSeconds, overSeconds } of rows) {
    if (basis === 'server') final += 1;
    if (record.id !== lastRecord) records += 1;
    lastRecord = record.id;
    if (outcome === 'running') continue;
    // A target of nothing is used up at once.
    percents[met + breached] = targetSeconds === 0 ? 100 : (elapsedSeconds / targetSeconds) * 100;
    if (outcome === 'breached') overs[breached++] = overSeconds;
    else met += 1;
  }
  const decided = met + breached;
  const usedUp = percents.subarray(0, decided).sort();
  const beyond = overs.subarray(0, breached).sort();
  return {
    runs: rows.length,
    records,
    met,
    breached,
    running: rows.length - decided,
    shareMet: decided === 0 ? null : met / decided,
    medianPercent: quantile(usedUp, 0.5),
    p90Percent: quantile(usedUp, 0.9),
    medianOverSeconds: quantile(beyond, 0.5),
    mostOverSeconds: quantile(beyond, 1),
    final,
  };
}

/**
 * The value below which a share of the others lies, between the two nearest where it falls between
 * (`PERCENTILE.INC` of spreadsheets, so that an exported table gives the same figure).
 *
 * @param sorted ascending
 * @param share 0 to 1
 */
export function quantile(sorted: Float64Array, share: number): number | null {
  if (sorted.length === 0) return null;
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const lower = sorted[low]!;
  const upper = sorted[Math.min(low + 1, sorted.length - 1)]!;
  return lower + (upper - lower) * (at - low);
}

/** How many records were breached for a reason; null: nobody gave one. */
export interface ReasonCount {
  readonly reason: BreachReason | null;
  readonly records: number;
}

/** Records with a breached run by the reason that was given, most first, those without one last. */
export function breachReasons(rows: readonly ReportRow[]): readonly ReasonCount[] {
  const counts = new Map<BreachReason | null, number>();
  let lastRecord = '';
  for (const { outcome, record } of rows) {
    if (outcome !== 'breached' || record.id === lastRecord) continue;
    lastRecord = record.id;
    counts.set(record.breachReason, (counts.get(record.breachReason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, records]) => ({ reason, records }))
    .sort((a, b) => Number(a.reason === null) - Number(b.reason === null) || b.records - a.records);
}
