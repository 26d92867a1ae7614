import { useDeferredValue, useMemo } from 'react';
import { filterRecords, groupRecords } from '../../../shared/desk/desk-record.ts';
import type { DeskGroupBy, DeskRecord, DeskSlot } from '../../../shared/desk/desk-record.ts';
import { periodRanges, slotsOf } from '../../../shared/sla/report-periods.ts';
import type { PeriodRange, PeriodUnit } from '../../../shared/sla/report-periods.ts';
import { useReference, useReplica, useRows, useWorkspace } from '../../replica/hooks.ts';
import { useNow } from '../../ui/use-now.ts';
import { slotLabel } from '../../words/period-words.ts';
import { useDashboardChoices } from './dashboard-choices.ts';
import { groupLabel } from './dashboard-words.ts';
import { toDeskRecord } from './desk-records.ts';

/** The records of one group, with its name. */
export interface LabelledGroup {
  readonly key: string | null;
  readonly label: string;
  readonly records: readonly DeskRecord[];
}

export interface LabelledSlot extends DeskSlot {
  readonly label: string;
}

/** What every page works from. */
export interface Dashboard {
  readonly groupBy: DeskGroupBy;
  /** What the filter leaves, whenever it was reported. */
  readonly records: readonly DeskRecord[];
  readonly groups: readonly LabelledGroup[];
  readonly range: PeriodRange;
  readonly before: PeriodRange;
  readonly unit: PeriodUnit;
  readonly slots: readonly LabelledSlot[];
  /** The end of the period, or now where that lies ahead. */
  readonly atMs: number;
}

const DAY_SLOTS = 31;
const WEEK_SLOTS = 26 * 7;

function unitOf({ firstDay, lastDay }: PeriodRange): PeriodUnit {
  const days = lastDay - firstDay + 1;
  if (days <= DAY_SLOTS) return 'day';
  return days <= WEEK_SLOTS ? 'week' : 'month';
}

/** The slots of a range with their ends; the first and the last are cut to it. */
function slotsWithin(range: PeriodRange, unit: PeriodUnit, timezone: string) {
  const slots = slotsOf(range, unit, timezone);
  return slots.map(({ key, fromMs }, index): LabelledSlot => ({
    key,
    label: slotLabel(unit, key),
    fromMs: Math.max(fromMs, range.fromMs),
    toMs: slots[index + 1]?.fromMs ?? range.toMs,
  }));
}

const MINUTE_MS = 60_000;

/** Figures of the choice; null where its dates cannot be read. Follows every change of a record. */
export function useDashboard(): Dashboard | null {
  const { tickets } = useWorkspace();
  const rows = useDeferredValue(useRows(tickets));
  const reference = useReference();
  const replica = useReplica();
  const { period, timezone, filter, groupBy } = useDashboardChoices();
  // Figures to the minute: what is typed elsewhere is counted at once, time alone a minute later.
  const tick = Math.floor(useNow(MINUTE_MS) / MINUTE_MS);
  const all = useMemo(() => rows.map(toDeskRecord), [rows]);
  const records = useMemo(() => filterRecords(all, filter), [all, filter]);
  const groups = useMemo(
    () =>
      groupRecords(records, groupBy).map((group) => ({
        ...group,
        label: groupLabel(groupBy, group.key, reference),
      })),
    [records, groupBy, reference],
  );
  return useMemo(() => {
    const nowMs = Math.max(tick * MINUTE_MS, replica.now());
    const ranges = periodRanges(period, timezone, nowMs);
    if (!ranges) return null;
    const unit = unitOf(ranges.range);
    return {
      ...ranges,
      groupBy,
      records,
      groups,
      unit,
      slots: slotsWithin(ranges.range, unit, timezone),
      atMs: Math.min(nowMs, ranges.range.toMs),
    };
  }, [tick, replica, period, timezone, groupBy, records, groups]);
}
