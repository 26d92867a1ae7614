import { csvLine, csvOf } from '../../../../shared/sla/report-csv.ts';
import type { CsvCell } from '../../../../shared/sla/report-csv.ts';
import type { ExportCell, ExportTable } from './export-table.ts';
import { rowXml, sheetEnd, sheetStart, workbookParts } from './sheet-xml.ts';

export const EXPORT_KINDS = ['csv', 'xlsx'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

export interface ExportRun {
  readonly signal: AbortSignal;
  /** Rows written so far, after each slice. */
  onProgress(done: number): void;
}

/** Work done before the thread is given back; with what the frame itself needs it stays under 16 ms. */
const SLICE_MS = 8;
/** Rows that are handed on at once. */
const CHUNK = 200;

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Chunks of rows in slices between which frames are drawn. Rejects with an AbortError. */
async function inChunks(
  count: number,
  { signal, onProgress }: ExportRun,
  write: (from: number, to: number) => void,
): Promise<void> {
  let sliceEndsAt = performance.now() + SLICE_MS;
  for (let from = 0; from < count; from += CHUNK) {
    const to = Math.min(count, from + CHUNK);
    write(from, to);
    if (performance.now() < sliceEndsAt) continue;
    onProgress(to);
    await breathe();
    signal.throwIfAborted();
    sliceEndsAt = performance.now() + SLICE_MS;
  }
  onProgress(count);
}

function csvCell(cell: ExportCell): CsvCell {
  return typeof cell === 'object' && cell !== null ? new Date(cell.instantMs).toISOString() : cell;
}

/** The table as CSV after RFC 4180; instants in UTC. */
async function writeCsv(table: ExportTable, run: ExportRun): Promise<Blob> {
  const parts: string[] = [csvOf([table.heads])];
  await inChunks(table.count, run, (from, to) => {
    let lines = '';
    for (let at = from; at < to; at += 1) lines += csvLine(table.rowAt(at).map(csvCell));
    parts.push(lines);
  });
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

/**
 * The table as a workbook of one sheet, packed while it is written: neither rows nor XML are held
 * as a whole. Loaded when it is asked for; the packer is not in the first bundle.
 */
async function writeXlsx(table: ExportTable, name: string, run: ExportRun): Promise<Blob> {
  const { strToU8, Zip, ZipDeflate } = await import('fflate');
  const parts: BlobPart[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, bytes) => {
    failure ??= error;
    // Copied: the packer keeps writing into its own memory.
    if (!error) parts.push(bytes.slice());
  });
  const add = (path: string): InstanceType<typeof ZipDeflate> => {
    const file = new ZipDeflate(path, { level: 3 });
    zip.add(file);
    return file;
  };
  for (const [path, text] of Object.entries(workbookParts(name))) {
    add(path).push(strToU8(text), true);
  }
  const sheet = add('xl/worksheets/sheet1.xml');
  const first = table.count > 0 ? table.rowAt(0) : [];
  sheet.push(strToU8(sheetStart(first, table.heads.length) + rowXml(table.heads, 1, true)));
  await inChunks(table.count, run, (from, to) => {
    let rows = '';
    for (let at = from; at < to; at += 1) rows += rowXml(table.rowAt(at), at + 2);
    sheet.push(strToU8(rows));
  });
  sheet.push(strToU8(sheetEnd(table.heads.length, table.count + 1)), true);
  zip.end();
  if (failure !== null) throw failure as Error;
  return new Blob(parts, {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}

/** Writes a table as a file, row by row. Rejects with an AbortError when the signal fires. */
export function writeTable(
  kind: ExportKind,
  table: ExportTable,
  name: string,
  run: ExportRun,
): Promise<Blob> {
  return kind === 'csv' ? writeCsv(table, run) : writeXlsx(table, name, run);
}
