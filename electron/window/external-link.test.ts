import { expect, it } from 'vitest';
import { externalLink } from './external-link.ts';

it.each([
  ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
  ['http://example.org', 'http://example.org/'],
  ['mailto:ada@example.org?subject=INC-1', 'mailto:ada@example.org?subject=INC-1'],
])('%s opens outside', (text, link) => {
  expect(externalLink(text)).toBe(link);
});

it.each([
  'file:///etc/passwd',
  'file://server/share/setup.exe',
  'smb://server/share',
  'javascript:alert(1)',
  'data:text/html,x',
  'ms-settings:privacy',
  'vscode://file/x',
  'outpost://record/x',
  'app://console/',
  'https://bank.example@evil.example/',
  'https://ada:secret@example.org/',
  '/relative',
  '',
  `https://example.org/${'a'.repeat(3_000)}`,
])('%s opens nothing', (text) => {
  expect(externalLink(text)).toBeNull();
});
