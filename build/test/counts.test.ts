import { expect, test } from 'vitest';
import {
  addCounts,
  formatCounts,
  NO_TESTS,
  playwrightCounts,
  vitestCounts,
  withExitCode,
} from './counts.ts';

test('a test file that does not even load counts as failed', () => {
  const report = {
    numPassedTests: 10,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(vitestCounts(report)).toEqual({ passed: 10, failed: 2, skipped: 3 });
});

test('a flaky end-to-end test passed; an error outside of tests failed', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 2 };
  expect(playwrightCounts({ stats })).toEqual({ passed: 8, failed: 1, skipped: 2 });
  expect(playwrightCounts({ stats, errors: [{}] }).failed).toBe(2);
});

test('a run that crashed, or found nothing, is never green', () => {
  expect(withExitCode({ passed: 5, failed: 0, skipped: 0 }, 1).failed).toBe(1);
  expect(withExitCode({ passed: 5, failed: 3, skipped: 0 }, 1).failed).toBe(3);
  expect(withExitCode(NO_TESTS, 0).failed).toBe(1);
  expect(withExitCode({ passed: 5, failed: 0, skipped: 0 }, 0).failed).toBe(0);
});

test('the last line', () => {
  const all = [
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 40, failed: 2, skipped: 3 },
  ];
  expect(formatCounts(addCounts(all))).toBe('41 passed, 2 failed, 3 skipped');
  expect(formatCounts({ passed: 41, failed: 0, skipped: 0 })).toBe('41 passed, 0 failed');
});
