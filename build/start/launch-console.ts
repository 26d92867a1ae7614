import { spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../runtime/paths.ts';

// A window that is still writing gets this long.
const CLOSE_LIMIT_MS = 10_000;

export interface ConsoleLaunch {
  /** Electron's executable. */
  readonly electron: string;
  /** Folder of the console's own data; null for the usual one. */
  readonly profile: string | null;
  /** Signs a new profile in. */
  readonly sessionFile: string | null;
  /** Suggested on the sign-in screen. */
  readonly serverUrl: string | null;
  /** Of a virtual display, or null for the one the machine has. */
  readonly display: string | null;
}

export interface RunningConsole {
  /** Exit code of the window's process. */
  readonly ended: Promise<number>;
  /** Closes the windows as if the person had. */
  close(): void;
}

/** Electron's command line: quiet about the system bus, and without a sandbox only where root forbids it. */
export function consoleArguments(isRoot: boolean): readonly string[] {
  const main = path.join(ROOT, 'dist', 'main', 'main.cjs');
  return [...(isRoot ? ['--no-sandbox'] : []), '--log-level=3', main];
}

/** What the main process reads from its environment. */
export function consoleEnvironment(
  launch: ConsoleLaunch,
  inherited: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const ours = {
    OUTPOST_PROFILE: launch.profile,
    OUTPOST_SESSION_FILE: launch.sessionFile,
    OUTPOST_SERVER_URL: launch.serverUrl,
    ...(launch.display === null ? {} : { DISPLAY: launch.display }),
  };
  const env = { ...inherited };
  // Set by tools that embed Node in Electron; it would start a bare Node instead of the console.
  delete env['ELECTRON_RUN_AS_NODE'];
  for (const [name, value] of Object.entries(ours)) {
    if (value === null) Reflect.deleteProperty(env, name);
    else env[name] = value;
  }
  return env;
}

/** Opens the console. */
export function launchConsole(launch: ConsoleLaunch): RunningConsole {
  const child = spawn(launch.electron, consoleArguments(process.getuid?.() === 0), {
    cwd: ROOT,
    env: consoleEnvironment(launch, process.env),
    stdio: 'inherit',
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const close = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), CLOSE_LIMIT_MS).unref();
  };
  return { ended, close };
}
