import { validateDocument } from '../../shared/model/validate.ts';
import { findZone } from '../../shared/sla/zone.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { ImportError } from './import-error.ts';
import type { ImportReport, RowOutcome } from './import-report.ts';
import { ReportBuilder } from './import-report.ts';
import { RowError, type ConvertedRow, type SourceRow } from './import-row.ts';
import { ImportWriter } from './import-writer.ts';
import { startProgress, type ReadProgress } from './read-rows.ts';

/** What a converter may ask beside its row. */
export interface ImportSettings {
  readonly scope: string;
  /** Zone of local times in the file. */
  readonly timezone: string;
}

/** Turns one row into documents; pure. @throws RowError where the row cannot be taken. */
export type Converter = (row: number, value: unknown) => ConvertedRow;

/** One kind of file. */
export interface Importer {
  readonly kind: string;
  readonly summary: string;
  rows(file: string, progress: ReadProgress): AsyncIterable<SourceRow>;
  /** May read the file, or what belongs to it, beforehand. @throws ImportError */
  converter(settings: ImportSettings, file: string): Promise<Converter>;
}

export interface ImportRequest extends ImportSettings {
  readonly server: CouchServer;
  readonly importer: Importer;
  readonly file: string;
  readonly isDryRun: boolean;
  /** Rows so far, and how much of the file they are, 0 to 1. */
  readonly onProgress: (rows: number, share: number) => void;
}

/** Documents a batch; an incident with its history is about six. */
const BATCH_DOCUMENTS = 1_000;
const BATCH_BYTES = 4 * 1024 * 1024;

/** One batch waits for the disk while the next is on its way and a third is being read. */
const BATCHES_IN_FLIGHT = 2;

class Batch {
  private rows: ConvertedRow[] = [];
  private documents = 0;
  private bytes = 0;

  /** @returns whether it is full. */
  add(row: ConvertedRow): boolean {
    this.rows.push(row);
    this.documents += row.documents.length;
    this.bytes += row.bytes;
    return this.documents >= BATCH_DOCUMENTS || this.bytes >= BATCH_BYTES;
  }

  take(): readonly ConvertedRow[] {
    const { rows } = this;
    this.rows = [];
    this.documents = 0;
    this.bytes = 0;
    return rows;
  }
}

/** Sends batches, few at a time, and notes what became of them in their order. */
class BatchPipe {
  private readonly inFlight: Promise<readonly RowOutcome[]>[] = [];
  private readonly writer: ImportWriter;
  private readonly onDone: (outcomes: readonly RowOutcome[]) => void;

  constructor(writer: ImportWriter, onDone: (outcomes: readonly RowOutcome[]) => void) {
    this.writer = writer;
    this.onDone = onDone;
  }

  async send(rows: readonly ConvertedRow[]): Promise<void> {
    if (rows.length === 0) return;
    if (this.inFlight.length >= BATCHES_IN_FLIGHT) await this.settleOldest();
    const writing = this.writer.write(rows);
    // Awaited later; until then a failure must not count as unhandled.
    writing.catch(() => undefined);
    this.inFlight.push(writing);
  }

  async drain(): Promise<void> {
    while (this.inFlight.length > 0) await this.settleOldest();
  }

  private async settleOldest(): Promise<void> {
    this.onDone((await this.inFlight.shift()) ?? []);
  }
}

/**
 * Reads a file once and writes what is new or different; of the rows it has passed it keeps no more
 * than their ids. The same file twice changes nothing, so a run that was cut short is simply run
 * again.
 * @throws ImportError where the file cannot be read, CouchFailure where the server fails.
 */
export async function importFile(request: ImportRequest): Promise<ImportReport> {
  const { importer, file, timezone, onProgress } = request;
  if (!findZone(timezone)) {
    throw new ImportError(`"${timezone}" is no time zone; name one such as Europe/Berlin.`);
  }
  const progress = await startProgress(file);
  const convert = await importer.converter(request, file);
  const report = new ReportBuilder();
  const pipe = new BatchPipe(new ImportWriter(request.server, request.isDryRun), (outcomes) => {
    for (const outcome of outcomes) report.note(outcome);
    onProgress(report.seen, progress.totalBytes === 0 ? 1 : progress.bytes / progress.totalBytes);
  });
  const takenBy = new Map<string, number>();
  const batch = new Batch();
  for await (const source of importer.rows(file, progress)) {
    const converted = convertRow(source, convert, report);
    if (!converted) continue;
    const other = takenBy.get(converted.recordId);
    if (other !== undefined) {
      report.refuse(source.row, converted.id, `Row ${other} is about the same record.`);
      continue;
    }
    takenBy.set(converted.recordId, source.row);
    if (batch.add(converted)) await pipe.send(batch.take());
  }
  await pipe.send(batch.take());
  await pipe.drain();
  return report.report();
}

function convertRow(
  source: SourceRow,
  convert: Converter,
  report: ReportBuilder,
): ConvertedRow | null {
  if ('problem' in source) {
    report.refuse(source.row, source.id ?? null, source.problem);
    return null;
  }
  try {
    const converted = convert(source.row, source.value);
    requireValid(converted);
    return converted;
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    report.refuse(source.row, error.id, error.message);
    return null;
  }
}

/** @throws RowError naming the document and the field. */
function requireValid({ id, documents }: ConvertedRow): void {
  for (const { document } of documents) {
    const checked = validateDocument(document);
    if (!checked.ok) throw new RowError(`${document.id}: ${checked.message}`, id);
  }
}
