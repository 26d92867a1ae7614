import { expect, test } from 'vitest';
import { differences } from './installation.ts';

const lock = {
  packages: {
    '': {},
    'node_modules/react': { version: '19.3.1' },
    'node_modules/fsevents': { version: '2.3.3', optional: true },
  },
};

test('an installation from this lock file has no differences, without other platforms’ packages', () => {
  expect(differences(lock, { packages: { 'node_modules/react': { version: '19.3.1' } } })).toEqual(
    [],
  );
});

test('a missing and an outdated package are named', () => {
  expect(differences(lock, {})).toEqual(['node_modules/react 19.3.1']);
  const old = { packages: { 'node_modules/react': { version: '19.3.0' } } };
  expect(differences(lock, old)).toEqual(['node_modules/react 19.3.1']);
});
