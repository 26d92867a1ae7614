import { create } from 'zustand';
import type {
  CountedAt,
  ReportFilter,
  ReportGroupBy,
} from '../../../../shared/sla/report-compliance.ts';
import type { ReportPeriod } from '../../../../shared/sla/report-periods.ts';
import { ownZone } from '../../../words/period-words.ts';

export type ReportView = 'kept' | 'held' | 'reasons';

/** What a report is about and how it is shown. */
export interface ReportChoices {
  readonly period: ReportPeriod;
  readonly timezone: string;
  readonly countedAt: CountedAt;
  readonly filter: ReportFilter;
  readonly groupBy: ReportGroupBy;
  readonly view: ReportView;
}

interface ChoicesStore extends ReportChoices {
  set(change: Partial<ReportChoices>): void;
  setFilter(change: ReportFilter): void;
}

/** Kept as long as the window, so that a report is as it was when one comes back from a record. */
export const useReportChoices = create<ChoicesStore>((set) => ({
  period: { kind: 'days', days: 30 },
  timezone: ownZone(),
  countedAt: 'settled',
  filter: {},
  groupBy: 'team',
  view: 'kept',
  set: (change) => set(change),
  setFilter: (change) => set((state) => ({ filter: { ...state.filter, ...change } })),
}));
