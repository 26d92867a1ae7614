import path from 'node:path';
import type { WorkspaceSize } from './start-options.ts';

/** Where a demo workspace keeps its things on this machine. Nothing is created here. */
export interface Workspace {
  readonly size: WorkspaceSize;
  readonly folder: string;
  /** The server's databases. */
  readonly data: string;
  /** The server's output. */
  readonly log: string;
  /** Which server runs: `RunningServer` as JSON. */
  readonly serverFile: string;
  /** Held while somebody starts, fills or stops the server. */
  readonly lockFile: string;
  /** One file for each open console, named by the process id of its `npm start`. */
  readonly consoles: string;
  /** Written when the demo is complete, so that an interrupted first run is noticed. */
  readonly filledMark: string;
  /** `{serverUrl, userName, password}` of the demo agent, mode 600. */
  readonly sessionFile: string;
  /** The console's own data where no other profile is asked for. */
  readonly profile: string;
}

/** @param dataFolder the folder of all Outpost data of this user. */
export function workspaceAt(dataFolder: string, size: WorkspaceSize): Workspace {
  const folder = path.join(dataFolder, `workspace-${size}`);
  const at = (name: string) => path.join(folder, name);
  return {
    size,
    folder,
    data: at('server'),
    log: at('server.log'),
    serverFile: at('server.json'),
    lockFile: at('lock'),
    consoles: at('consoles'),
    filledMark: at('filled'),
    sessionFile: at('server/demo-session.json'),
    profile: at('console'),
  };
}
