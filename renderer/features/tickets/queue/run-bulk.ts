import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { CommandResult } from '../../../../shared/workflow/command.ts';
import { CommandError } from '../../../../shared/workflow/command.ts';
import { canUndoState } from '../../../../shared/workflow/macro-undo.ts';
import type { Replica } from '../../../replica/replica.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { t } from '../../../ui/i18n.ts';
import { failureOf } from '../failures.ts';
import { BULK_SENTENCES, bulkCommand, hasWayBack, knownFor, takeBackCommand } from './bulk-act.ts';
import type { BulkAct, BulkFacts, BulkPlan, PlanRun, RefusedRow } from './bulk-plan.ts';

/** What came of taking an act back. */
export interface BulkUndone {
  readonly done: number;
  readonly refused: readonly RefusedRow[];
}

export interface BulkReport {
  readonly done: number;
  readonly refused: readonly RefusedRow[];
  /** From the first row to the last. */
  readonly tookMs: number;
  /** Takes back what can be taken back; absent where nothing can. */
  readonly undo?: (onProgress: (done: number) => void) => Promise<BulkUndone>;
}

interface DoneRow {
  readonly row: TicketRow;
  readonly ticket: Ticket;
  readonly result: CommandResult;
}

/** Rows that are written with one wait for the disk; the thread is given back between them. */
const BATCH = 25;

/** Where the machine has no way back the rest goes back, and the state is told of. */
function stuckState({ ticket, result }: DoneRow): string | null {
  const after = result.writes.find(({ document }) => document.id === ticket.id)?.document as
    Ticket | undefined;
  return after && !canUndoState(ticket, after)
    ? t('Its state stays: there is no way back from it.')
    : null;
}

/** Tickets by id, as they are now. */
async function ticketsOf(
  replica: Replica,
  rows: readonly TicketRow[],
): Promise<ReadonlyMap<string, Ticket>> {
  const read = await replica.getMany(
    'tickets',
    rows.map(({ id }) => id),
  );
  return new Map(read.map((ticket) => [ticket.id, ticket]));
}

/** Hands out rows in batches, and gives the thread back between them. */
async function inBatches<T>(all: readonly T[], work: (batch: readonly T[]) => Promise<void>) {
  for (let from = 0; from < all.length; from += BATCH) {
    await work(all.slice(from, from + BATCH));
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

function present(ticket: Ticket | undefined): Ticket {
  if (!ticket) throw new CommandError(t('The ticket is no longer here.'));
  return ticket;
}

async function undoAll(
  replica: Replica,
  act: BulkAct,
  rows: readonly DoneRow[],
  onProgress: (done: number) => void,
): Promise<BulkUndone> {
  const refused: RefusedRow[] = [];
  let done = 0;
  let at = 0;
  await inBatches(rows.toReversed(), async (batch) => {
    const tickets = await ticketsOf(
      replica,
      batch.map(({ row }) => row),
    );
    const known = await knownFor(replica, [...tickets.values()], act);
    const carried = await replica.runEach(
      batch.map(({ row, result }) => ({
        label: t('{{number}}: bulk edit taken back', { number: row.number }),
        command: (context) =>
          takeBackCommand(act, result, present(tickets.get(row.id)), known, context),
      })),
    );
    for (const [n, each] of batch.entries()) {
      const came = carried[n]!;
      const reason = came.ok ? stuckState(each) : failureOf(came.error);
      if (reason === null) done += 1;
      else refused.push({ row: each.row, reason });
    }
    at += batch.length;
    onProgress(at);
  });
  return { done, refused };
}

/**
 * Carries a bulk act out row by row: what fails is reported with its reason and stops nothing. Each
 * ticket has a mutation of its own; the disk is waited for once a batch.
 */
export async function runBulk(
  replica: Replica,
  plan: BulkPlan,
  act: BulkAct,
  facts: BulkFacts,
  { signal, onProgress }: PlanRun,
): Promise<BulkReport> {
  const refused: RefusedRow[] = [...plan.refused];
  const finished: DoneRow[] = [];
  const startedAt = performance.now();
  let at = 0;
  await inBatches(plan.willChange, async (batch) => {
    if (signal.aborted) {
      refused.push(...batch.map((row) => ({ row, reason: t('Stopped before its turn.') })));
      return;
    }
    const tickets = await ticketsOf(replica, batch);
    const known = await knownFor(replica, [...tickets.values()], act);
    const carried = await replica.runEach(
      batch.map((row) => ({
        label: t('{{number}}: bulk edit', { number: row.number }),
        command: (context) => {
          const result = bulkCommand(present(tickets.get(row.id)), act, facts, known, context);
          if (result.writes.length === 0) throw new CommandError(BULK_SENTENCES[1]);
          return result;
        },
      })),
    );
    for (const [n, row] of batch.entries()) {
      const came = carried[n]!;
      if (came.ok) finished.push({ row, ticket: tickets.get(row.id)!, result: came.result });
      else refused.push({ row, reason: failureOf(came.error) });
    }
    at += batch.length;
    onProgress(at);
  });
  const tookMs = performance.now() - startedAt;
  const report = { done: finished.length, refused, tookMs };
  if (finished.length === 0 || !hasWayBack(act)) return report;
  return { ...report, undo: (told) => undoAll(replica, act, finished, told) };
}
