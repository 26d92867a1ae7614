import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RealData } from './real-data.ts';
import { addUser, runSyncServer, type SyncServer, type TestUser } from './sync-server.ts';

/** A workspace to work in, and what a test may expect of it. */
export interface TestWorkspace {
  readonly agent: TestUser;
  readonly other: TestUser;
  /** Tickets, items and articles that a console shows at least when all of it has come. */
  readonly records: number;
  /** Words to search for and the title of the article that has them. */
  readonly article: { readonly words: string; readonly title: string };
}

/** Real records where there are some, else the demo company. */
export function fillWorkspace(server: SyncServer, data: RealData | null): Promise<TestWorkspace> {
  return data === null ? seedDemo(server) : importRealData(server, data);
}

const SCOPE = 'desk';
const REAL_INCIDENTS = 20_000;
const REAL_ARTICLES = 1_631;

/** Two agents and everything in the files. */
async function importRealData(server: SyncServer, data: RealData): Promise<TestWorkspace> {
  const onServer = ['--data', server.dataDir] as const;
  await runSyncServer('provision', '--scope', SCOPE, ...onServer);
  const agent = { userName: 'mia.agent', password: 'correct horse battery' };
  const other = { userName: 'ben.agent', password: 'staple more horses' };
  for (const user of [agent, other]) {
    await addUser(server, { ...user, roles: ['agent'], scope: SCOPE });
  }
  await runSyncServer('import', 'incidents', data.incidents, '--scope', SCOPE, ...onServer);
  await runSyncServer('import', 'knowledge', data.knowledge, ...onServer);
  return {
    agent,
    other,
    records: REAL_INCIDENTS + REAL_ARTICLES,
    article: {
      words: 'management agent hangs delta import',
      title: 'Azure AD Management Agent hangs during Full Import or Delta Import',
    },
  };
}

const DEMO_TICKETS = 150;
const DEMO_ITEMS = 800;
const DEMO_ARTICLES = 60;
/** Tickets, items and articles of the demo company, whatever its size. */
export const DEMO_RECORDS_AT_LEAST = DEMO_TICKETS + DEMO_ITEMS + DEMO_ARTICLES;

/** The demo company, whose settings somebody may change. */
export interface DemoWorkspace extends TestWorkspace {
  readonly manager: TestUser;
}

/** The small demo workspace; its people's passwords are in the data folder. */
export async function seedDemo(server: SyncServer): Promise<DemoWorkspace> {
  await runSyncServer('seed', '--size', 'small', '--data', server.dataDir);
  const passwords = JSON.parse(
    readFileSync(path.join(server.dataDir, 'demo-users.json'), 'utf8'),
  ) as Readonly<Record<string, string>>;
  const user = (userName: string): TestUser => ({ userName, password: passwords[userName]! });
  return {
    agent: user('tobias.brandt'),
    other: user('denise.kofler'),
    manager: user('clara.bouchard'),
    records: DEMO_RECORDS_AT_LEAST,
    article: { words: 'camera focus lens', title: 'Camera is out of focus' },
  };
}
