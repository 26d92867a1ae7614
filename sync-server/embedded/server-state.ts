import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readJsonFile, writeJsonFile } from './durable-file.ts';
import { isJsonObject } from './json.ts';
import { newUuid } from './uuid.ts';

/** What makes this server the same one after a restart. */
export interface ServerState {
  readonly uuid: string;
  /** Signs session cookies. */
  readonly secret: string;
}

/** Reads `server.json` of the data folder, or makes it on the first start. */
export async function loadServerState(dataDir: string): Promise<ServerState> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, 'server.json');
  const stored = await readJsonFile(file);
  if (isJsonObject(stored)) {
    const { uuid, secret } = stored;
    if (typeof uuid === 'string' && typeof secret === 'string') return { uuid, secret };
  }
  const made: ServerState = { uuid: newUuid(), secret: randomBytes(32).toString('hex') };
  await writeJsonFile(file, made);
  return made;
}
