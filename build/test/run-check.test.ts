import { expect, test } from 'vitest';
import { formatResult, runCheck } from './run-check.ts';

const never = new AbortController().signal;
const node = (script: string) => ['-e', script];

test('a check without counts is one test; the first failing command ends it', async () => {
  const commands = [node('console.log(1)'), node('process.exit(2)'), node('console.log(3)')];
  const result = await runCheck({ name: 'lint', commands, limitMs: 20_000 }, never);
  expect(result.counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(result.output).toBe('1\n');
  expect(formatResult({ ...result, tookMs: 1500 })).toMatch(/^lint +0 passed, 1 failed +1\.5 s$/);
});

test('a check that hangs is ended by its limit and failed', async () => {
  const check = { name: 'sync', commands: [node('setInterval(() => {}, 1000)')], limitMs: 300 };
  const result = await runCheck(check, never);
  expect(result.counts.failed).toBe(1);
  expect(result.output).toContain('sync was ended: it took longer than 0.3 s');
});
