import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { ChangeSignal } from './change-signal.ts';
import { CouchError, databaseMissing } from './couch-error.ts';
import { DesignValidators } from './design-validators.ts';
import { readJsonFile, syncFolder, writeJsonFile } from './durable-file.ts';
import { Gate } from './gate.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { LevelStore } from './level-store.ts';
import { PendingCount } from './pending-count.ts';
import {
  behindPrefix,
  closePouchStore,
  openPouchStore,
  type LevelDown,
  type Pouch,
  type PouchStore,
} from './pouch-store.ts';
import { ADMIN_ONLY, parseSecurity } from './security.ts';
import { SerialQueue } from './serial-queue.ts';

/** Written last when a database is made and removed first when it is deleted. */
const IDENTITY_FILE = 'database.json';

interface Identity {
  readonly name: string;
  /** Goes into sequences; another one means another database under the same name. */
  readonly instanceId: string;
  /** Seconds since 1970 as text, CouchDB's `instance_start_time`. */
  readonly createdAtSeconds: string;
  readonly security: JsonObject;
}

/** One open database: PouchDB's store, its security object, its write queue and its long polls. */
export class Database {
  readonly gate = new Gate();
  readonly writes = new SerialQueue();
  readonly changes = new ChangeSignal();
  readonly validators = new DesignValidators();
  readonly pending = new PendingCount();
  private current: { readonly store: PouchStore; readonly level: LevelStore };

  private constructor(
    readonly folder: string,
    private identity: Identity,
    store: PouchStore,
  ) {
    this.current = { store, level: new LevelStore(store.level) };
  }

  /** Makes the database in an absent or left-over folder. */
  static async create(folder: string, name: string, nowMs: number): Promise<Database> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const store = await openPouchStore(path.join(folder, 'store'));
    const identity: Identity = {
      name,
      instanceId: randomBytes(15).toString('base64url').replaceAll('-', '_'),
      createdAtSeconds: String(Math.floor(nowMs / 1000)),
      security: ADMIN_ONLY,
    };
    await writeJsonFile(path.join(folder, IDENTITY_FILE), identity);
    await syncFolder(path.dirname(folder));
    return new Database(folder, identity, store);
  }

  /** Opens the database in `folder`, `undefined` where none was completely made. */
  static async open(folder: string): Promise<Database | undefined> {
    const identity = parseIdentity(await readJsonFile(path.join(folder, IDENTITY_FILE)));
    if (!identity) return undefined;
    return new Database(folder, identity, await openPouchStore(path.join(folder, 'store')));
  }

  static async exists(folder: string): Promise<boolean> {
    return parseIdentity(await readJsonFile(path.join(folder, IDENTITY_FILE))) !== undefined;
  }

  get name(): string {
    return this.identity.name;
  }

  get instanceId(): string {
    return this.identity.instanceId;
  }

  get createdAtSeconds(): string {
    return this.identity.createdAtSeconds;
  }

  get security(): JsonObject {
    return this.identity.security;
  }

  get pouch(): Pouch {
    return this.current.store.pouch;
  }

  get level(): LevelStore {
    return this.current.level;
  }

  async updateSequence(): Promise<number> {
    return (await this.pouch.info()).update_seq;
  }

  async setSecurity(security: JsonObject): Promise<void> {
    await this.writes.run(() =>
      this.gate.share(async () => {
        const identity = { ...this.identity, security };
        await writeJsonFile(path.join(this.folder, IDENTITY_FILE), identity);
        this.identity = identity;
      }),
    );
  }

  /**
   * Runs `change` on the bare leveldb with nobody else in the database, then opens PouchDB anew,
   * which holds counters of its own in memory. Call it from the write queue.
   */
  async rewrite(change: (level: LevelDown) => Promise<void>): Promise<void> {
    await this.gate.exclusive(async () => {
      await change(this.current.store.level);
      await closePouchStore(this.pouch);
      const store = await openPouchStore(path.join(this.folder, 'store'));
      this.current = { store, level: new LevelStore(store.level) };
    });
  }

  /** Gives space of replaced revisions back to the disk; their bodies went when they were replaced. */
  compactFiles(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.current.store.level.compactRange('\u0000', behindPrefix('\u00ff'), (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  /** Ends long polls, lets running work finish and closes the files. */
  async close(): Promise<void> {
    const ended = new CouchError(503, 'service_unavailable', 'The server is closing');
    await this.finish(ended, () => closePouchStore(this.pouch));
  }

  /** The same, and removes the files. */
  async destroy(): Promise<void> {
    await this.finish(databaseMissing(), async () => {
      await rm(path.join(this.folder, IDENTITY_FILE), { force: true });
      await syncFolder(this.folder);
      await closePouchStore(this.pouch);
      await rm(this.folder, { recursive: true, force: true });
    });
  }

  private finish(ended: CouchError, last: () => Promise<void>): Promise<void> {
    this.changes.close();
    return this.writes.run(() =>
      this.gate.exclusive(() => {
        this.gate.end(ended);
        return last();
      }),
    );
  }
}

function parseIdentity(value: unknown): Identity | undefined {
  if (!isJsonObject(value)) return undefined;
  const { name, instanceId, createdAtSeconds, security } = value;
  if (typeof name !== 'string' || typeof instanceId !== 'string') return undefined;
  if (typeof createdAtSeconds !== 'string') return undefined;
  return { name, instanceId, createdAtSeconds, security: parseSecurity(security) };
}
