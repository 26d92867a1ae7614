import { readTable, type ImportTable } from '../../../../shared/import/read-table.ts';
import { ImportFileError } from '../../../../shared/import/sentences.ts';
import {
  MAX_FILE_BYTES,
  sniffText,
  type TextEncoding,
} from '../../../../shared/import/sniff-text.ts';

/** A file a person chose, read. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: number;
  readonly encoding: TextEncoding;
  readonly table: ImportTable;
  /** The same file again, after a crash too: its content in a few digits. */
  readonly print: string;
}

/** What reading needs of a `File`. */
export interface FileLike {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

const PROBLEMS = {
  binary: 'file-binary',
  workbook: 'file-workbook',
  packed: 'file-packed',
  empty: 'file-empty',
} as const;
const MEGABYTE = 1024 * 1024;

async function printOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @throws ImportFileError with a sentence; a file that is too large is not read at all. */
export async function readChosen(file: FileLike): Promise<ChosenFile> {
  if (file.size > MAX_FILE_BYTES) {
    throw new ImportFileError('file-large', {
      size: Math.round(file.size / MEGABYTE),
      most: MAX_FILE_BYTES / MEGABYTE,
    });
  }
  const buffer = await file.arrayBuffer();
  const bytes = new Uint8Array(buffer);
  const sniffed = sniffText(bytes);
  if ('problem' in sniffed) throw new ImportFileError(PROBLEMS[sniffed.problem]);
  const { encoding } = sniffed;
  const table = readTable(new TextDecoder(encoding).decode(bytes));
  return { name: file.name, bytes: file.size, encoding, table, print: await printOf(buffer) };
}
