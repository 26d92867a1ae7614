import { copyFile, mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { VaultLine } from './vault-line.ts';
import { encodeLine } from './vault-line.ts';
import { VaultContent } from './vault-content.ts';

export interface VaultLimits {
  /** A file without unsent work is written anew from here on. */
  readonly idleBytes: number;
  /** Any other is from here on, and whenever it has doubled. */
  readonly fullBytes: number;
}

const LIMITS: VaultLimits = { idleBytes: 64 * 1024, fullBytes: 8 * 1024 * 1024 };

interface Waiting {
  readonly lines: readonly VaultLine[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * An append-only file of one person's unsent work. What was appended is on the disk when the promise
 * resolves. Appends that come while one is being written share the next write and the next fsync.
 */
export class VaultFile {
  readonly content: VaultContent;
  readonly #file: string;
  readonly #limits: VaultLimits;
  #size: number;
  #compactAt: number;
  /** The last write left half a line behind. */
  #isTorn: boolean;
  #handle: FileHandle | null = null;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;

  private constructor(file: string, text: string, nowMs: number, limits: VaultLimits) {
    this.#file = file;
    this.#limits = limits;
    this.#compactAt = limits.fullBytes;
    this.content = VaultContent.parse(text);
    this.content.forgetDismissed(nowMs);
    this.#size = Buffer.byteLength(text);
    this.#isTorn = text !== '' && !text.endsWith('\n');
  }

  /** Reads what is there. Throws where a file is there and cannot be read. */
  static async open(file: string, nowMs: number, limits = LIMITS): Promise<VaultFile> {
    let text = '';
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    return new VaultFile(file, text, nowMs, limits);
  }

  append(lines: readonly VaultLine[]): Promise<void> {
    if (lines.length === 0) return Promise.resolve();
    return new Promise((done, failed) => {
      this.#waiting.push({ lines, done, failed });
      this.#writing ??= this.#writeAll();
    });
  }

  /** After everything that was asked for is written. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#handle?.close();
    this.#handle = null;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const lines = batch.flatMap((each) => each.lines);
      try {
        await this.#write(lines.map(encodeLine).join(''));
      } catch (error) {
        for (const { failed } of batch) failed(error);
        continue;
      }
      for (const line of lines) this.content.apply(line);
      // What is kept is on the disk; that it could be shorter is no reason to fail.
      await this.#compact().catch(() => undefined);
      for (const { done } of batch) done();
    }
    // In the same step that found nothing waiting: what comes next starts anew.
    this.#writing = null;
  }

  async #write(text: string): Promise<void> {
    const bytes = new TextEncoder().encode(this.#isTorn ? `\n${text}` : text);
    try {
      this.#handle ??= await this.#openToAppend();
      await this.#handle.appendFile(bytes);
      await this.#handle.sync();
    } catch (error) {
      await this.#takeBack();
      throw error;
    }
    this.#size += bytes.length;
    this.#isTorn = false;
  }

  async #openToAppend(): Promise<FileHandle> {
    const folder = path.dirname(this.#file);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(this.#file, 'a', 0o600);
    if (this.#size === 0) await syncFolder(folder);
    return handle;
  }

  /** A full disk may have taken half of it. The file is opened anew at the next try. */
  async #takeBack(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    if (handle === null) return;
    await handle.truncate(this.#size).catch(() => {
      this.#isTorn = true;
    });
    await handle.close().catch(() => undefined);
  }

  async #compact(): Promise<void> {
    const { content } = this;
    if (this.#size < (content.isEmpty ? this.#limits.idleBytes : this.#compactAt)) return;
    const text = content.encode();
    // What cannot be read here is kept for whoever can.
    if (content.damaged > 0) await copyFile(this.#file, `${this.#file}.damaged`);
    content.damaged = 0;
    await replaceFile(this.#file, text);
    await this.#handle?.close();
    this.#handle = null;
    this.#size = Buffer.byteLength(text);
    // Twice as long before it is done again: what it costs stays a part of what was written.
    this.#compactAt = Math.max(this.#limits.fullBytes, this.#size * 2);
    this.#isTorn = false;
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  await syncFolder(path.dirname(file));
}

/** Has the name of a new file on the disk too. Windows cannot, and does without. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The content is on the disk.
  }
}
