import { useMemo } from 'react';
import type { Bridge } from '../../shared/protocol/ipc.ts';
import { SETTINGS_PAGE_LIST } from '../features/settings/settings-pages.ts';
import { useNavigation } from '../state/navigation.ts';
import { usePanels } from '../state/panels.ts';
import { pathOf, routeOf } from '../state/routes.ts';
import type { Route, ServiceLevelPage, SettingsPage } from '../state/routes.ts';
import type { SyncEngine } from '../sync/sync-engine.ts';
import type { Command } from '../ui/commands.ts';
import { t } from '../ui/i18n.ts';
import { useCommands } from '../ui/use-commands.ts';

interface Parts {
  readonly sync: SyncEngine;
  readonly shell: Bridge;
  readonly onSignOut: () => void;
}

function serviceLevelCommands(group: string): Command[] {
  const go = (page: ServiceLevelPage) => () =>
    useNavigation.getState().go({ kind: 'service-levels', page });
  return [
    {
      id: 'go.service-levels',
      label: t('Service levels'),
      keys: 'g l',
      group,
      icon: 'sla',
      run: go('overview'),
    },
    {
      id: 'go.sla-policies',
      label: t('Service levels: policies'),
      group,
      icon: 'sla',
      run: go('policies'),
    },
    {
      id: 'go.sla-calendars',
      label: t('Service levels: calendars'),
      group,
      icon: 'calendar',
      run: go('calendars'),
    },
    {
      id: 'go.sla-contracts',
      label: t('Service levels: contracts'),
      group,
      icon: 'file',
      run: go('contracts'),
    },
    {
      id: 'go.sla-reports',
      label: t('Service levels: reports'),
      group,
      icon: 'chart',
      run: go('reports'),
    },
  ];
}

function settingsCommands(group: string): Command[] {
  const go = (page: SettingsPage) => () => useNavigation.getState().go({ kind: 'settings', page });
  return [
    {
      id: 'go.settings',
      label: t('Settings'),
      keys: 'g o',
      group,
      icon: 'settings',
      run: go('templates'),
    },
    ...SETTINGS_PAGE_LIST.map(({ page, command, icon }) => ({
      id: `go.settings.${page}`,
      label: t(command),
      group,
      icon,
      run: go(page),
    })),
  ];
}

function ticketCommands(group: string): Command[] {
  const go = (route: Route) => () => useNavigation.getState().go(route);
  return [
    {
      id: 'go.incidents',
      label: t('Incidents'),
      keys: 'g i',
      group,
      icon: 'incident',
      run: go({ kind: 'tickets', ticketKind: 'incident' }),
    },
    {
      id: 'go.problems',
      label: t('Problems'),
      keys: 'g p',
      group,
      icon: 'problem',
      run: go({ kind: 'tickets', ticketKind: 'problem' }),
    },
    {
      id: 'go.problem-candidates',
      label: t('Problem candidates'),
      group,
      icon: 'problem',
      run: go({ kind: 'problem-candidates' }),
    },
    {
      id: 'go.changes',
      label: t('Changes'),
      keys: 'g c',
      group,
      icon: 'change',
      run: go({ kind: 'tickets', ticketKind: 'change' }),
    },
    {
      id: 'go.requests',
      label: t('Requests'),
      keys: 'g r',
      group,
      icon: 'request',
      run: go({ kind: 'tickets', ticketKind: 'request' }),
    },
  ];
}

function goCommands(): Command[] {
  const go = (route: Route) => () => useNavigation.getState().go(route);
  const group = t('Go to');
  return [
    {
      id: 'go.desk',
      label: t('My desk'),
      keys: 'g h',
      group,
      icon: 'desk',
      run: go({ kind: 'desk' }),
    },
    ...ticketCommands(group),
    {
      id: 'go.knowledge',
      label: t('Knowledge'),
      keys: 'g k',
      group,
      icon: 'book',
      run: go({ kind: 'articles' }),
    },
    {
      id: 'go.configuration',
      label: t('Configuration'),
      keys: 'g d',
      group,
      icon: 'cmdb',
      run: go({ kind: 'items' }),
    },
    ...serviceLevelCommands(group),
    {
      id: 'go.dashboards',
      label: t('Dashboards'),
      keys: 'g b',
      group,
      icon: 'chart',
      run: go({ kind: 'dashboards', page: 'backlog' }),
    },
    ...settingsCommands(group),
    {
      id: 'go.search',
      label: t('Search everything'),
      keys: 'Ctrl+Shift+F',
      group,
      icon: 'search',
      run: go({ kind: 'search' }),
    },
    {
      id: 'go.sync',
      label: t('Sync inbox'),
      keys: 'g s',
      group,
      icon: 'sync',
      run: go({ kind: 'sync' }),
    },
  ];
}

