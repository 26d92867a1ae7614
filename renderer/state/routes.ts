import type { TicketKind } from '../../shared/model/ticket.ts';

/** Where a window can be. Records have one address for ever, whatever list they were opened from. */
export type Route =
  | { readonly kind: 'tickets'; readonly ticketKind: TicketKind }
  | { readonly kind: 'view'; readonly id: string }
  | { readonly kind: 'ticket'; readonly id: string }
  | { readonly kind: 'items' }
  | { readonly kind: 'item'; readonly id: string }
  | { readonly kind: 'articles' }
  | { readonly kind: 'article'; readonly id: string }
  | { readonly kind: 'sync' }
  | {
      readonly kind: 'service-levels';
      readonly page: ServiceLevelPage;
      /** The policy, calendar, contract or report that is open. */
      readonly id?: string;
    };

export const SERVICE_LEVEL_PAGES = [
  'overview',
  'policies',
  'calendars',
  'contracts',
  'reports',
] as const;
export type ServiceLevelPage = (typeof SERVICE_LEVEL_PAGES)[number];

const TICKET_LISTS: Readonly<Record<string, TicketKind>> = {
  incidents: 'incident',
  problems: 'problem',
  changes: 'change',
  requests: 'request',
  tasks: 'task',
};

export const HOME: Route = { kind: 'tickets', ticketKind: 'incident' };

/** The path of a route, e.g. `/ticket/ticket:01J…`. */
export function pathOf(route: Route): string {
  switch (route.kind) {
    case 'tickets':
      return `/${route.ticketKind}s`;
    case 'items':
      return '/configuration';
    case 'articles':
      return '/knowledge';
    case 'sync':
      return '/sync';
    case 'service-levels': {
      const tail = route.id === undefined ? '' : `/${encodeURIComponent(route.id)}`;
      return `/service-levels/${route.page}${tail}`;
    }
    case 'view':
    case 'ticket':
    case 'item':
    case 'article':
      return `/${route.kind}/${encodeURIComponent(route.id)}`;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function serviceLevelRoute(name: string, id: string): Route {
  const page = SERVICE_LEVEL_PAGES.find((each) => each === name) ?? 'overview';
  const opened = page === name && id !== '' ? { id: decode(id) } : {};
  return { kind: 'service-levels', page, ...opened };
}

/** The route of a path; anything unknown leads home. */
export function routeOf(path: string): Route {
  const [, head = '', rest = '', tail = ''] = path.split('/');
  const ticketKind = TICKET_LISTS[head];
  if (ticketKind) return { kind: 'tickets', ticketKind };
  if (head === 'configuration') return { kind: 'items' };
  if (head === 'knowledge') return { kind: 'articles' };
  if (head === 'sync') return { kind: 'sync' };
  if (head === 'service-levels') return serviceLevelRoute(rest, tail);
  // Deep links name a record by its id alone.
  if (head === 'record') return routeOfRecord(decode(rest)) ?? HOME;
  const isRecord = head === 'view' || head === 'ticket' || head === 'item' || head === 'article';
  return isRecord && rest ? { kind: head, id: decode(rest) } : HOME;
}

/** The route that shows a record, by its id's prefix; null for what has no screen. */
export function routeOfRecord(id: string): Route | null {
  if (id.startsWith('ticket:')) return { kind: 'ticket', id };
  if (id.startsWith('item:')) return { kind: 'item', id };
  if (id.startsWith('article:')) return { kind: 'article', id };
  return null;
}

export function isRecordRoute(route: Route): route is Extract<Route, { id: string }> {
  return route.kind === 'ticket' || route.kind === 'item' || route.kind === 'article';
}
