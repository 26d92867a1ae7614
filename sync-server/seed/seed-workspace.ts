import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NewBody } from '../../shared/workflow/command.ts';
import { scopeDatabase, REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import { numbersId } from '../../shared/policy/numbers.ts';
import type { UserRole } from '../couch/user-accounts.ts';
import { isUserRole } from '../couch/user-accounts.ts';
import { STAFF } from '../../shared/testkit/demo/organisation.ts';
import { DEMO_SCOPE, demoWorkspace, FIRST_NUMBERS } from '../../shared/testkit/demo/workspace.ts';
import type { DemoSize } from '../../shared/testkit/demo/workspace.ts';
import { CouchFailure } from '../couch/couch-failure.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { asRecord } from '../couch/json-record.ts';
import { provision } from '../couch/provision.ts';
import { generatePassword } from '../couch/user-accounts.ts';
import { requireAllTaken, writeNew } from '../couch/write-documents.ts';
import { readArticleFiles } from './article-files.ts';
import type { ArticleSource } from './article-files.ts';

/** Who the console signs in as. */
export const DEMO_AGENT = 'tobias.brandt';

export interface SeedRequest {
  readonly server: CouchServer;
  readonly size: DemoSize;
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

function articleBody(source: ArticleSource, n: number, nowMs: number): NewBody<'articles'> {
  const { author, ...rest } = source;
  // Each was last looked at on another day of the past year.
  const revisedAt = new Date(nowMs - ((n * 37) % 330) * 86_400_000).toISOString();
  return {
    ...rest,
    kind: 'article',
    number: `KB-${String(n + 1).padStart(4, '0')}`,
    author,
    revisedAt,
  };
}

async function refuseIfFilled(server: CouchServer): Promise<void> {
  const query = { startkey: '"ticket:"', endkey: '"ticket:\ufff0"', limit: 1 };
  const found = await server.find({ db: scopeDatabase(DEMO_SCOPE), path: '_all_docs', query });
  const rows = asRecord(found)['rows'];
  if (!Array.isArray(rows) || rows.length === 0) return;
  throw new CouchFailure(
    'refused',
    `The scope "${DEMO_SCOPE}" already holds tickets. The demo is written only into an empty one.`,
  );
}

/** Numbers of the demo are taken: the series go on behind them. */
async function moveNumbers(
  server: CouchServer,
  highest: ReadonlyMap<string, number>,
): Promise<void> {
  for (const [prefix, last] of highest) {
    const id = encodeURIComponent(numbersId(prefix));
    const found = await server.find({ db: REFERENCE_DATABASE, path: id });
    const counter = asRecord(found);
    if (typeof counter['next'] === 'number' && counter['next'] > last) continue;
    const body = { ...counter, kind: 'numbers', prefix, next: last + 1 };
    await server.request({ method: 'PUT', db: REFERENCE_DATABASE, path: id, body });
  }
}

function noteNumber(document: object, highest: Map<string, number>): void {
  const { number } = document as { readonly number?: string };
  const [, prefix, digits] = /^([A-Z]+)-(\d+)$/.exec(number ?? '') ?? [];
  if (!prefix || !digits) return;
  highest.set(prefix, Math.max(highest.get(prefix) ?? 0, Number(digits)));
}

/**
 * Provisions a server for the demo company, its people included, and writes its workspace.
 * @throws CouchFailure where the server refuses or holds tickets already.
 */
export async function seedWorkspace(request: SeedRequest): Promise<SeedReport> {
  const { server, nowMs } = request;
  await refuseIfFilled(server);
  const passwords = new Map(STAFF.map((person) => [person.userName!, generatePassword()]));
  await provision({
    url: server,
    scopes: [DEMO_SCOPE],
    users: STAFF.map((person) => ({
      name: person.userName!,
      roles: (person.roles ?? []).filter((role): role is UserRole => isUserRole(role)),
      scopes: [DEMO_SCOPE],
      password: passwords.get(person.userName!)!,
    })),
  });
  const articles = readArticleFiles(ARTICLES).map((source, n) => articleBody(source, n, nowMs));
  const highest = new Map<string, number>(Object.entries(FIRST_NUMBERS));
  let documents = 0;
  for (const portion of demoWorkspace({ ...request, articles })) {
    requireAllTaken(await writeNew(server, portion));
    for (const { document } of portion) noteNumber(document, highest);
    documents += portion.length;
    request.onProgress(documents);
  }
  await moveNumbers(server, highest);
  return { documents, passwords };
}
