import { create } from 'zustand';
import type { DeskFilter, DeskGroupBy } from '../../../shared/desk/desk-record.ts';
import type { ReportPeriod } from '../../../shared/sla/report-periods.ts';
import { ownZone } from '../../words/period-words.ts';

/** What the dashboards are about and how they are shown. */
export interface DashboardChoices {
  readonly period: ReportPeriod;
  readonly timezone: string;
  readonly filter: DeskFilter;
  readonly groupBy: DeskGroupBy;
}

interface ChoicesStore extends DashboardChoices {
  set(change: Partial<DashboardChoices>): void;
  setFilter(change: DeskFilter): void;
}

/** Kept as long as the window, so that figures are as they were when one comes back from a record. */
export const useDashboardChoices = create<ChoicesStore>((set) => ({
  period: { kind: 'days', days: 30 },
  timezone: ownZone(),
  filter: { kind: 'incident' },
  groupBy: 'team',
  set: (change) => set(change),
  setFilter: (change) => set((state) => ({ filter: { ...state.filter, ...change } })),
}));
