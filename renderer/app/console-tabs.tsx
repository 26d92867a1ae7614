import type { ReactElement } from 'react';
import { useReference, useUnsent, useVersion, useWorkspace } from '../replica/hooks.ts';
import { useNavigation } from '../state/navigation.ts';
import { isRecordRoute, pathOf, routeOf } from '../state/routes.ts';
import type { Route } from '../state/routes.ts';
import { t } from '../ui/i18n.ts';
import type { IconName } from '../ui/icon-paths.ts';
import { TabStrip } from '../ui/tab-strip.tsx';
import type { StripTab } from '../ui/tab-strip.tsx';
import { PROCESSES } from './console-rail.tsx';

const KIND_ICONS: Readonly<Record<string, IconName>> = {
  incident: 'incident',
  problem: 'problem',
  change: 'change',
  request: 'request',
  task: 'check',
};

/** Name and icon of a place, for its tab and the window title. */
export function usePlaceName(): (route: Route) => {
  readonly label: string;
  readonly icon: IconName;
} {
  const { tickets, items, articles } = useWorkspace();
  useVersion(tickets);
  useVersion(items);
  useVersion(articles);
  const reference = useReference();
  return (route) => {
    switch (route.kind) {
      case 'ticket': {
        const row = tickets.get(route.id);
        return row
          ? { label: `${row.number} ${row.title}`, icon: KIND_ICONS[row.kind] ?? 'request' }
          : { label: t('Ticket'), icon: 'request' };
      }
      case 'item': {
        const row = items.get(route.id);
        return { label: row?.name ?? t('Configuration item'), icon: 'server' };
      }
      case 'article':
        return { label: articles.get(route.id)?.title ?? t('Article'), icon: 'book' };
      case 'view': {
        const view = reference.policies.get(route.id);
        return { label: view && 'name' in view ? view.name : t('Saved view'), icon: 'list' };
      }
      case 'service-levels':
        return { label: t('Service levels'), icon: 'sla' };
      case 'sync':
        return { label: t('Sync'), icon: 'sync' };
      case 'desk':
        return { label: t('My desk'), icon: 'desk' };
      case 'search':
        return { label: t('Search'), icon: 'search' };
      case 'problem-candidates':
        return { label: t('Problem candidates'), icon: 'problem' };
      case 'article-edit':
        return { label: articles.get(route.id)?.title ?? t('Article'), icon: 'pen' };
      case 'knowledge-work':
        return { label: t('Knowledge work'), icon: 'book' };
      case 'dashboards':
        return { label: t('Dashboards'), icon: 'chart' };
      case 'settings':
        return { label: t('Settings'), icon: 'settings' };
      case 'tickets':
      case 'items':
      case 'articles': {
        const process = PROCESSES.find((each) => pathOf(each.route) === pathOf(route));
        return process
          ? { label: process.label(), icon: process.icon }
          : { label: t('Tasks'), icon: 'check' };
      }
    }
  };
}

/** The list one works from, then the open records. */
export function ConsoleTabs(): ReactElement {
  const { route, list, tabs, go, closeTab } = useNavigation();
  const unsent = useUnsent();
  const nameOf = usePlaceName();
  const home = isRecordRoute(route) ? list : route;
  const homePath = pathOf(home);
  const strip: StripTab[] = [
    { id: homePath, ...nameOf(home), closable: false },
    ...tabs.map((path) => {
      const place = routeOf(path);
      const isUnsent = isRecordRoute(place) && unsent.documentIds.has(place.id);
      return { id: path, ...nameOf(place), unsent: isUnsent };
    }),
  ];
  return (
    <TabStrip
      label={t('Open records')}
      tabs={strip}
      activeId={pathOf(route)}
      onSelect={(path) => go(routeOf(path))}
      onClose={closeTab}
    />
  );
}
