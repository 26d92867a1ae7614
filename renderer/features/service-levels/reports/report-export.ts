import { csvLine, csvOf } from '../../../../shared/sla/report-csv.ts';
import type { CsvCell } from '../../../../shared/sla/report-csv.ts';
import type { ReportGroupBy } from '../../../../shared/sla/report-compliance.ts';
import { dayText } from '../../../../shared/sla/report-periods.ts';
import type { PeriodRange } from '../../../../shared/sla/report-periods.ts';
import type { ReportRow } from '../../../../shared/sla/report-rows.ts';
import { inSlices } from './in-slices.ts';
import { groupLabel } from './report-words.ts';
import type { Names } from './report-words.ts';
import type { Report } from './use-report.ts';

/*
 * Headers are English whatever the language of the console: what reads such a file again keeps on
 * reading it. Durations are seconds of open time, instants ISO 8601 in UTC.
 */

/** `outpost-service-levels-2027-03-01-2027-03-31-team.csv` */
export function exportName(
  { firstDay, lastDay }: PeriodRange,
  what: string,
  extension: 'csv' | 'pdf',
): string {
  return `outpost-service-levels-${dayText(firstDay)}-${dayText(lastDay)}-${what}.${extension}`;
}

/** The figures of each group as a CSV file. */
export function figuresCsv(
  { groups, groupBy, groupsBefore, range, data }: Report,
  names: Names,
): string {
  const head = [
    groupBy,
    'label',
    'from_day',
    'to_day',
    'share_met',
    'share_met_before',
    'met',
    'breached',
    'running',
    'median_percent_used',
    'p90_percent_used',
    'median_over_seconds',
    'most_over_seconds',
    'records',
    'targets',
    'final',
    'evaluated_at',
  ];
  const rows = groups.map((group): CsvCell[] => [
    group.key,
    groupLabel(groupBy, group.key, names),
    dayText(range.firstDay),
    dayText(range.lastDay),
    rounded(group.shareMet, 4),
    rounded(groupsBefore.get(group.key)?.shareMet ?? null, 4),
    group.met,
    group.breached,
    group.running,
    rounded(group.medianPercent, 1),
    rounded(group.p90Percent, 1),
    rounded(group.medianOverSeconds, 0),
    rounded(group.mostOverSeconds, 0),
    group.records,
    group.runs,
    group.final,
    instant(data.nowMs),
  ]);
  return csvOf([head, ...rows]);
}

const RECORD_HEAD = [
  'number',
  'title',
  'kind',
  'priority',
  'agreement',
  'policy',
  'metric',
  'outcome',
  'opened_at',
  'started_at',
  'decided_at',
  'stopped_at',
  'target_seconds',
  'elapsed_seconds',
  'over_seconds',
  'percent_used',
  'team',
  'assignee',
  'site',
  'category',
  'breach_reason',
  'breach_note',
  'basis',
  'record_id',
] as const;

/** Characters turned into bytes in one go. */
const PART_LENGTH = 200_000;

/** Every run of the selection as a CSV file, one row each; made in slices, as they may be many. */
export async function recordsCsv(
  rows: readonly ReportRow[],
  names: Names,
  signal: AbortSignal,
): Promise<Blob> {
  const name = namesOf(names);
  const parts: Blob[] = [];
  let text = csvOf([RECORD_HEAD]);
  const addLine = (row: ReportRow): void => {
    text += csvLine(recordCells(row, name));
    if (text.length < PART_LENGTH) return;
    parts.push(new Blob([text]));
    text = '';
  };
  await inSlices(rows, addLine, signal);
  return new Blob([...parts, text]);
}

type NameOf = (groupBy: ReportGroupBy, key: string | null) => CsvCell;

/** Names are looked up once each. */
function namesOf(names: Names): NameOf {
  const known = new Map<string, string>();
  return (groupBy, key) => {
    if (key === null) return null;
    const place = `${groupBy} ${key}`;
    let label = known.get(place);
    if (label === undefined) {
      label = groupLabel(groupBy, key, names);
      known.set(place, label);
    }
    return label;
  };
}

function recordCells(row: ReportRow, name: NameOf): readonly CsvCell[] {
  const { record, targetSeconds, elapsedSeconds } = row;
  return [
    record.number,
    record.title,
    record.kind,
    row.priority,
    row.agreement,
    name('policy', row.policyId),
    row.metric,
    row.outcome,
    instant(record.openedMs),
    instant(row.startedMs),
    instant(row.settledMs),
    instant(row.stoppedMs),
    rounded(targetSeconds, 3),
    rounded(elapsedSeconds, 3),
    rounded(row.overSeconds, 3),
    targetSeconds === 0 ? null : rounded((elapsedSeconds / targetSeconds) * 100, 1),
    name('team', record.teamId),
    name('assignee', record.assigneeId),
    name('site', record.siteId),
    record.category,
    record.breachReason,
    record.breachNote,
    row.basis,
    record.id,
  ];
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
