import type { Selected } from './figures-table.tsx';
import type { Dashboard } from './use-dashboard.ts';

/** What every page of the dashboards is given. */
export interface PageProps {
  readonly dashboard: Dashboard;
  /** Opens the records behind a figure; absent on paper. */
  onSelect?: ((selected: Selected) => void) | undefined;
}
