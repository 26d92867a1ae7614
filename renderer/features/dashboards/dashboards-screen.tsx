import { useCallback, useState } from 'react';
import type { ReactElement } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import type { DashboardPage } from '../../state/routes.ts';
import type { Command } from '../../ui/commands.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/i18n.ts';
import { PaneBar } from '../../ui/pane-bar.tsx';
import { Pane, PaneBody } from '../../ui/pane.tsx';
import { TabPanel, Tabs } from '../../ui/tabs.tsx';
import { useCommands } from '../../ui/use-commands.ts';
import { BacklogPage } from './backlog-page.tsx';
import { DashboardControls } from './dashboard-controls.tsx';
import './dashboards.css';
import { ExportMenu } from './export-menu.tsx';
import type { Selected } from './figures-table.tsx';
import { FlowPage } from './flow-page.tsx';
import type { PageProps } from './page-props.ts';
import { QualityPage } from './quality-page.tsx';
import { RecordsDrawer } from './records-drawer.tsx';
import { SpeedPage } from './speed-page.tsx';
import { useDashboard } from './use-dashboard.ts';

interface PageDescription {
  readonly page: DashboardPage;
  readonly label: () => string;
  readonly Page: (props: PageProps) => ReactElement;
}

const PAGES: readonly PageDescription[] = [
  { page: 'backlog', label: () => t('Backlog'), Page: BacklogPage },
  { page: 'flow', label: () => t('Flow'), Page: FlowPage },
  { page: 'speed', label: () => t('Speed'), Page: SpeedPage },
  { page: 'quality', label: () => t('Quality'), Page: QualityPage },
];

const PANEL_ID = 'dashboards-page';

function pageCommands(): Command[] {
  return PAGES.map(({ page, label }, index) => ({
    id: `dashboards.${page}`,
    label: label(),
    keys: String(index + 1),
    group: t('Dashboards'),
    icon: 'chart',
    run: () => useNavigation.getState().go({ kind: 'dashboards', page }),
  }));
}

/** What the desk does, in figures from the replica. Keys 1–4 choose the page. */
export function DashboardsScreen({ page }: { readonly page: DashboardPage }): ReactElement {
  const go = useNavigation((state) => state.go);
  const dashboard = useDashboard();
  const [selected, setSelected] = useState<Selected | null>(null);
  const close = useCallback(() => setSelected(null), []);
  useCommands(pageCommands());
  const shown = PAGES.find((each) => each.page === page) ?? PAGES[0]!;
  return (
    <Pane kind="record" as="main" label={t('Dashboards')} className="dash-screen">
      <PaneBar title={t('Dashboards')}>
        {dashboard ? <ExportMenu dashboard={dashboard} /> : null}
      </PaneBar>
      <Tabs
        label={t('Pages of the dashboards')}
        value={page}
        onChange={(next) => go({ kind: 'dashboards', page: next })}
        tabs={PAGES.map(({ page: value, label }) => ({ value, label: label() }))}
        panelId={PANEL_ID}
      />
      <TabPanel id={PANEL_ID} label={shown.label()} className="dash-screen__page">
        <PaneBody className="dash-screen__body">
          <div className="dash">
            <DashboardControls range={dashboard?.range ?? null} />
            {dashboard ? (
              <shown.Page dashboard={dashboard} onSelect={setSelected} />
            ) : (
              <EmptyState icon="calendar" title={t('Choose a first and a last day')}>
                <p>{t('Both days belong to the report.')}</p>
              </EmptyState>
            )}
          </div>
        </PaneBody>
      </TabPanel>
      <RecordsDrawer selected={selected} onClose={close} />
    </Pane>
  );
}
