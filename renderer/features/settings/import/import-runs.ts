import {
  NO_COUNTS,
  type ImportCounts,
  type RowNote,
} from '../../../../shared/import/import-counts.ts';
import type { LocalDocuments, PreferenceDocument } from '../../../replica/local-documents.ts';

export type RunStatus = 'running' | 'stopped' | 'done' | 'taken-back';

/** An import that was begun on this machine, with its report. */
export interface ImportRun {
  /** All its writes carry it as their mutation. */
  readonly id: string;
  readonly fileName: string;
  /** See `ChosenFile.print`. */
  readonly print: string;
  readonly system: string;
  readonly scope: string;
  readonly startedAt: string;
  readonly status: RunStatus;
  readonly counts: ImportCounts;
  /** What was said of rows; the first of them where they are very many. */
  readonly notes: readonly RowNote[];
  /** How many there are. */
  readonly noteCount: number;
}

/** What one batch of a run is about to write: kept first, so that nothing it did is ever unknown. */
export interface RunBatch {
  readonly news: readonly string[];
  readonly changed: readonly string[];
  readonly parties: readonly { readonly collection: string; readonly id: string }[];
}

const RUNS = 'preference:import-run';
const BATCHES = 'preference:import-batch';
/** Newest first; older reports are let go of. */
const KEPT_RUNS = 20;

type Local = Pick<LocalDocuments, 'get' | 'put' | 'list' | 'remove' | 'ids'>;

/** The runs of this machine, kept where nothing is sent to the server. */
export class ImportRuns {
  private readonly local: Local;

  constructor(local: Local) {
    this.local = local;
  }

  /** Newest first. */
  async list(): Promise<readonly ImportRun[]> {
    const kept = await this.local.list<PreferenceDocument>(RUNS);
    return kept.map(({ value }) => value as ImportRun).sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  async save(run: ImportRun): Promise<void> {
    await this.local.put([{ id: `${RUNS}:${run.id}`, kind: 'preference', value: run }]);
  }

  /** The run of this file that did not get to its end: it goes on where it was. */
  async unfinished(print: string, system: string, scope: string): Promise<ImportRun | null> {
    const runs = await this.list();
    const found = runs.find(
      (run) =>
        (run.status === 'running' || run.status === 'stopped') &&
        run.print === print &&
        run.system === system &&
        run.scope === scope,
    );
    return found ?? null;
  }

  async addBatch(runId: string, batchId: string, batch: RunBatch): Promise<void> {
    const id = `${BATCHES}:${runId}:${batchId}`;
    await this.local.put([{ id, kind: 'preference', value: batch }]);
  }

  async batches(runId: string): Promise<readonly RunBatch[]> {
    const kept = await this.local.list<PreferenceDocument>(`${BATCHES}:${runId}`);
    return kept.map(({ value }) => value as RunBatch);
  }

  /** Lets go of the oldest reports, with what would be needed to take them back. */
  async prune(): Promise<void> {
    const old = (await this.list()).slice(KEPT_RUNS);
    for (const { id } of old) {
      const batches = await this.local.ids(`${BATCHES}:${id}`);
      await this.local.remove([`${RUNS}:${id}`, ...batches]);
    }
  }
}

/** Runs of this window; they go on while people look at other screens. */
const underWay = new Set<string>();

export function isUnderWay(runId: string): boolean {
  return underWay.has(runId);
}

export function isAnyUnderWay(): boolean {
  return underWay.size > 0;
}

/** Holds a run as under way for as long as a task takes. */
export async function whileUnderWay<T>(runId: string, task: () => Promise<T>): Promise<T> {
  underWay.add(runId);
  try {
    return await task();
  } finally {
    underWay.delete(runId);
  }
}

export function newRun(
  given: Pick<ImportRun, 'id' | 'fileName' | 'print' | 'system' | 'scope' | 'startedAt'>,
): ImportRun {
  return { ...given, status: 'running', counts: NO_COUNTS, notes: [], noteCount: 0 };
}
