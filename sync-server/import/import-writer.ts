import { sentenceOf } from '../../shared/import/sentences.ts';
import { databaseOf } from '../../shared/model/collections.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { bulkWrite } from '../couch/write-documents.ts';
import type { RowOutcome, RowWarning } from './import-report.ts';
import type { ConvertedRow, ImportedDocument } from './import-row.ts';
import { judge, readFound, type Verdict } from './judge.ts';
import { WorkspaceClasses } from './workspace-classes.ts';

interface Planned extends ImportedDocument {
  readonly row: ConvertedRow;
}

/** A row under way. */
interface Progress {
  hasNews: boolean;
  problem: string | null;
  readonly warnings: RowWarning[];
}

type ProgressByRow = ReadonlyMap<ConvertedRow, Progress>;

const SENTENCES: Readonly<Record<Exclude<Verdict['kind'], 'write' | 'unchanged'>, string>> = {
  edited: 'Changed in Outpost since the import, so it was left as it is.',
  removed: 'Removed from the server for good since the import, so it was not brought back.',
  differs:
    'An event of the history was imported before with other content, perhaps with another --timezone; what was written stays.',
};

/** Somebody wrote in between; a second look decides. */
const ATTEMPTS = 2;

/**
 * Writes rows whose documents are valid, in batches; knows which shared documents were already seen in this run.
 * Batches may overlap.
 */
export class ImportWriter {
  private readonly server: CouchServer;
  private readonly isDryRun: boolean;
  private readonly classes: WorkspaceClasses;
  private readonly seen = new Set<string>();

  constructor(server: CouchServer, isDryRun: boolean) {
    this.server = server;
    this.isDryRun = isDryRun;
    this.classes = new WorkspaceClasses(server);
  }

  /** @returns one outcome a row, in order. @throws CouchFailure where the server cannot be reached. */
  async write(rows: readonly ConvertedRow[]): Promise<readonly RowOutcome[]> {
    const progress = new Map(rows.map((row) => [row, startOf(row)]));
    const wanted = await this.classes.withoutKnown(rows.flatMap((row) => this.fresh(row)));
    for (const [db, group] of byDatabase(wanted)) await this.writeGroup(db, group, progress);
    return rows.map((row) => ({
      row: row.row,
      id: row.id,
      ...progress.get(row)!,
      facts: row.facts ?? [],
    }));
  }

  /** Persons, teams and places recur in thousands of rows and are looked at once. */
  private fresh(row: ConvertedRow): Planned[] {
    return row.documents.flatMap((each) => {
      const { id } = each.document;
      if (this.seen.has(id)) return [];
      // The record and its entries come once; only what can recur is remembered.
      if (each.collection !== 'entries' && id !== row.recordId) this.seen.add(id);
      return [{ ...each, row }];
    });
  }

  private async writeGroup(
    db: string,
    group: readonly Planned[],
    progress: ProgressByRow,
  ): Promise<void> {
    let open = group;
    for (let attempt = 1; open.length > 0 && attempt <= ATTEMPTS; attempt += 1) {
      open = await this.attempt(db, open, progress);
    }
    for (const { row, document } of open) {
      progress.get(row)!.problem ??= `The server refused ${document.id}: it changes all the time.`;
    }
  }

  /** @returns what somebody else wrote between our look and our write. */
  private async attempt(
    db: string,
    group: readonly Planned[],
    progress: ProgressByRow,
  ): Promise<readonly Planned[]> {
    const ids = group.map(({ document }) => document.id);
    const found = await readFound(this.server, db, ids);
    const byId = new Map<string, Planned>();
    const bodies: Record<string, unknown>[] = [];
    for (const planned of group) {
      const verdict = judge(planned, found.get(planned.document.id));
      const { hasNews, warnings } = progress.get(planned.row)!;
      if ('said' in verdict) {
        for (const said of verdict.said ?? []) {
          warnings.push({ sentence: sentenceOf(said), id: nameOf(planned) });
        }
      }
      if (verdict.kind === 'write') {
        bodies.push(verdict.body);
        byId.set(planned.document.id, planned);
      } else if (verdict.kind !== 'unchanged') {
        warnings.push({ sentence: SENTENCES[verdict.kind], id: nameOf(planned) });
      }
      progress.get(planned.row)!.hasNews = hasNews || verdict.kind === 'write';
    }
    if (this.isDryRun) return [];
    const conflicting: Planned[] = [];
    for (const { id, error, reason } of await bulkWrite(this.server, db, bodies)) {
      const planned = byId.get(id)!;
      if (error === 'conflict') conflicting.push(planned);
      else progress.get(planned.row)!.problem ??= `The server refused ${id}: ${reason}`;
    }
    return conflicting;
  }
}

function startOf(row: ConvertedRow): Progress {
  const warnings = row.warnings.map((sentence) => ({ sentence, id: row.id }));
  return { hasNews: false, problem: null, warnings };
}

/** A shared document by its name at the source, everything else by its row. */
function nameOf({ document, row }: Planned): string {
  const isShared = document.source !== undefined && document.id !== row.recordId;
  return isShared ? document.source.key : row.id;
}

function byDatabase(planned: readonly Planned[]): ReadonlyMap<string, readonly Planned[]> {
  const groups = new Map<string, Planned[]>();
  for (const each of planned) {
    const db = databaseOf(each.collection, each.document);
    const group = groups.get(db);
    if (group) group.push(each);
    else groups.set(db, [each]);
  }
  return groups;
}
