import { spawn, type SpawnOptions } from 'node:child_process';

export interface CommandResult {
  /** Exit code; 127 where the command could not be started, 124 where the time limit ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
  /** Ends the command. */
  readonly signal?: AbortSignal;
  /** `inherit` shows the output while it comes and leaves `stdout` and `stderr` of the result empty. */
  readonly output?: 'capture' | 'inherit';
}

/** Runs a command to its end. Never rejects: failing is an answer. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const inherit = options.output === 'inherit';
    const spawnOptions: SpawnOptions = {
      stdio: ['ignore', inherit ? 'inherit' : 'pipe', inherit ? 'inherit' : 'pipe'],
      env: options.env ?? process.env,
      // npm is npm.cmd there, which only a shell can start.
      shell: process.platform === 'win32' && command === 'npm',
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    };
    const child = spawn(command, args, spawnOptions);
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const limit =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeoutMs);
    const finish = (code: number) => {
      clearTimeout(limit);
      resolve({ code, stdout, stderr });
    };
    child.once('error', (error) => {
      stderr += error.message;
      finish(127);
    });
    child.once('close', (code) => {
      finish(timedOut ? 124 : (code ?? 1));
    });
  });
}