/** The next open tab, round the end; null when there is none. */
function neighbourTab(step: 1 | -1): Route | null {
  const { tabs, route } = useNavigation.getState();
  if (tabs.length === 0) return null;
  const at = tabs.indexOf(pathOf(route));
  const next = tabs[(at + step + tabs.length) % tabs.length];
  return next ? routeOf(next) : null;
}

function windowCommands({ sync, shell, onSignOut }: Parts): Command[] {
  const { set } = usePanels.getState();
  const step = (by: 1 | -1) => () => {
    const next = neighbourTab(by);
    if (next) useNavigation.getState().go(next);
  };
  const group = t('Window');
  return [
    {
      id: 'palette',
      label: t('Find a record or command'),
      keys: 'Ctrl+K',
      group,
      icon: 'search',
      hidden: true,
      run: () => set({ paletteOpen: true }),
    },
    {
      id: 'keys',
      label: t('Show all keys'),
      keys: '?',
      group,
      icon: 'keyboard',
      run: () => set({ keyMapOpen: true }),
    },
    { id: 'tab.next', label: t('Next tab'), keys: 'Ctrl+Tab', group, run: step(1) },
    { id: 'tab.previous', label: t('Previous tab'), keys: 'Ctrl+Shift+Tab', group, run: step(-1) },
    {
      id: 'tab.close',
      label: t('Close tab'),
      keys: 'Ctrl+W',
      group,
      run: () => useNavigation.getState().closeTab(pathOf(useNavigation.getState().route)),
    },
    {
      id: 'tab.window',
      label: t('Open in its own window'),
      group,
      icon: 'pop',
      run: () => void shell.invoke('window:open', pathOf(useNavigation.getState().route)),
    },
    {
      id: 'rail.toggle',
      label: t('Collapse or expand the rail'),
      keys: '[',
      group,
      icon: 'side-left',
      run: () => set({ railCollapsed: !usePanels.getState().railCollapsed }),
    },
    {
      id: 'context.toggle',
      label: t('Close or open the context pane'),
      keys: ']',
      group,
      icon: 'side',
      run: () => set({ contextOpen: !usePanels.getState().contextOpen }),
    },
    {
      id: 'sync.now',
      label: t('Sync now'),
      group: t('Sync'),
      icon: 'sync',
      run: () => sync.syncNow(),
    },
    {
      id: 'session.sign-out',
      label: t('Sign out'),
      group: t('Session'),
      icon: 'out',
      run: onSignOut,
    },
  ];
}

function notificationCommand(areOn: boolean): Command {
  return {
    id: 'notifications.toggle',
    label: areOn
      ? t('Turn notifications of service levels off')
      : t('Turn notifications of service levels on'),
    group: t('Window'),
    icon: 'bell',
    run: () => usePanels.getState().set({ notifications: !areOn }),
  };
}

function themeCommands(): Command[] {
  const { set } = usePanels.getState();
  const group = t('Theme');
  return [
    {
      id: 'theme.system',
      label: t('Theme: follow the system'),
      group,
      icon: 'monitor',
      run: () => set({ theme: 'system' }),
    },
    {
      id: 'theme.light',
      label: t('Theme: light'),
      group,
      icon: 'sun',
      run: () => set({ theme: 'light' }),
    },
    {
      id: 'theme.dark',
      label: t('Theme: dark'),
      group,
      icon: 'moon',
      run: () => set({ theme: 'dark' }),
    },
    {
      id: 'theme.contrast-light',
      label: t('Theme: high contrast, light'),
      group,
      icon: 'contrast',
      run: () => set({ theme: 'contrast-light' }),
    },
    {
      id: 'theme.contrast-dark',
      label: t('Theme: high contrast, dark'),
      group,
      icon: 'contrast',
      run: () => set({ theme: 'contrast-dark' }),
    },
  ];
}

/** What can be done everywhere. Screens add their own while they are shown. */
export function useGlobalCommands({ sync, shell, onSignOut }: Parts): void {
  const areNotificationsOn = usePanels((state) => state.notifications);
  const commands = useMemo(
    () => [
      ...goCommands(),
      ...windowCommands({ sync, shell, onSignOut }),
      notificationCommand(areNotificationsOn),
      ...themeCommands(),
    ],
    [sync, shell, onSignOut, areNotificationsOn],
  );
  useCommands(commands);
}
