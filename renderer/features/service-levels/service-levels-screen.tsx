import { useEffect } from 'react';
import type { ReactElement } from 'react';
import type { ServiceLevelPage } from '../../state/routes.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { Command } from '../../ui/commands.ts';
import { t } from '../../ui/i18n.ts';
import type { IconName } from '../../ui/icon-paths.ts';
import { Icon } from '../../ui/icon.tsx';
import { PaneBar } from '../../ui/pane-bar.tsx';
import { Pane } from '../../ui/pane.tsx';
import { TabPanel, Tabs } from '../../ui/tabs.tsx';
import { undoLast } from '../../ui/undo.ts';
import { useCommands } from '../../ui/use-commands.ts';
import { CalendarsPage } from './calendars/calendars-page.tsx';
import { ContractsPage } from './contracts/contracts-page.tsx';
import { useMayEdit } from './may-edit.ts';
import { OverviewPage } from './overview/overview-page.tsx';
import { PoliciesPage } from './policies/policies-page.tsx';
import { ReportsPage } from './reports/reports-page.tsx';
import './service-levels.css';

export interface ServiceLevelPageProps {
  /** What is open on this page; null: nothing is. */
  readonly id: string | null;
}

interface PageDescription {
  readonly page: ServiceLevelPage;
  readonly label: () => string;
  readonly icon: IconName;
  readonly Page: (props: ServiceLevelPageProps) => ReactElement;
}

const PAGES: readonly PageDescription[] = [
  { page: 'overview', label: () => t('Overview'), icon: 'sla', Page: OverviewPage },
  { page: 'policies', label: () => t('Policies'), icon: 'shield', Page: PoliciesPage },
  { page: 'calendars', label: () => t('Calendars'), icon: 'calendar', Page: CalendarsPage },
  { page: 'contracts', label: () => t('Contracts'), icon: 'file', Page: ContractsPage },
  { page: 'reports', label: () => t('Reports'), icon: 'chart', Page: ReportsPage },
];

const PANEL_ID = 'service-levels-page';

function pageCommands(): Command[] {
  const group = t('Service levels');
  const pages = PAGES.map(({ page, label, icon }, index) => ({
    id: `service-levels.${page}`,
    label: label(),
    keys: String(index + 1),
    group,
    icon,
    run: () => useNavigation.getState().go({ kind: 'service-levels', page }),
  }));
  const undo: Command = {
    id: 'item.undo',
    label: t('Undo'),
    keys: ['z', 'Ctrl+Z'],
    group,
    icon: 'undo',
    run: undoLast,
  };
  return [...pages, undo];
}

function ReadOnlyNote(): ReactElement {
  return (
    <span className="sl-read-only t3 t12">
      <Icon name="lock" size={12} />
      <span className="cut">{t('To read only: managers and administrators change these.')}</span>
    </span>
  );
}

/** What was opened or closed takes the focus along with its button: keys then go on from the page. */
function useFocusOnPage(page: ServiceLevelPage, id: string | null): void {
  useEffect(() => {
    const panel = document.getElementById(PANEL_ID);
    if (!panel || document.activeElement !== document.body) return;
    panel.tabIndex = -1;
    panel.focus({ preventScroll: true });
  }, [page, id]);
}

/** What is promised, by which hours it counts, and how well it is kept. Keys 1–5 choose the page. */
export function ServiceLevelsScreen(props: {
  readonly page: ServiceLevelPage;
  readonly id: string | null;
}): ReactElement {
  const { page, id } = props;
  const go = useNavigation((state) => state.go);
  const mayEdit = useMayEdit();
  useCommands(pageCommands());
  useFocusOnPage(page, id);
  const shown = PAGES.find((each) => each.page === page);
  return (
    <Pane kind="record" as="main" label={t('Service levels')} className="sl-screen">
      <PaneBar title={t('Service levels')}>{mayEdit ? null : <ReadOnlyNote />}</PaneBar>
      <Tabs
        label={t('Pages of service levels')}
        value={page}
        onChange={(next) => go({ kind: 'service-levels', page: next })}
        tabs={PAGES.map(({ page: value, label }) => ({ value, label: label() }))}
        panelId={PANEL_ID}
      />
      <TabPanel id={PANEL_ID} label={shown?.label() ?? ''} className="sl-screen__page">
        {shown === undefined ? null : <shown.Page key={page} id={id} />}
      </TabPanel>
    </Pane>
  );
}
