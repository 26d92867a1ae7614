import { csvOf } from '../../../shared/sla/report-csv.ts';
import type { CsvCell } from '../../../shared/sla/report-csv.ts';
import { activeIn, backlogAt, figuresOf, flowOf } from '../../../shared/desk/desk-figures.ts';
import type { DeskFigures } from '../../../shared/desk/desk-figures.ts';
import type { DeskRecord } from '../../../shared/desk/desk-record.ts';
import { dayText } from '../../../shared/sla/report-periods.ts';
import type { PeriodRange } from '../../../shared/sla/report-periods.ts';
import type { TicketRow } from '../../replica/ticket-row.ts';
import { groupLabel } from './dashboard-words.ts';
import type { Dashboard } from './use-dashboard.ts';

/*
 * Headers are English whatever the language of the console: what reads such a file again keeps on
 * reading it. Durations are seconds of the wall clock, instants ISO 8601 in UTC, shares 0 to 1.
 */

type Names = Parameters<typeof groupLabel>[2];

/** `outpost-desk-2027-03-01-2027-03-31-figures.csv` */
export function exportName(
  { firstDay, lastDay }: PeriodRange,
  what: string,
  extension: 'csv' | 'pdf',
): string {
  return `outpost-desk-${dayText(firstDay)}-${dayText(lastDay)}-${what}.${extension}`;
}

const FIGURE_HEAD = [
  'open',
  'opened',
  'resolved',
  'mtta_mean_seconds',
  'mtta_median_seconds',
  'mttr_mean_seconds',
  'mttr_median_seconds',
  'mttr_p90_seconds',
  'first_contact_share',
  'reopened_share',
  'reassigned_share',
  'satisfaction_mean',
  'satisfaction_count',
] as const;

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 1_000);
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

function figureCells(open: number, figures: DeskFigures): readonly CsvCell[] {
  const { acknowledge, resolve } = figures;
  return [
    open,
    figures.opened,
    figures.resolved,
    seconds(acknowledge.meanMs),
    seconds(acknowledge.medianMs),
    seconds(resolve.meanMs),
    seconds(resolve.medianMs),
    seconds(resolve.p90Ms),
    rounded(figures.firstContactShare, 4),
    rounded(figures.reopenedShare, 4),
    rounded(figures.reassignedShare, 4),
    rounded(figures.satisfactionMean, 2),
    figures.satisfactionCount,
  ];
}

/** All figures of the period by group and by time as one CSV file; `part` says which a row is of. */
export function figuresCsv(dashboard: Dashboard): string {
  const { groups, groupBy, records, range, slots, unit, atMs } = dashboard;
  const row = (part: string, key: string, label: string, own: readonly DeskRecord[]): CsvCell[] => [
    part,
    key,
    label,
    ...figureCells(backlogAt(own, atMs).length, figuresOf(own, range)),
  ];
  const flow = flowOf(records, slots);
  const active = activeIn(records, range);
  return csvOf([
    ['part', 'key', 'label', ...FIGURE_HEAD],
    row('total', '', '', records),
    ...groups.map((group) => row(groupBy, group.key ?? '', group.label, group.records)),
    ...flow.map(({ slot, backlog }, index) => [
      unit,
      slot.key,
      slots[index]?.label ?? '',
      ...figureCells(backlog, figuresOf(active, slot)),
    ]),
  ]);
}

const RECORD_HEAD = [
  'number',
  'title',
  'kind',
  'state',
  'priority',
  'team',
  'site',
  'service',
  'category',
  'opened_at',
  'responded_at',
  'resolved_at',
  'reassignments',
  'reopens',
  'satisfaction',
  'record_id',
] as const;

function instant(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : new Date(ms).toISOString();
}

/** Every record that a figure of the period is about, one row each. */
export function recordsCsv(
  { records, range, atMs }: Dashboard,
  rowOf: (id: string) => TicketRow | undefined,
  names: Names,
): string {
  const counted = new Set([...backlogAt(records, atMs), ...activeIn(records, range)]);
  return csvOf([
    RECORD_HEAD,
    ...records.flatMap((record) => {
      if (!counted.has(record)) return [];
      const row = rowOf(record.id);
      return row ? [recordCells(record, row, names)] : [];
    }),
  ]);
}

function recordCells(record: DeskRecord, row: TicketRow, names: Names): readonly CsvCell[] {
  const name = (by: Parameters<typeof groupLabel>[0], key: string | null): string | null =>
    key === null ? null : groupLabel(by, key, names);
  return [
    row.number,
    row.title,
    row.kind,
    row.state,
    row.priority,
    name('team', record.teamId),
    name('site', record.siteId),
    name('service', record.serviceId),
    record.category,
    instant(record.openedMs),
    instant(record.respondedMs),
    instant(record.resolvedMs),
    record.reassignments,
    record.reopens,
    record.satisfaction,
    record.id,
  ];
}
