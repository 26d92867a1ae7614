import { describe, expect, it } from 'vitest';
import { HOME, pathOf, routeOf, routeOfRecord } from './routes.ts';
import type { Route } from './routes.ts';

const routes: Route[] = [
  HOME,
  { kind: 'tickets', ticketKind: 'change' },
  { kind: 'view', id: 'policy:01J0000000000000000000000A' },
  { kind: 'ticket', id: 'ticket:01J0000000000000000000000A' },
  { kind: 'items' },
  { kind: 'item', id: 'item:01J0000000000000000000000A' },
  { kind: 'articles' },
  { kind: 'article', id: 'article:01J0000000000000000000000A' },
  { kind: 'sync' },
  { kind: 'desk' },
  { kind: 'search' },
  { kind: 'problem-candidates' },
  { kind: 'article-edit', id: 'article:01J0000000000000000000000A' },
  { kind: 'knowledge-work', page: 'gaps' },
  { kind: 'dashboards', page: 'speed' },
  { kind: 'settings', page: 'macros' },
  { kind: 'settings', page: 'import', id: 'policy:01J0000000000000000000000A' },
  { kind: 'service-levels', page: 'overview' },
  { kind: 'service-levels', page: 'calendars', id: 'policy:01J0000000000000000000000A' },
  { kind: 'service-levels', page: 'reports', id: 'team/with a slash' },
];

describe('routes', () => {
  it.each(routes)('%j survives the address bar', (route) => {
    expect(routeOf(pathOf(route))).toEqual(route);
  });

  it.each(['', '/', '/nowhere', '/ticket', '/ticket/%E0%A4%A'])('%j leads somewhere', (path) => {
    expect(() => routeOf(path)).not.toThrow();
  });

  it('opens the overview where a page of service levels is not known', () => {
    const overview = { kind: 'service-levels', page: 'overview' };
    expect(routeOf('/service-levels')).toEqual(overview);
    expect(routeOf('/service-levels/nowhere/policy%3A01J')).toEqual(overview);
  });

  it('shows a record by its id alone', () => {
    expect(routeOfRecord('item:01J')).toEqual({ kind: 'item', id: 'item:01J' });
    expect(routeOfRecord('scan:01J')).toBeNull();
    expect(routeOf('/record/item%3A01J')).toEqual({ kind: 'item', id: 'item:01J' });
  });
});
