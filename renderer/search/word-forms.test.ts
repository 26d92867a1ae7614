import { expect, it } from 'vitest';
import { inflectionsOf, splitCompound } from './word-forms.ts';

it.each([
  ['locking', 'locked'],
  ['locked', 'lock'],
  ['lock', 'locking'],
  ['stopping', 'stop'],
  ['stop', 'stopped'],
  ['deleting', 'delete'],
  ['delete', 'deleted'],
])('%s is also looked up as %s', (term, form) => {
  expect(inflectionsOf(term)).toContain(form);
});

it.each(['80070005', 'kb0042', 'dns', 'é'])('%s has no other forms', (term) => {
  expect(inflectionsOf(term)).toEqual([]);
});

it('takes a compound apart where both halves are words', () => {
  const known = new Map([
    ['write', 40],
    ['back', 90],
    ['writ', 1],
    ['eback', 1],
    ['drucker', 5],
    ['treiber', 3],
  ]);
  const count = (word: string): number => known.get(word) ?? 0;
  expect(splitCompound('writeback', count)).toEqual(['write', 'back']);
  expect(splitCompound('druckertreiber', count)).toEqual(['drucker', 'treiber']);
  expect(splitCompound('onedrive', count)).toBeNull();
  expect(splitCompound('ab', count)).toBeNull();
});
