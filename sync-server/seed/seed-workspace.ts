import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import { numbersId } from '../../shared/policy/numbers.ts';
import { STAFF } from '../../shared/testkit/demo/organisation.ts';
import {
  DEMO_SCOPE,
  DEMO_SIZES,
  demoWorkspace,
  FIRST_NUMBERS,
  type DemoSize,
} from '../../shared/testkit/demo/workspace.ts';
import type { NewArticle, Write } from '../../shared/workflow/command.ts';
import { CouchFailure } from '../couch/couch-failure.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { readDatabaseState } from '../couch/database-identity.ts';
import { asRecord } from '../couch/json-record.ts';
import { provision } from '../couch/provision.ts';
import { generatePassword, isUserRole } from '../couch/user-accounts.ts';
import { requireAllTaken, writeNew } from '../couch/write-documents.ts';
import { readArticleFiles, type ArticleSource } from './article-files.ts';
import { readSeedMark, storyToComplete, writeSeedMark } from './seed-mark.ts';

/** Who the console signs in as. */
export const DEMO_AGENT = 'tobias.brandt';

export type SeedSize = DemoSize;
export const SEED_SIZES = Object.keys(DEMO_SIZES) as readonly SeedSize[];

export interface SeedRequest {
  readonly server: CouchServer;
  readonly size: SeedSize;
  readonly seed: number;
  /** The present of the story, in milliseconds since 1970. */
  readonly nowMs: number;
  /** Called after every portion with the documents written so far. */
  readonly onProgress: (documents: number) => void;
}

export interface SeedReport {
  readonly documents: number;
  /** User name and password of everybody who signs in. */
  readonly passwords: ReadonlyMap<string, string>;
}

const ARTICLES = path.join(path.dirname(fileURLToPath(import.meta.url)), 'articles');
const DAY_MS = 86_400_000;

function articleBody(source: ArticleSource, n: number, nowMs: number): NewArticle {
  // Each was last looked at on another day of the past year.
  const revisedAt = new Date(nowMs - ((n * 37) % 330) * DAY_MS).toISOString();
  const number = `KB-${String(n + 1).padStart(4, '0')}`;
  return { ...source, kind: 'article', number, revisedAt };
}

/** The demo's people and policies would mix with those of a workspace in use. */
async function refuseIfFilled(server: CouchServer): Promise<void> {
  const states = [
    await readDatabaseState(server, REFERENCE_DATABASE, null),
    await readDatabaseState(server, scopeDatabase(DEMO_SCOPE), DEMO_SCOPE),
  ];
  const filled = states.filter(({ hasContent }) => hasContent).map(({ name }) => name);
  if (filled.length === 0) return;
  throw new CouchFailure(
    'refused',
    `The server already holds records (in ${filled.join(' and ')}). The demo is written only into an empty workspace: take another server or data folder.`,
  );
}

/** Numbers of the demo are taken: the series go on behind them. */
async function moveNumbers(
  server: CouchServer,
  highest: ReadonlyMap<string, number>,
): Promise<void> {
  for (const [prefix, last] of highest) {
    const counterPath = encodeURIComponent(numbersId(prefix));
    const counter = asRecord(await server.find({ db: REFERENCE_DATABASE, path: counterPath }));
    if (typeof counter['next'] === 'number' && counter['next'] > last) continue;
    const body = { ...counter, kind: 'numbers', prefix, next: last + 1 };
    await server.request({ method: 'PUT', db: REFERENCE_DATABASE, path: counterPath, body });
  }
}

function noteNumber(document: object, highest: Map<string, number>): void {
  const { number } = document as { readonly number?: string };
  const [, prefix, digits] = /^([A-Z]+)-(\d+)$/.exec(number ?? '') ?? [];
  if (!prefix || !digits) return;
  highest.set(prefix, Math.max(highest.get(prefix) ?? 0, Number(digits)));
}

/** Databases, and accounts with new passwords. @returns the passwords by user name. */
async function provisionDemo(server: CouchServer): Promise<ReadonlyMap<string, string>> {
  const users = STAFF.map((person) => ({
    name: person.userName!,
    roles: (person.roles ?? []).filter(isUserRole),
    scopes: [DEMO_SCOPE],
    password: generatePassword(),
  }));
  await provision({ url: server, scopes: [DEMO_SCOPE], users });
  return new Map(users.map(({ name, password }) => [name, password]));
}

/** @param isResumed documents that are there already are those of the run that was cut short. */
async function writePortion(
  server: CouchServer,
  portion: readonly Write[],
  isResumed: boolean,
): Promise<void> {
  const refused = await writeNew(server, portion);
  requireAllTaken(isResumed ? refused.filter(({ error }) => error !== 'conflict') : refused);
}

/**
 * Provisions a server for the demo company, its people included, and writes its workspace. A run
 * that was cut short is completed by the next of the same size and seed.
 * @throws CouchFailure where the server refuses, or holds records that are not of this demo.
 */
export async function seedWorkspace(request: SeedRequest): Promise<SeedReport> {
  const { server, size, seed } = request;
  const begun = storyToComplete(await readSeedMark(server), request);
  if (begun === null) await refuseIfFilled(server);
  const passwords = await provisionDemo(server);
  const { nowMs } = begun ?? request;
  if (begun === null) await writeSeedMark(server, { size, seed, nowMs, isComplete: false });
  const articles = readArticleFiles(ARTICLES).map((source, n) => articleBody(source, n, nowMs));
  const highest = new Map<string, number>(Object.entries(FIRST_NUMBERS));
  let documents = 0;
  for (const portion of demoWorkspace({ size, seed, nowMs, articles })) {
    await writePortion(server, portion, begun !== null);
    for (const { document } of portion) noteNumber(document, highest);
    documents += portion.length;
    request.onProgress(documents);
  }
  await moveNumbers(server, highest);
  await writeSeedMark(server, { size, seed, nowMs, isComplete: true });
  return { documents, passwords };
}
