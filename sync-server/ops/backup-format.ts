import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { asRecord, type JsonRecord } from '../couch/json-record.ts';
import { readLines, sumFile, type FileSum } from './line-file.ts';
import { rowsOf } from './read-database.ts';

/** Written last: a folder without one is no backup. */
export const MANIFEST_FILE = 'manifest.json';
const FORMAT = 'backup';
const FORMAT_VERSION = 1;

export interface BackupDatabase extends FileSum {
  readonly name: string;
  /** In the backup's folder: a line of JSON for every leaf revision, tombstones included. */
  readonly file: string;
  readonly lines: number;
  /** The state of the database that is in the file, as CouchDB names it. */
  readonly updateSeq: string;
  readonly security: JsonRecord;
  readonly epoch: number | null;
  /** Shards and copies, where the server has such. */
  readonly q: number | null;
  readonly n: number | null;
}

export interface BackupUsers extends FileSum {
  readonly file: string;
  readonly lines: number;
}

export interface BackupManifest {
  readonly outpost: typeof FORMAT;
  readonly version: typeof FORMAT_VERSION;
  readonly createdAt: string;
  readonly serverUrl: string;
  readonly serverVersion: string;
  /** The workspace. */
  readonly databaseId: string;
  readonly databases: readonly BackupDatabase[];
  /** Accounts with their password hashes; null where they were left out. */
  readonly users: BackupUsers | null;
}

/** A folder that is no backup, or one that was damaged: a sentence each. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly canRetry = false;
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

export interface Backup {
  readonly folder: string;
  readonly manifest: BackupManifest;
  /** SHA-256 of the manifest: names this very backup. */
  readonly id: string;
}

export function newManifest(rest: Omit<BackupManifest, 'outpost' | 'version'>): BackupManifest {
  return { outpost: FORMAT, version: FORMAT_VERSION, ...rest };
}

/** @throws BackupError where the folder holds no finished backup of a version known here. */
export async function openBackup(folder: string): Promise<Backup> {
  let text: string;
  try {
    text = await readFile(path.join(folder, MANIFEST_FILE), 'utf8');
  } catch {
    throw new BackupError([
      `${folder} holds no finished backup: there is no ${MANIFEST_FILE} in it.`,
    ]);
  }
  const manifest = asRecord(parseOr(text));
  if (manifest['outpost'] !== FORMAT || !Array.isArray(manifest['databases'])) {
    throw new BackupError([`${path.join(folder, MANIFEST_FILE)} is no manifest of a backup.`]);
  }
  if (manifest['version'] !== FORMAT_VERSION) {
    throw new BackupError([
      `This backup has the version ${String(manifest['version'])}; this release reads ${String(FORMAT_VERSION)}. Restore it with the release that made it.`,
    ]);
  }
  return {
    folder,
    manifest: manifest as unknown as BackupManifest,
    id: createHash('sha256').update(text).digest('hex'),
  };
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

async function fileProblem(
  folder: string,
  { file, sha256, bytes, lines }: BackupUsers,
): Promise<string | null> {
  const full = path.join(folder, path.basename(file));
  try {
    const sum = await sumFile(full);
    if (sum.sha256 !== sha256 || sum.bytes !== bytes) {
      return `${file} was changed or damaged: its checksum is another one.`;
    }
    let count = 0;
    for await (const line of readLines(full)) {
      if (typeof asRecord(line)['_id'] === 'string') count += 1;
    }
    return count === lines
      ? null
      : `${file} has ${String(count)} documents instead of ${String(lines)}.`;
  } catch (error) {
    return `${file} cannot be read: ${(error as Error).message}.`;
  }
}

/** Reads every byte of a backup. @throws BackupError with a sentence for every file that is bad. */
export async function verifyBackup({ folder, manifest }: Backup): Promise<void> {
  const files = [...manifest.databases, ...(manifest.users === null ? [] : [manifest.users])];
  const problems: string[] = [];
  for (const file of files) {
    const problem = await fileProblem(folder, file);
    if (problem !== null) problems.push(problem);
  }
  if (problems.length > 0) throw new BackupError(problems);
}

/** The documents of a file of a backup. */
export async function* backupDocuments(
  { folder }: Backup,
  { file }: { readonly file: string },
): AsyncGenerator<JsonRecord> {
  for await (const line of readLines(path.join(folder, path.basename(file)))) yield asRecord(line);
}

/** The leaves of documents in an answer of `_bulk_get`. */
export function bulkGetLeaves(answer: unknown): readonly JsonRecord[] {
  return rowsOf(answer, 'results').flatMap((row) =>
    rowsOf(row, 'docs').flatMap(({ ok }) => (ok === undefined ? [] : [asRecord(ok)])),
  );
}
