import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { derivedUlid } from './derived-ulid.ts';
import { makeUlid } from './ids.ts';

it('names the same thing the same, and another one differently', () => {
  const id = derivedUlid(1_000, 'ticket:1', 'breach');
  expect(derivedUlid(1_000, 'ticket:1', 'breach')).toBe(id);
  expect(derivedUlid(1_000, 'ticket:1b', 'reach')).not.toBe(id);
  expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
});

it('names what servers of earlier releases wrote as they did', () => {
  const parts = ['ticket:01J', 'policy:01K', 'resolution', '2027-03-30T08:00:00Z', 'Größe'];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  let index = 0;
  expect(derivedUlid(5_000, ...parts)).toBe(makeUlid(5_000, () => (digest[index++] ?? 0) / 256));
});
