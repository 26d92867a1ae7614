import { expect, test } from 'vitest';
import { checkGroups, selectChecks } from './checks.ts';

test('the checks of npm test, those that may run together in one group', () => {
  const names = checkGroups({}).map((group) => group.map((check) => check.name));
  expect(names.slice(0, 4)).toEqual([
    ['typecheck', 'lint'],
    ['format', 'build'],
    ['unit'],
    ['sync'],
  ]);
});

test('chosen checks run alone, and a misspelt one is named', () => {
  const names = selectChecks(checkGroups({}), ['unit', 'lint']).map((group) => group.length);
  expect(names).toEqual([1, 1]);
  expect(() => selectChecks(checkGroups({}), ['e2ee'])).toThrow(
    /There is no check e2ee; there are/,
  );
});
