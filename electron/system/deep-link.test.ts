import { describe, expect, it } from 'vitest';
import { isRoute, routeOfArguments, routeOfDeepLink } from './deep-link.ts';

const id = 'ticket:01JABCDEFGHJKMNPQRSTVWXYZ0';

describe('a link from outside', () => {
  it('shows a record', () => {
    expect(routeOfDeepLink(`outpost://record/${id}`)).toBe(`/record/${id}`);
    expect(routeOfDeepLink(`outpost://record/entry:01JA:01JB`)).toBe('/record/entry:01JA:01JB');
  });

  it.each([
    'outpost://record/',
    'outpost://record/../settings',
    'outpost://record/x/y',
    `outpost://record/${id}?do=delete`.replace(id, `${id}/`),
    'outpost://settings/reset',
    'outpost:record/ticket:01J',
    `https://record/${id}`,
    'outpost://record/%2e%2e',
    'outpost://record/javascript:alert(1)',
    'nonsense',
  ])('%s does nothing', (link) => {
    expect(routeOfDeepLink(link)).toBeNull();
  });

  it('is found among the arguments of a start', () => {
    expect(routeOfArguments(['outpost', '--no-sandbox', `outpost://record/${id}`])).toBe(
      `/record/${id}`,
    );
    expect(routeOfArguments(['outpost', '.'])).toBeNull();
  });
});

describe('a route', () => {
  it.each(['/', '/incidents', `/incidents/${id}`, '/search?q=a%20b&sort=-updated'])(
    '%s',
    (route) => {
      expect(isRoute(route)).toBe(true);
    },
  );
  it.each([
    '',
    'incidents',
    '//evil.example/',
    '/\\evil.example',
    'https://evil.example',
    '/couch/outpost-files-x/a',
    '/COUCH/x',
    '/couch',
    '/a/../couch/x',
    '/<script>',
    '/a b',
    `/${'a'.repeat(600)}`,
  ])('not %s', (route) => {
    expect(isRoute(route)).toBe(false);
  });
});
