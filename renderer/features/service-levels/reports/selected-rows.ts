import type { BreachReason } from '../../../../shared/model/ticket.ts';
import { keyReader } from '../../../../shared/sla/report-compliance.ts';
import type { ReportOutcome, ReportRow } from '../../../../shared/sla/report-rows.ts';
import type { Report } from './use-report.ts';

/** Of which figure the records are shown. */
export interface Selected {
  /** Null: of all groups. */
  readonly groupKey: string | null;
  readonly groupLabel: string;
  /** Null: whatever came out. */
  readonly outcome: ReportOutcome | null;
  /** Breached for this reason; null: without one. */
  readonly reason?: BreachReason | null;
}

/** The runs behind a figure, those furthest over their target first. */
export function selectedRows(
  { rows, data, groupBy }: Report,
  { groupKey, outcome, reason }: Selected,
  choices: { readonly countedAt: 'settled' | 'opened'; readonly timezone: string },
): readonly ReportRow[] {
  const keyOf = keyReader(groupBy, { ...choices, nowMs: data.nowMs });
  return rows
    .filter(
      (row) =>
        (groupKey === null || keyOf(row) === groupKey) &&
        (outcome === null || row.outcome === outcome) &&
        (reason === undefined || row.record.breachReason === reason),
    )
    .sort((a, b) => b.elapsedSeconds - b.targetSeconds - (a.elapsedSeconds - a.targetSeconds));
}
