import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isRole, IMPORTER_ROLE, scopesOf } from '../../shared/policy/roles.ts';
import { REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { readIdentity } from '../couch/database-identity.ts';
import { asRecord, asStrings, type JsonRecord } from '../couch/json-record.ts';
import { readWelcome, requireServerAdmin } from '../couch/server-info.ts';
import { USERS_DATABASE } from '../couch/user-accounts.ts';
import {
  BackupError,
  bulkGetLeaves,
  MANIFEST_FILE,
  newManifest,
  type BackupDatabase,
  type BackupManifest,
  type BackupUsers,
} from './backup-format.ts';
import { LineWriter, syncFile } from './line-file.ts';
import { kindOfDatabase, listOutpostDatabases } from './outpost-databases.ts';
import { readFeed, readRange, type FeedRow } from './read-database.ts';
import { requireWhole } from './restore-plan.ts';

export interface BackupRequest {
  readonly server: CouchServer;
  /** Where the backup's own folder is made. */
  readonly folder: string;
  readonly now: () => Date;
  readonly withUsers: boolean;
  /** Called with each database as it begins. */
  readonly onDatabase?: (name: string) => void;
}

export interface BackupReport {
  /** The finished backup. */
  readonly folder: string;
  readonly manifest: BackupManifest;
}

/** Documents in a page; a part of a file has up to 4 MiB, so few of them. */
const PAGE = 200;
const FILES_PAGE = 4;

async function writeLeaves(
  server: CouchServer,
  db: string,
  rows: readonly FeedRow[],
  lines: LineWriter,
): Promise<number> {
  const docs = rows.flatMap(({ id, revs }) => revs.map((rev) => ({ id, rev })));
  if (docs.length === 0) return 0;
  const query = { revs: true, attachments: true };
  const answer = await server.request({
    method: 'POST',
    db,
    path: '_bulk_get',
    query,
    body: { docs },
  });
  // A leaf that is missing was followed by another, which the feed brings later.
  const leaves = bulkGetLeaves(answer);
  for (const leaf of leaves) await lines.write(leaf);
  return leaves.length;
}

async function backupDatabase(
  server: CouchServer,
  name: string,
  folder: string,
): Promise<BackupDatabase> {
  const security = asRecord(await server.request({ db: name, path: '_security' }));
  const { q, n } = asRecord(asRecord(await server.request({ db: name }))['cluster']);
  const file = `${name}.jsonl.gz`;
  const writer = new LineWriter(path.join(folder, file));
  const limit = kindOfDatabase(name) === 'files' ? FILES_PAGE : PAGE;
  let lines = 0;
  let updateSeq = '0';
  for await (const page of readFeed(server, name, { limit, allLeaves: true })) {
    lines += await writeLeaves(server, name, page.rows, writer);
    updateSeq = page.lastSeq;
  }
  const identity = await readIdentity(server, name);
  return {
    name,
    file,
    ...(await writer.close()),
    lines,
    updateSeq,
    security,
    epoch: identity?.epoch ?? null,
    q: typeof q === 'number' ? q : null,
    n: typeof n === 'number' ? n : null,
  };
}

/** Somebody with a role of Outpost; other programs' accounts are not ours to copy. */
function isOurUser(user: JsonRecord): boolean {
  const roles = asStrings(user['roles']);
  return roles.some((role) => isRole(role) || role === IMPORTER_ROLE) || scopesOf(roles).length > 0;
}

async function backupUsers(server: CouchServer, folder: string): Promise<BackupUsers> {
  const file = `${USERS_DATABASE}.jsonl.gz`;
  const writer = new LineWriter(path.join(folder, file));
  let lines = 0;
  const range = ['org.couchdb.user:', 'org.couchdb.user:\uffff'] as const;
  for await (const page of readRange(server, USERS_DATABASE, range)) {
    for (const user of page.filter(isOurUser)) {
      await writer.write(user);
      lines += 1;
    }
  }
  return { file, ...(await writer.close()), lines };
}

/** `2027-03-30T06:46:00.000Z` → `outpost-20270330T064600Z`. */
function folderName(now: Date): string {
  return `outpost-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;
}

/**
 * Copies every database of Outpost, with tombstones, conflicts, attachments, `_security` and the
 * accounts, into a folder of its own. Under its final name there is a whole backup or nothing: it is
 * written beside and renamed when it is on the disk.
 * @throws CouchFailure, BackupError
 */
export async function backup(request: BackupRequest): Promise<BackupReport> {
  const { server, now } = request;
  const { version } = await readWelcome(server);
  await requireServerAdmin(server);
  await requireWhole(server);
  const identity = await readIdentity(server, REFERENCE_DATABASE);
  if (identity === null) {
    throw new BackupError([
      `${REFERENCE_DATABASE} has no identity, so there is no workspace here to copy. Run \`doctor\`.`,
    ]);
  }
  const createdAt = now();
  const folder = path.join(request.folder, folderName(createdAt));
  const partial = `${folder}.partial`;
  await mkdir(request.folder, { recursive: true, mode: 0o700 });
  await mkdir(partial, { mode: 0o700 });
  const databases: BackupDatabase[] = [];
  for (const name of await listOutpostDatabases(server)) {
    request.onDatabase?.(name);
    databases.push(await backupDatabase(server, name, partial));
  }
  const manifest = newManifest({
    createdAt: createdAt.toISOString(),
    serverUrl: server.url,
    serverVersion: version,
    databaseId: identity.databaseId,
    databases,
    users: request.withUsers ? await backupUsers(server, partial) : null,
  });
  const manifestFile = path.join(partial, MANIFEST_FILE);
  await writeFile(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  await syncFile(manifestFile);
  await syncFile(partial);
  await rename(partial, folder);
  await syncFile(request.folder);
  return { folder, manifest };
}
