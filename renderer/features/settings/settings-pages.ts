import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';
import { mayWrite } from '../../../shared/policy/rights.ts';
import type { SettingsPage } from '../../state/routes.ts';
import { msg } from '../../ui/i18n.ts';
import type { IconName } from '../../ui/icon-paths.ts';

export interface SettingsPageProps {
  /** What is open on this page; null: nothing is. */
  readonly id: string | null;
}

export const SETTINGS_GROUPS = ['writing', 'work', 'rules', 'data'] as const;
export type SettingsGroup = (typeof SETTINGS_GROUPS)[number];

export const GROUP_NAMES: Readonly<Record<SettingsGroup, string>> = {
  writing: msg('What saves typing'),
  work: msg('People and work'),
  rules: msg('Rules'),
  data: msg('Data'),
};

export interface SettingsPageDescription {
  readonly page: SettingsPage;
  readonly group: SettingsGroup;
  /** An English text marked with `msg`. */
  readonly name: string;
  /** How the palette names it, marked with `msg`. */
  readonly command: string;
  readonly icon: IconName;
  /** Why somebody with these roles can only read it, marked with `msg`; null: they may edit. */
  readonly readOnly: (roles: readonly string[]) => string | null;
  readonly Page: LazyExoticComponent<ComponentType<SettingsPageProps>>;
}

/** For pages whose documents are policies, catalog entries and the like. */
export function leadsOnly(roles: readonly string[]): string | null {
  return mayWrite(roles, 'policies', 'update')
    ? null
    : msg('To read only: managers and administrators change these.');
}

/** For pages where everybody has documents of their own beside the shared ones. */
export function ownAndShared(roles: readonly string[]): string | null {
  return mayWrite(roles, 'policies', 'update')
    ? null
    : msg('Your own you may change; managers and administrators change those of everybody.');
}

/**
 * The pages that are there; the list and the palette show these and no others.
 *
 * A page is added by one line here: its id is in `SETTINGS_PAGES` of state/routes.ts, its
 * component takes `SettingsPageProps`, lives in a folder of its own below this one, brings its own
 * `de.json`, and draws itself into a `PageFrame`. It is loaded when it is first opened. Forms
 * whose edits are to outlive a crash use `useKeptForm` of the replica; saving, removing and the
 * way back go through `useSettingActs`.
 */
export const SETTINGS_PAGE_LIST: readonly SettingsPageDescription[] = [
  {
    page: 'templates',
    group: 'writing',
    name: msg('Templates'),
    command: msg('Settings: templates'),
    icon: 'file',
    readOnly: leadsOnly,
    Page: lazyPage(() =>
      import('./templates/templates-page.tsx').then((room) => room.TemplatesPage),
    ),
  },
  {
    page: 'macros',
    group: 'writing',
    name: msg('Macros'),
    command: msg('Settings: macros'),
    icon: 'play',
    readOnly: ownAndShared,
    Page: lazyPage(() => import('./macros/macros-page.tsx').then((room) => room.MacrosPage)),
  },
  {
    page: 'responses',
    group: 'writing',
    name: msg('Texts'),
    command: msg('Settings: texts to answer with'),
    icon: 'text',
    readOnly: ownAndShared,
    Page: lazyPage(() =>
      import('./responses/responses-page.tsx').then((room) => room.ResponsesPage),
    ),
  },
  {
    page: 'checklists',
    group: 'writing',
    name: msg('Checklists'),
    command: msg('Settings: checklists'),
    icon: 'check',
    readOnly: leadsOnly,
    Page: lazyPage(() =>
      import('./checklists/checklists-page.tsx').then((room) => room.ChecklistsPage),
    ),
  },
  {
    page: 'import',
    group: 'data',
    name: msg('Import'),
    command: msg('Settings: import tickets'),
    icon: 'upload',
    readOnly: () => null,
    Page: lazyPage(() => import('./import/import-page.tsx').then((room) => room.ImportPage)),
  },
  {
    page: 'priorities',
    group: 'rules',
    name: msg('Priorities'),
    command: msg('Settings: priorities'),
    icon: 'flag',
    readOnly: leadsOnly,
    Page: lazyPage(() =>
      import('./priorities/priorities-page.tsx').then((room) => room.PrioritiesPage),
    ),
  },
  {
    page: 'states',
    group: 'rules',
    name: msg('States'),
    command: msg('Settings: states'),
    icon: 'graph',
    readOnly: () => null,
    Page: lazyPage(() => import('./states/states-page.tsx').then((room) => room.StatesPage)),
  },
  {
    page: 'rules',
    group: 'rules',
    name: msg('Rules of the desk'),
    command: msg('Settings: rules of the desk'),
    icon: 'settings',
    readOnly: leadsOnly,
    Page: lazyPage(() => import('./rules/rules-page.tsx').then((room) => room.RulesPage)),
  },
  {
    page: 'assignment',
    group: 'work',
    name: msg('Assignment'),
    command: msg('Settings: assignment rules and skills'),
    icon: 'group',
    readOnly: leadsOnly,
    Page: lazyPage(() =>
      import('./assignment/assignment-page.tsx').then((room) => room.AssignmentPage),
    ),
  },
  {
    page: 'shifts',
    group: 'work',
    name: msg('Shifts and on call'),
    command: msg('Settings: shifts, on call, absences'),
    icon: 'calendar',
    readOnly: leadsOnly,
    Page: lazyPage(() => import('./shifts/shifts-page.tsx').then((room) => room.ShiftsPage)),
  },
  {
    page: 'announcements',
    group: 'work',
    name: msg('Announcements'),
    command: msg('Settings: announcements and outages'),
    icon: 'bell',
    readOnly: leadsOnly,
    Page: lazyPage(() =>
      import('./announcements/announcements-page.tsx').then((room) => room.AnnouncementsPage),
    ),
  },
];

/** The page of a route; where it is not there, the first one that is. */
export function settingsPageOf(page: SettingsPage): SettingsPageDescription | undefined {
  return SETTINGS_PAGE_LIST.find((each) => each.page === page) ?? SETTINGS_PAGE_LIST[0];
}

/** Helper of the lines above: `lazyPage(() => import('./x.tsx').then((room) => room.XPage))`. */
export function lazyPage(
  load: () => Promise<ComponentType<SettingsPageProps>>,
): LazyExoticComponent<ComponentType<SettingsPageProps>> {
  return lazy(() => load().then((page) => ({ default: page })));
}
