import type { ConvertedRow } from '../../../../shared/import/convert-row.ts';
import {
  SaidCounter,
  type CountedSaid,
  type ImportCounts,
  type RowNote,
} from '../../../../shared/import/import-counts.ts';
import {
  planTicket,
  type SeenTicket,
  type TicketPlan,
} from '../../../../shared/import/plan-ticket.ts';
import { PreparedImport, type ImportSettings } from '../../../../shared/import/prepare-import.ts';
import type { Said } from '../../../../shared/import/sentences.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import {
  importParties,
  importTickets,
  type ImportedChange,
} from '../../../../shared/workflow/import-commands.ts';
import type { Replica } from '../../../replica/replica.ts';
import type { ImportRuns } from './import-runs.ts';

/** Tickets of one command: written in one transaction, and the most that a crash leaves to do again. */
const BATCH_ROWS = 200;
/** Milliseconds after which the window gets its turn. */
const SLICE_MS = 12;
/** Rows between two looks at the clock. */
const STEP_ROWS = 25;
/** More than anybody reads; the counts hold all. */
const MOST_NOTES = 5_000;

export interface EngineProgress {
  readonly phase: 'check' | 'write';
  readonly done: number;
  readonly total: number;
}

export interface ImportOutcome {
  readonly counts: ImportCounts;
  readonly notes: readonly RowNote[];
  readonly noteCount: number;
  readonly repeated: readonly CountedSaid[];
  /** Names that nobody here has and that are made, or were. */
  readonly partyCount: number;
  /** False: it was cancelled. */
  readonly isComplete: boolean;
}

interface EngineWork {
  readonly replica: Pick<Replica, 'getMany' | 'run' | 'together'>;
  readonly settings: ImportSettings;
  readonly signal: AbortSignal;
  onProgress(progress: EngineProgress): void;
}

export interface EngineRun {
  readonly id: string;
  readonly label: string;
  readonly runs: ImportRuns;
  /** A new one at every call; they sort by time. */
  readonly ulid: () => string;
}

/** Lets the window draw and answer keys. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

class Tally {
  readonly counts = { rows: 0, news: 0, changed: 0, same: 0, refused: 0 };
  readonly notes: RowNote[] = [];
  noteCount = 0;
  private readonly repeated = new SaidCounter();

  note(row: number, key: string, isRefusal: boolean, said: Said): void {
    this.noteCount += 1;
    this.repeated.add(said, key === '' ? String(row) : key);
    if (this.notes.length < MOST_NOTES) this.notes.push({ row, key, isRefusal, said });
  }

  refuse(row: number, key: string, problems: readonly Said[]): void {
    this.counts.refused += 1;
    for (const said of problems) this.note(row, key, true, said);
  }

  outcome(partyCount: number, isComplete: boolean): ImportOutcome {
    const { counts, notes, noteCount } = this;
    const repeated = this.repeated.list();
    return { counts: { ...counts }, notes, noteCount, repeated, partyCount, isComplete };
  }
}

/**
 * Reads a table against what is here. Without `run` nothing is written: a dry run counts what a run
 * does, because both are this one walk. A run that was cut short is gone on with by running it again
 * under its id: what it wrote is there already.
 */
export async function walkImport(work: EngineWork, run: EngineRun | null): Promise<ImportOutcome> {
  const { settings, signal } = work;
  const prepared = new PreparedImport(settings);
  const tally = new Tally();
  const isSurveyed = await inSteps(work, 'check', 0, prepared.total, (from, to) => {
    prepared.survey(from, to);
  });
  const parties = prepared.parties();
  if (!isSurveyed) return tally.outcome(parties.length, false);
  if (run && parties.length > 0) await writeParties(work, run, prepared);
  for (let from = 0; from < prepared.total && !signal.aborted; from += BATCH_ROWS) {
    const to = Math.min(prepared.total, from + BATCH_ROWS);
    const rows: ConvertedRow[] = [];
    await inSteps(work, null, from, to, (first, behind) => {
      rows.push(...prepared.rows(first, behind));
    });
    if (signal.aborted) break;
    await walkBatch(work, run, rows, tally);
    tally.counts.rows = to;
    // A row that says what another said before it is the same.
    tally.counts.same += to - accounted(tally.counts);
    work.onProgress({ phase: 'write', done: to, total: prepared.total });
    await breathe();
  }
  return tally.outcome(parties.length, tally.counts.rows === prepared.total);
}

function accounted({ news, changed, same, refused }: ImportCounts): number {
  return news + changed + same + refused;
}

