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
  /** What waits for this person and their teams. */
  | { readonly kind: 'desk' }
  | { readonly kind: 'search' }
  | { readonly kind: 'problem-candidates' }
  | { readonly kind: 'article-edit'; readonly id: string }
  | { readonly kind: 'knowledge-work'; readonly page: KnowledgeWorkPage }
  | { readonly kind: 'dashboards'; readonly page: DashboardPage }
  | {
      readonly kind: 'settings';
      readonly page: SettingsPage;
      /** The rule, template or plan that is open. */
      readonly id?: string;
    }
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

export const KNOWLEDGE_WORK_PAGES = ['reviews', 'feedback', 'gaps', 'links', 'transfer'] as const;
export type KnowledgeWorkPage = (typeof KNOWLEDGE_WORK_PAGES)[number];

export const DASHBOARD_PAGES = ['backlog', 'flow', 'speed', 'quality'] as const;
export type DashboardPage = (typeof DASHBOARD_PAGES)[number];

export const SETTINGS_PAGES = [
  'templates',
  'macros',
  'responses',
  'checklists',
  'assignment',
  'shifts',
  'announcements',
  'priorities',
  'states',
  'rules',
  'import',
] as const;
export type SettingsPage = (typeof SETTINGS_PAGES)[number];

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
    case 'desk':
    case 'search':
    case 'problem-candidates':
      return `/${route.kind}`;
    case 'article-edit':
      return `/edit/${encodeURIComponent(route.id)}`;
    case 'knowledge-work':
    case 'dashboards':
      return `/${route.kind}/${route.page}`;
    case 'settings': {
      const tail = route.id === undefined ? '' : `/${encodeURIComponent(route.id)}`;
      return `/settings/${route.page}${tail}`;
    }
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

function pageOf<P extends string>(pages: readonly P[], name: string): P {
  return pages.find((each) => each === name) ?? pages[0]!;
}

function settingsRoute(name: string, id: string): Route {
  const page = pageOf(SETTINGS_PAGES, name);
  return { kind: 'settings', page, ...(page === name && id !== '' ? { id: decode(id) } : {}) };
}

/** Routes whose path is a word, and perhaps a page. */
function plainRoute(head: string, rest: string, tail: string): Route | null {
  switch (head) {
    case 'configuration':
      return { kind: 'items' };
    case 'knowledge':
      return { kind: 'articles' };
    case 'sync':
    case 'desk':
    case 'search':
    case 'problem-candidates':
      return { kind: head };
    case 'knowledge-work':
      return { kind: head, page: pageOf(KNOWLEDGE_WORK_PAGES, rest) };
    case 'dashboards':
      return { kind: head, page: pageOf(DASHBOARD_PAGES, rest) };
    case 'service-levels':
      return serviceLevelRoute(rest, tail);
    case 'settings':
      return settingsRoute(rest, tail);
    default:
      return null;
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
  const plain = plainRoute(head, rest, tail);
  if (plain) return plain;
  if (head === 'edit' && rest !== '') return { kind: 'article-edit', id: decode(rest) };
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
