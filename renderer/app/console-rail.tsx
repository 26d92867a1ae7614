import type { ReactElement } from 'react';
import type { TicketKind } from '../../shared/model/ticket.ts';
import { useMe, useReplica } from '../replica/hooks.ts';
import { useNavigation } from '../state/navigation.ts';
import { pathOf } from '../state/routes.ts';
import type { Route } from '../state/routes.ts';
import { commands } from '../ui/commands.ts';
import { msg, t } from '../ui/i18n.ts';
import { ICON_SHAPES } from '../ui/icon-paths.ts';
import type { IconName } from '../ui/icon-paths.ts';
import { Rail, RailItem, RailPerson, RailSection } from '../ui/rail.tsx';
import { useRailCounts } from './rail-counts.ts';

interface Process {
  readonly route: Route;
  readonly icon: IconName;
  readonly label: () => string;
  readonly kind?: TicketKind;
}

/** The processes of the rail, in its order. */
export const PROCESSES: readonly Process[] = [
  { route: { kind: 'desk' }, icon: 'desk', label: () => t('My desk') },
  {
    route: { kind: 'tickets', ticketKind: 'incident' },
    icon: 'incident',
    label: () => t('Incidents'),
    kind: 'incident',
  },
  {
    route: { kind: 'tickets', ticketKind: 'problem' },
    icon: 'problem',
    label: () => t('Problems'),
    kind: 'problem',
  },
  {
    route: { kind: 'tickets', ticketKind: 'change' },
    icon: 'change',
    label: () => t('Changes'),
    kind: 'change',
  },
  {
    route: { kind: 'tickets', ticketKind: 'request' },
    icon: 'request',
    label: () => t('Requests'),
    kind: 'request',
  },
  { route: { kind: 'articles' }, icon: 'book', label: () => t('Knowledge') },
  { route: { kind: 'items' }, icon: 'cmdb', label: () => t('Configuration') },
  {
    route: { kind: 'service-levels', page: 'overview' },
    icon: 'sla',
    label: () => t('Service levels'),
  },
  {
    route: { kind: 'dashboards', page: 'backlog' },
    icon: 'chart',
    label: () => t('Dashboards'),
  },
  {
    route: { kind: 'settings', page: 'templates' },
    icon: 'settings',
    label: () => t('Settings'),
  },
];

/** A view's icon is data; one this build does not know becomes a plain list. */
function viewIcon(name: string): IconName {
  return name in ICON_SHAPES ? (name as IconName) : 'list';
}

/** Which rail entry a place in the console belongs to. */
function railPath(route: Route, list: Route): string {
  if (route.kind === 'ticket') return pathOf(list);
  if (route.kind === 'item') return '/configuration';
  if (['article', 'article-edit', 'knowledge-work'].includes(route.kind)) return '/knowledge';
  if (route.kind === 'dashboards') return pathOf({ kind: 'dashboards', page: 'backlog' });
  if (route.kind === 'service-levels') return pathOf({ kind: 'service-levels', page: 'overview' });
  if (route.kind === 'settings') return pathOf({ kind: 'settings', page: 'templates' });
  return pathOf(route);
}

const VIEW_SECTIONS = [
  { title: msg('Saved views'), isMine: false },
  { title: msg('My views'), isMine: true },
] as const;

/** Keeps the list that is shown, or was shown last, as a view. */
function saveList(route: Route, list: Route): void {
  const isShown = route.kind === 'tickets' || route.kind === 'view' || route.kind === 'ticket';
  if (!isShown) useNavigation.getState().go(list);
  // Its screen takes the command once it is drawn.
  requestAnimationFrame(() => requestAnimationFrame(() => commands.run('list.save-view')));
}

/** Processes with their open counts, saved views, and who works here. */
export function ConsoleRail({ onOpenPerson }: { readonly onOpenPerson: () => void }): ReactElement {
  const { route, list, go } = useNavigation();
  const counts = useRailCounts();
  const me = useMe();
  const { session } = useReplica();
  const active = railPath(route, list);
  return (
    <Rail
      label={t('Processes and views')}
      footer={
        <RailPerson
          name={me?.name ?? session.userName}
          {...(me?.jobTitle ? { detail: me.jobTitle } : {})}
          onOpen={onOpenPerson}
        />
      }
    >
      <RailSection>
        {PROCESSES.map((process) => {
          const path = pathOf(process.route);
          return (
            <RailItem
              key={path}
              icon={process.icon}
              label={process.label()}
              href={path}
              active={active === path}
              count={process.kind ? counts.open?.[process.kind] : undefined}
              onSelect={() => go(process.route)}
            />
          );
        })}
      </RailSection>
      {VIEW_SECTIONS.map(({ title, isMine }) => {
        const own = counts.views.filter(
          ({ view }) => (view.ownerUserName !== undefined) === isMine,
        );
        if (own.length === 0 && isMine) return null;
        return (
          <RailSection
            key={title}
            title={t(title)}
            action={{ label: t('Save the list as a view'), onAction: () => saveList(route, list) }}
          >
            {own.map(({ view, count }) => (
              <RailItem
                key={view.id}
                icon={viewIcon(view.icon)}
                label={view.name}
                href={pathOf({ kind: 'view', id: view.id })}
                active={active === pathOf({ kind: 'view', id: view.id })}
                count={count}
                onSelect={() => go({ kind: 'view', id: view.id })}
              />
            ))}
          </RailSection>
        );
      })}
    </Rail>
  );
}
