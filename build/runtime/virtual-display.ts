import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Env } from './paths.ts';
import { SentenceError } from './say.ts';

export interface VirtualDisplay {
  /** For the environment variable DISPLAY, e.g. `:3`. */
  readonly display: string;
  /** Ends the display; resolves when it is gone. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 15_000;

/** Whether windows can be shown. Only Linux knows machines without a display. */
export function hasDisplay(
  env: Env = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * Starts Xvfb on a display number that it finds itself (`-displayfd`).
 *
 * @throws SentenceError where it does not start.
 */
export async function startVirtualDisplay(screen = '1440x900x24'): Promise<VirtualDisplay> {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // Its own group: Ctrl-C ends the windows first and the display after them.
    detached: true,
  });
  let trouble = '';
  child.stderr?.on('data', (data: Buffer) => (trouble += data.toString()));
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', (error) => {
      trouble += error.message;
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };

  const number = await Promise.race([
    readLine(child.stdio[3] as Readable),
    ended.then(() => null),
    new Promise<null>((resolve) => setTimeout(resolve, START_LIMIT_MS, null).unref()),
  ]);
  if (number !== null && /^\d+$/.test(number)) return { display: `:${number}`, stop };
  await stop();
  throw new SentenceError(`Xvfb did not start: ${trouble.trim() || 'it named no display'}`);
}

async function readLine(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.trim();
}
