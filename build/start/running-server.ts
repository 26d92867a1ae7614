import { readFileSync, writeFileSync } from 'node:fs';
import { isProcessAlive } from './process-lock.ts';

/** What `server.json` of a workspace says. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
}

const ANSWER_LIMIT_MS = 3_000;

/** @returns the parsed content, or null for anything that is not a `RunningServer`. */
export function parseServerFile(text: string): RunningServer | null {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof content !== 'object' || content === null) return null;
  const { url, pid } = content as Partial<Record<keyof RunningServer, unknown>>;
  if (typeof url !== 'string' || !URL.canParse(url)) return null;
  if (typeof pid !== 'number') return null;
  return { url, pid };
}

/**
 * The server that `server.json` names, if it really runs: the process is alive and its address
 * answers. A file left behind by a crash or by another boot of the machine is no server.
 */
export async function findRunningServer(file: string): Promise<RunningServer | null> {
  const server = readServerFile(file);
  if (server === null) return null;
  return isProcessAlive(server.pid) && (await answers(server.url)) ? server : null;
}

/** The port the workspace had last; a console remembers its server by it. Null on the first run. */
export function lastPort(file: string): number | null {
  const server = readServerFile(file);
  return server === null ? null : Number(new URL(server.url).port);
}

export function writeServerFile(file: string, server: RunningServer): void {
  writeFileSync(file, JSON.stringify(server));
}

async function answers(url: string): Promise<boolean> {
  try {
    // 401 is an answer, too: only administrators may see more.
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    return response.headers.get('content-type')?.includes('json') === true;
  } catch {
    return false;
  }
}

function readServerFile(file: string): RunningServer | null {
  try {
    return parseServerFile(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
