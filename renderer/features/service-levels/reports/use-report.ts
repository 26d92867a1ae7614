import { useContext, useDeferredValue, useEffect, useMemo, useSyncExternalStore } from 'react';
import {
  breachReasons,
  complianceReport,
  figuresOf,
  isPeriodGroup,
  selectRows,
} from '../../../../shared/sla/report-compliance.ts';
import type {
  ReasonCount,
  ReportFigures,
  ReportGroup,
  ReportGroupBy,
} from '../../../../shared/sla/report-compliance.ts';
import { periodRanges, slotsOf } from '../../../../shared/sla/report-periods.ts';
import type { PeriodRange } from '../../../../shared/sla/report-periods.ts';
import type { ReportRow } from '../../../../shared/sla/report-rows.ts';
import { ClocksContext } from '../../../replica/clocks.ts';
import { useReplica, useWorkspace } from '../../../replica/hooks.ts';
import { reportDeskOf } from './report-desk.ts';
import type { ReportData, ReportDesk, ReportState } from './report-desk.ts';
import type { ReportChoices } from './report-choices.ts';

/** A report of one period beside that of the period before it. */
export interface Report {
  readonly data: ReportData;
  readonly groupBy: ReportGroupBy;
  readonly range: PeriodRange;
  readonly before: PeriodRange;
  /** What counts in the period and fits the filter. */
  readonly rows: readonly ReportRow[];
  readonly total: ReportFigures;
  readonly totalBefore: ReportFigures;
  /** Periods ascending, all of them; other groups by what was breached, most first. */
  readonly groups: readonly ReportGroup[];
  /** By the key of the group; periods by their place instead, since none is in both. */
  readonly groupsBefore: ReadonlyMap<string, ReportGroup>;
  readonly reasons: readonly ReasonCount[];
}

export interface ReportUse {
  readonly desk: ReportDesk;
  /** Null: its dates cannot be read. */
  readonly ranges: { readonly range: PeriodRange; readonly before: PeriodRange } | null;
  /** Null until the period was worked out. */
  readonly report: Report | null;
}

/** The report of what is chosen; works out the period where that was not done yet. */
export function useReport(choices: ReportChoices): ReportUse {
  const workspace = useWorkspace();
  const replica = useReplica();
  const clocks = useContext(ClocksContext);
  if (!clocks) throw new Error('Reports need clocks around them');
  const desk = useMemo(() => reportDeskOf(workspace, clocks), [workspace, clocks]);
  // Progress is left to those who show it: the figures are not drawn anew for it.
  const data = useSyncExternalStore(desk.subscribe, desk.getData);
  const { period, timezone } = choices;
  const ranges = useMemo(
    () => periodRanges(period, timezone, data?.nowMs ?? replica.now()),
    [period, timezone, data, replica],
  );
  const fromMs = ranges?.before.fromMs;
  const toMs = ranges?.range.toMs;
  useEffect(() => {
    if (fromMs !== undefined && toMs !== undefined) desk.want({ fromMs, toMs });
  }, [desk, fromMs, toMs]);
  // What was chosen shows at once; the figures follow when they are added up and drawn.
  const asked = useDeferredValue(choices);
  const there = useDeferredValue(data);
  const report = useMemo(() => {
    const wanted = there && periodRanges(asked.period, asked.timezone, there.nowMs);
    if (!wanted || there.period.fromMs > wanted.before.fromMs) return null;
    return there.period.toMs < wanted.range.toMs ? null : reportOf(there, wanted, asked);
  }, [there, asked]);
  return { desk, ranges, report };
}

/** How far the work has come; redraws with every step. */
export function useDeskState(desk: ReportDesk): ReportState {
  return useSyncExternalStore(desk.subscribe, desk.get);
}

type Asked = Pick<ReportChoices, 'countedAt' | 'filter' | 'groupBy' | 'timezone'>;

/** Adds up what was worked out; 40,000 runs take some 20 ms. */
export function reportOf(
  data: ReportData,
  { range, before }: NonNullable<ReportUse['ranges']>,
  { countedAt, filter, groupBy, timezone }: Asked,
): Report {
  const options = { countedAt, timezone, nowMs: data.nowMs };
  const rows = selectRows(data.rows, range, filter, options);
  const rowsBefore = selectRows(data.rows, before, filter, options);
  const now = complianceReport(rows, groupBy, options);
  const then = complianceReport(rowsBefore, groupBy, options);
  const isPeriod = isPeriodGroup(groupBy);
  const slots = isPeriod ? slotsOf(range, groupBy, timezone) : [];
  const slotsBefore = isPeriod ? slotsOf(before, groupBy, timezone) : [];
  const byKeyBefore = new Map(then.groups.map((group) => [group.key, group]));
  return {
    data,
    groupBy,
    range,
    before,
    rows,
    total: now.total,
    totalBefore: then.total,
    groups: isPeriod
      ? filledSlots(slots, now.groups)
      : [...now.groups].sort((a, b) => b.breached - a.breached || b.runs - a.runs),
    groupsBefore: isPeriod
      ? new Map(
          slots.flatMap(({ key }, index) => {
            const group = byKeyBefore.get(slotsBefore[index]?.key ?? '');
            return group ? [[key, group] as const] : [];
          }),
        )
      : byKeyBefore,
    reasons: breachReasons(rows),
  };
}

function filledSlots(
  slots: readonly { readonly key: string }[],
  groups: readonly ReportGroup[],
): readonly ReportGroup[] {
  const byKey = new Map(groups.map((group) => [group.key, group]));
  return slots.map(({ key }) => byKey.get(key) ?? { key, ...figuresOf([]) });
}
