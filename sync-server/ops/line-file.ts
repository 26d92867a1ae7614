import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** What is known of a finished file; both are of the bytes on the disk. */
export interface FileSum {
  readonly sha256: string;
  readonly bytes: number;
}

/** A gzip file of JSON lines that is being written; readable by its owner alone. */
export class LineWriter {
  private readonly file: string;
  private readonly gzip = createGzip();
  private readonly hash = createHash('sha256');
  private bytes = 0;
  private readonly finished: Promise<void>;

  /** @param file Must not be there yet. */
  constructor(file: string) {
    this.file = file;
    const count = async function* (
      this: LineWriter,
      source: AsyncIterable<Uint8Array<ArrayBuffer>>,
    ) {
      for await (const chunk of source) {
        this.hash.update(chunk);
        this.bytes += chunk.length;
        yield chunk;
      }
    }.bind(this);
    const target = createWriteStream(file, { flags: 'wx', mode: 0o600 });
    this.finished = pipeline(this.gzip, count, target);
    // Told by `write` and `close`; until then it must not count as unhandled.
    this.finished.catch(() => undefined);
  }

  async write(value: unknown): Promise<void> {
    if (this.gzip.write(`${JSON.stringify(value)}\n`)) return;
    await Promise.race([once(this.gzip, 'drain'), this.finished]);
  }

  /** Returns when the file is on the disk. */
  async close(): Promise<FileSum> {
    this.gzip.end();
    await this.finished;
    await syncFile(this.file);
    return { sha256: this.hash.digest('hex'), bytes: this.bytes };
  }
}

/** Returns when a file or a folder is on the disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The lines of a file that `LineWriter` wrote. @throws where it is cut off or no JSON */
export async function* readLines(file: string): AsyncGenerator {
  const source = createReadStream(file);
  const text = source.pipe(createGunzip());
  source.on('error', (error) => text.destroy(error));
  for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
    yield JSON.parse(line) as unknown;
  }
}

export async function sumFile(file: string): Promise<FileSum> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array<ArrayBuffer>>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
