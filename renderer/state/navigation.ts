import { create } from 'zustand';
import { HOME, isRecordRoute, pathOf, routeOf, routeOfRecord } from './routes.ts';
import type { Route } from './routes.ts';

/** The lists a ticket can be opened from. */
export type ListRoute = Extract<Route, { kind: 'tickets' | 'view' }>;

export interface Navigation {
  readonly route: Route;
  /** The list that stands beside an open ticket. */
  readonly list: ListRoute;
  /** Paths of the open records, in the order they were opened. */
  readonly tabs: readonly string[];
  go(route: Route): void;
  /** Opens a record by id; false when it has no screen. */
  openRecord(id: string): boolean;
  closeTab(path: string): void;
  /** After the browser's back or forward. */
  restore(path: string): void;
}

/** More than this many open records help nobody; the oldest is closed. */
const MAX_TABS = 12;

function isList(route: Route): route is ListRoute {
  return route.kind === 'tickets' || route.kind === 'view';
}

type Shown = Pick<Navigation, 'route' | 'list' | 'tabs'>;

function shown(state: Shown, route: Route): Shown {
  const path = pathOf(route);
  const isNew = isRecordRoute(route) && !state.tabs.includes(path);
  return {
    route,
    list: isList(route) ? route : state.list,
    tabs: isNew ? [...state.tabs, path].slice(-MAX_TABS) : state.tabs,
  };
}

/** Where this window is. Remembered by the browser's history, so that back and forward work. */
export const useNavigation = create<Navigation>((set, get) => ({
  route: HOME,
  list: { kind: 'tickets', ticketKind: 'incident' },
  tabs: [],
  go(route) {
    const path = pathOf(route);
    if (path !== pathOf(get().route)) globalThis.history?.pushState(null, '', path);
    set(shown(get(), route));
  },
  openRecord(id) {
    const route = routeOfRecord(id);
    if (route) get().go(route);
    return route !== null;
  },
  closeTab(path) {
    const { tabs, route, list } = get();
    const at = tabs.indexOf(path);
    const left = tabs.filter((tab) => tab !== path);
    set({ tabs: left });
    if (pathOf(route) !== path) return;
    const next = left[Math.min(at, left.length - 1)];
    get().go(next ? routeOf(next) : route.kind === 'ticket' ? list : parentOf(route));
  },
  restore(path) {
    set(shown(get(), routeOf(path)));
  },
}));

/** The list a record belongs to. */
function parentOf(route: Route): Route {
  if (route.kind === 'item') return { kind: 'items' };
  if (route.kind === 'article') return { kind: 'articles' };
  return HOME;
}
