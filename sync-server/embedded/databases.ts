import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { CouchError, databaseMissing } from './couch-error.ts';
import { Database } from './database.ts';
import { SerialQueue } from './serial-queue.ts';

/** CouchDB's rule. */
const NAME = /^[a-z][a-z0-9_$()+/-]*$/;
/** Folder names may have 255 bytes; PouchDB puts nothing behind ours. */
const MAX_FOLDER_NAME = 200;
/** Keeps names that Windows reserves (`con`, `nul`) from being folders. */
const FOLDER_PREFIX = 'db-';
const SYSTEM_NAMES: readonly string[] = ['_users', '_replicator', '_global_changes'];

/** The databases in one data folder, each in a folder of its own, opened when first asked for. */
export class Databases {
  private readonly open = new Map<string, Database>();
  private readonly queue = new SerialQueue();
  private closed = false;

  private constructor(private readonly folder: string) {}

  static async at(dataDir: string): Promise<Databases> {
    const folder = path.join(dataDir, 'databases');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Databases(folder);
  }

  /** Names in alphabetical order. */
  async list(): Promise<string[]> {
    const names: string[] = [];
    for (const entry of await readdir(this.folder)) {
      const name = nameOf(entry);
      if (name !== undefined && (await Database.exists(this.folderOf(name)))) names.push(name);
    }
    return names.sort();
  }

  /** @throws CouchError 404 where there is none. */
  async get(name: string): Promise<Database> {
    const database = await this.find(name);
    if (!database) throw databaseMissing();
    return database;
  }

  async find(name: string): Promise<Database | undefined> {
    const already = this.open.get(name);
    if (already || this.closed || !isLegalName(name)) return already;
    return this.queue.run(async () => {
      const meanwhile = this.open.get(name);
      if (meanwhile || this.closed) return meanwhile;
      const database = await Database.open(this.folderOf(name));
      if (database) this.open.set(name, database);
      return database;
    });
  }

  /** @throws CouchError 400 for an illegal name, 412 where it exists. */
  async create(name: string, nowMs: number): Promise<Database> {
    if (!isLegalName(name)) throw illegalName(name);
    if (await this.find(name)) throw fileExists();
    return this.queue.run(async () => {
      if (this.closed) throw new CouchError(503, 'service_unavailable', 'The server is closing');
      if (this.open.has(name)) throw fileExists();
      const database = await Database.create(this.folderOf(name), name, nowMs);
      this.open.set(name, database);
      return database;
    });
  }

  /** Ends the database's feeds and removes it. @throws CouchError 404 where there is none. */
  async delete(name: string): Promise<void> {
    await this.get(name);
    await this.queue.run(async () => {
      const database = this.open.get(name);
      if (!database) throw databaseMissing();
      this.open.delete(name);
      await database.destroy();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.queue.run(async () => {
      await Promise.all([...this.open.values()].map((database) => database.close()));
      this.open.clear();
    });
  }

  /** Ends every long poll, so that their connections can be closed. */
  endFeeds(): void {
    for (const database of this.open.values()) database.changes.close();
  }

  private folderOf(name: string): string {
    return path.join(this.folder, FOLDER_PREFIX + encodeURIComponent(name));
  }
}

function nameOf(entry: string): string | undefined {
  if (!entry.startsWith(FOLDER_PREFIX)) return undefined;
  const name = decodeURIComponent(entry.slice(FOLDER_PREFIX.length));
  return isLegalName(name) ? name : undefined;
}

function isLegalName(name: string): boolean {
  if (SYSTEM_NAMES.includes(name)) return true;
  return NAME.test(name) && encodeURIComponent(name).length <= MAX_FOLDER_NAME;
}

function fileExists(): CouchError {
  const reason = 'The database could not be created, the file already exists.';
  return new CouchError(412, 'file_exists', reason);
}

function illegalName(name: string): CouchError {
  const rule =
    'Only lowercase characters (a-z), digits (0-9), and any of the characters ' +
    '_, $, (, ), +, -, and / are allowed. Must begin with a letter.';
  return new CouchError(400, 'illegal_database_name', `Name: '${name.slice(0, 200)}'. ${rule}`);
}
