import { createReadStream } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportError } from './import-error.ts';
import type { SourceRow } from './import-row.ts';

/** How much of a file was read, for the progress. */
export interface ReadProgress {
  readonly totalBytes: number;
  bytes: number;
}

/** A line is kept whole in memory; no record of a service desk comes near. */
const MAX_LINE_BYTES = 32 * 1024 * 1024;
const NEWLINE = 0x0a;
const GZIP_MAGIC = [0x1f, 0x8b] as const;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws ImportError where there is no such file, or it is none. */
export async function startProgress(file: string): Promise<ReadProgress> {
  const found = await readingFile(file, () => stat(file));
  if (!found.isFile()) throw new ImportError(`"${file}" is no file.`);
  return { totalBytes: found.size, bytes: 0 };
}

/**
 * JSON Lines, plain or packed with gzip, one line at a time. Row numbers are lines, from 1; blank
 * lines are no rows.
 * @throws ImportError where the file cannot be read to its end.
 */
export async function* readJsonLines(
  file: string,
  progress: ReadProgress,
): AsyncGenerator<SourceRow> {
  const raw = createReadStream(file);
  let row = 0;
  try {
    const text = (await isPacked(file)) ? unpacked(raw) : raw;
    for await (const line of linesOf(text)) {
      row += 1;
      progress.bytes = raw.bytesRead;
      if (!isBlank(line)) yield parseLine(line, row);
    }
  } catch (error) {
    throw asImportError(error, file, row);
  } finally {
    raw.destroy();
  }
}

/**
 * One JSON document.
 * @throws ImportError where it cannot be read or is no JSON.
 */
export async function readJsonFile(file: string, progress: ReadProgress): Promise<unknown> {
  const bytes = await readingFile(file, () => readFile(file));
  progress.bytes = progress.totalBytes;
  const parsed = parseJson(new Uint8Array(bytes));
  if ('value' in parsed) return parsed.value;
  throw new ImportError(`"${file}" is no JSON: ${parsed.problem}`);
}

async function isPacked(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const start = new Uint8Array(GZIP_MAGIC.length);
    await handle.read(start, 0, start.length, 0);
    return GZIP_MAGIC.every((byte, at) => start[at] === byte);
  } finally {
    await handle.close();
  }
}

function unpacked(raw: ReadStream): Readable {
  // A failure of either reaches whoever reads the last.
  return pipeline(raw, createGunzip(), () => undefined);
}

/** Lines as bytes, without their end; null for one that is too long. */
async function* linesOf(chunks: AsyncIterable<unknown>): AsyncGenerator<Uint8Array | null> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const keep = (part: Uint8Array): void => {
    size += part.length;
    if (size <= MAX_LINE_BYTES) parts.push(part);
    else parts = [];
  };
  const take = (): Uint8Array | null => {
    const line = size > MAX_LINE_BYTES ? null : new Uint8Array(Buffer.concat(parts));
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, at));
      from = at + 1;
      yield take();
    }
    keep(chunk.subarray(from));
  }
  if (size > 0) yield take();
}

function isBlank(line: Uint8Array | null): boolean {
  return line?.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d) ?? false;
}

function parseLine(line: Uint8Array | null, row: number): SourceRow {
  if (line === null) {
    return { row, problem: `The line is longer than ${MAX_LINE_BYTES / 1024 / 1024} MB.` };
  }
  const parsed = parseJson(line);
  return 'value' in parsed
    ? { row, value: parsed.value }
    : { row, problem: `The line is no JSON: ${parsed.problem}` };
}

function parseJson(bytes: Uint8Array): { readonly value: unknown } | { readonly problem: string } {
  let text: string;
  try {
    // A byte-order mark goes, wherever a line begins with one.
    text = utf8.decode(bytes);
  } catch {
    return { problem: 'it is not UTF-8.' };
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: `${(error as Error).message}.` };
  }
}

async function readingFile<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw asImportError(error, file, 0);
  }
}

function asImportError(error: unknown, file: string, rows: number): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new ImportError(`There is no file "${file}".`);
  if (typeof code !== 'string') return error;
  const where = rows === 0 ? '' : ` behind row ${rows}`;
  return new ImportError(`"${file}" cannot be read${where}: ${message}.`);
}
