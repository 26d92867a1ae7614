import { expect, test } from 'vitest';
import { runCommand } from './run-command.ts';

test('gives exit code and both outputs', async () => {
  const script = 'process.stdout.write("out"); process.stderr.write("err"); process.exitCode = 3;';
  const result = await runCommand(process.execPath, ['-e', script]);
  expect(result).toEqual({ code: 3, stdout: 'out', stderr: 'err' });
});

test('a command that does not exist is an answer, not an exception', async () => {
  const result = await runCommand('no-such-command-here', []);
  expect(result.code).toBe(127);
  expect(result.stderr).toContain('ENOENT');
});

test('a command that hangs is ended by its time limit', async () => {
  const result = await runCommand(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    timeoutMs: 200,
  });
  expect(result.code).toBe(124);
});
