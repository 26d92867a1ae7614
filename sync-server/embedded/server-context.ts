import type { Authenticator } from './authenticator.ts';
import type { Databases } from './databases.ts';
import type { ServerState } from './server-state.ts';

/** What routes share. */
export interface ServerContext {
  readonly databases: Databases;
  readonly authenticator: Authenticator;
  readonly state: ServerState;
  readonly passwordIterations: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly logError: (message: string, error: unknown) => void;
}
