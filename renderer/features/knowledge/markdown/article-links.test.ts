import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeLinkTable, resolveLink } from './article-links.ts';

const TABLE = makeLinkTable([
  { id: 'article:01', slug: 'reset-dns', title: 'Reset DNS' },
  { id: 'article:02', slug: 'support-iis-403-6-forbidden', title: '403.6' },
]);

it.each([
  ['article:reset-dns', 'article:01'],
  ['ARTICLE:Reset-DNS', 'article:01'],
  ['article:reset-dns#step-2', 'article:01'],
  ['reset-dns.md', 'article:01'],
  ['./reset-dns.md', 'article:01'],
  ['../../net/Reset-DNS.md?x=1#y', 'article:01'],
  ['/support/iis/403-6-forbidden.md', 'article:02'],
  ['reset%2Ddns.md', 'article:01'],
])('%s leads to %s', (address, id) => {
  expect(resolveLink(address, TABLE)).toMatchObject({ kind: 'article', id });
});

it.each([
  ['https://example.org/a b', 'https://example.org/a%20b'],
  ['mailto:desk@example.org', 'mailto:desk@example.org'],
])('%s leads outside', (address, href) => {
  expect(resolveLink(address, TABLE)).toEqual({ kind: 'external', href });
});

it.each([
  'article:gone',
  'gone.md',
  '',
  '#',
  'javascript:reset-dns',
  ' javascript:alert(1)',
  'data:text/html,x',
  'file:///reset-dns.md',
  'ftp://example.org/x',
  '//example.org/reset-dns',
  '%E0%A4%A.md',
])('%j leads nowhere', (address) => {
  expect(resolveLink(address, TABLE).kind).toBe('broken');
});

it('no address leads out by anything but http, https and mail', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((s) => `javascript:${s}`),
      ),
      (address) => {
        const link = resolveLink(address, TABLE);
        if (link.kind === 'external') expect(link.href).toMatch(/^(?:https?|mailto):/);
      },
    ),
  );
});
