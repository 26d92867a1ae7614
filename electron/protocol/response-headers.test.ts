import { expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, fileHeaders, inertHeaders } from './response-headers.ts';

function directives(policy: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources] as const;
    }),
  );
}

it('lets the page load what we ship and nothing else', () => {
  expect(CONTENT_SECURITY_POLICY).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
      "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; " +
      "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'",
  );
});

it('allows neither inline scripts nor eval nor another origin', () => {
  const policy = directives(CONTENT_SECURITY_POLICY);
  expect(policy.get('script-src')).not.toContain("'unsafe-inline'");
  expect(policy.get('script-src')).not.toContain("'unsafe-eval'");
  for (const sources of policy.values()) {
    for (const source of sources) expect(source).toMatch(/^'[a-z-]+'$|^data:$|^blob:$/);
  }
});

it('gives every file all of the headers', () => {
  expect(fileHeaders('text/css')).toMatchObject({
    'content-type': 'text/css',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  });
  const permissions = fileHeaders('text/css')['permissions-policy'];
  expect(permissions).toContain('camera=(self)');
  expect(permissions).toContain('microphone=()');
});

it('makes what a server sent inert, should it ever be shown as a page', () => {
  const policy = directives(inertHeaders()['content-security-policy'] ?? '');
  expect(policy.has('sandbox')).toBe(true);
  expect(policy.get('default-src')).toEqual(["'none'"]);
});