/** Does a stretch of rows a few at a time; false where it was cancelled. */
async function inSteps(
  { signal, onProgress }: EngineWork,
  phase: EngineProgress['phase'] | null,
  first: number,
  behind: number,
  step: (from: number, to: number) => void,
): Promise<boolean> {
  let sliceStart = performance.now();
  for (let from = first; from < behind; from += STEP_ROWS) {
    step(from, Math.min(behind, from + STEP_ROWS));
    if (performance.now() - sliceStart < SLICE_MS) continue;
    if (phase !== null) onProgress({ phase, done: from, total: behind });
    await breathe();
    if (signal.aborted) return false;
    sliceStart = performance.now();
  }
  return !signal.aborted;
}

async function writeParties(
  { replica }: EngineWork,
  run: EngineRun,
  prepared: PreparedImport,
): Promise<void> {
  const seeds = prepared.parties();
  for (const collection of ['people', 'places', 'catalog'] as const) {
    const mine = seeds.filter((seed) => seed.collection === collection);
    const here = await replica.getMany(
      collection,
      mine.map(({ id }) => id),
    );
    const known = new Set<string>(here.map(({ id }) => id));
    const fresh = mine.filter(({ id }) => !known.has(id));
    for (let at = 0; at < fresh.length; at += BATCH_ROWS) {
      const batch = fresh.slice(at, at + BATCH_ROWS);
      const ids = batch.map(({ id }) => ({ collection, id }));
      await run.runs.addBatch(run.id, run.ulid(), { news: [], changed: [], parties: ids });
      await replica.run((context) => importParties(batch, run.id, context), run.label);
    }
  }
}

async function walkBatch(
  { replica }: EngineWork,
  run: EngineRun | null,
  rows: readonly ConvertedRow[],
  tally: Tally,
): Promise<void> {
  const taken = rows.filter((row) => row.ok);
  const bases = await replica.getMany(
    'tickets',
    taken.map(({ ticket }) => ticket.id),
  );
  const byId = new Map<string, Ticket>(bases.map((base) => [base.id, base]));
  const present = await presentEntries(replica, taken, byId);
  const news: SeenTicket[] = [];
  const changes: ImportedChange[] = [];
  for (const row of rows) {
    if (!row.ok) {
      tally.refuse(row.row, row.key, row.problems);
      continue;
    }
    const base = byId.get(row.ticket.id) ?? null;
    const plan = planTicket(base, row.ticket, present);
    countPlan(row, plan, base, run?.id, tally);
    if (plan.kind === 'new') news.push(plan.ticket);
    if (plan.kind === 'changed') changes.push(plan.change);
  }
  if (run && news.length + changes.length > 0) await writeBatch(replica, run, news, changes);
}

async function presentEntries(
  replica: Pick<Replica, 'getMany'>,
  rows: readonly (ConvertedRow & { readonly ok: true })[],
  bases: ReadonlyMap<string, Ticket>,
): Promise<ReadonlySet<string>> {
  const ids = rows.flatMap(({ ticket }) =>
    bases.has(ticket.id) ? ticket.entries.map(({ id }) => id) : [],
  );
  if (ids.length === 0) return new Set();
  return new Set((await replica.getMany('entries', ids)).map(({ id }) => id));
}

function countPlan(
  row: ConvertedRow & { readonly ok: true },
  plan: TicketPlan,
  base: Ticket | null,
  runId: string | undefined,
  tally: Tally,
): void {
  const { number: key } = row.ticket.content;
  if (plan.kind === 'refused') {
    tally.refuse(row.row, key, [plan.said]);
    return;
  }
  for (const said of row.warnings) tally.note(row.row, key, false, said);
  if (plan.kind !== 'new') for (const said of plan.said) tally.note(row.row, key, false, said);
  // What this run wrote before it was cut short is its work all the same.
  const isMine = plan.kind === 'same' && runId !== undefined && base?.mutationId === runId;
  if (plan.kind === 'new' || (isMine && base.version === 1)) tally.counts.news += 1;
  else tally.counts[isMine ? 'changed' : plan.kind] += 1;
}

async function writeBatch(
  replica: Pick<Replica, 'run'>,
  run: EngineRun,
  news: readonly SeenTicket[],
  changes: readonly ImportedChange[],
): Promise<void> {
  await run.runs.addBatch(run.id, run.ulid(), {
    news: news.map(({ id }) => id),
    changed: changes.map(({ base }) => base.id),
    parties: [],
  });
  await replica.run((context) => importTickets(news, changes, run.id, context), run.label);
}
