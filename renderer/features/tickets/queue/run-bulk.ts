import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { StateArguments, TicketPatch } from '../../../../shared/workflow/ticket-commands.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import {
  canTakeBack,
  reverseMove,
  reverseStored,
  storeMove,
  storePatch,
} from '../ticket-actions.ts';
import { failureOf } from '../failures.ts';
import type { BulkAct, BulkPlan, RefusedRow } from './bulk-plan.ts';

export interface BulkReport {
  readonly done: number;
  readonly refused: readonly RefusedRow[];
  /** Takes back what can be taken back; absent where nothing can. */
  readonly undo?: () => Promise<void>;
}

/** Rows a frame may wait for; between them the thread is given back. */
const BATCH = 20;

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function withoutBreach({ breachReason, breachNote, ...args }: StateArguments): StateArguments {
  return args;
}

type Way = (ticket: Ticket) => Promise<(() => Promise<void>) | null>;

function wayOf(replica: Replica, act: BulkAct, args: StateArguments): Way {
  if (act.kind === 'state') {
    return async (ticket) => {
      const isMissed = act.missed?.has(ticket.id) === true && ticket.breachReason === undefined;
      await storeMove(replica, ticket, act.to, isMissed ? args : withoutBreach(args));
      return canTakeBack(ticket, act.to) ? () => reverseMove(replica, ticket, act.to) : null;
    };
  }
  const patch = { assigneeId: act.assigneeId } as TicketPatch;
  return async (ticket) => {
    await storePatch(replica, ticket, patch);
    return () => reverseStored(replica, ticket, patch);
  };
}

/**
 * Carries a bulk act out row by row: what fails is reported with its reason and stops nothing.
 * @param onProgress Told after every row.
 * @param signal Stops before the next row; what is done stays done.
 */
export async function runBulk(
  replica: Replica,
  plan: BulkPlan,
  act: BulkAct,
  args: StateArguments,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<BulkReport> {
  const refused: RefusedRow[] = [...plan.refused];
  const undos: (() => Promise<void>)[] = [];
  const carryOut = wayOf(replica, act, args);
  let done = 0;
  for (const [at, row] of plan.willChange.entries()) {
    if (signal.aborted) {
      refused.push({ row, reason: t('Stopped before its turn.') });
      continue;
    }
    try {
      const ticket = await replica.get('tickets', row.id);
      if (!ticket) throw new Error(t('The ticket is no longer here.'));
      const undo = await carryOut(ticket);
      if (undo) undos.push(undo);
      done += 1;
    } catch (error) {
      refused.push({ row, reason: failureOf(error) });
    }
    onProgress(at + 1);
    if (at % BATCH === BATCH - 1) await breathe();
  }
  if (undos.length === 0) return { done, refused };
  return {
    done,
    refused,
    undo: async () => {
      for (const undo of undos.toReversed()) await undo();
    },
  };
}
