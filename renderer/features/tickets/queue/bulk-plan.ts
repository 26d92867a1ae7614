import type { Ticket, TicketState } from '../../../../shared/model/ticket.ts';
import { validateDocument } from '../../../../shared/model/validate.ts';
import { checkWrite } from '../../../../shared/policy/check-write.ts';
import { writePolicy } from '../../../../shared/policy/write-policy.ts';
import type { WritePolicy } from '../../../../shared/policy/write-policy.ts';
import type { WrittenDocument } from '../../../../shared/policy/written-document.ts';
import type { CommandContext, CommandResult } from '../../../../shared/workflow/command.ts';
import { CommandError } from '../../../../shared/workflow/command.ts';
import { STATE_MACHINES, stateSpec } from '../../../../shared/workflow/states.ts';
import type { StateDemand } from '../../../../shared/workflow/states.ts';
import type { Replica } from '../../../replica/replica.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { t } from '../../../ui/i18n.ts';
import { failureOf } from '../failures.ts';
import { BULK_SENTENCES, bulkCommand, knownFor } from './bulk-act.ts';
import type { BulkAct, BulkFacts } from './bulk-act.ts';

export type { BulkAct, BulkFacts } from './bulk-act.ts';

export interface RefusedRow {
  readonly row: TicketRow;
  readonly reason: string;
}

/** What a bulk act would do, before it does anything. */
export interface BulkPlan {
  readonly willChange: readonly TicketRow[];
  readonly refused: readonly RefusedRow[];
}

export interface PlanRun {
  readonly signal: AbortSignal;
  onProgress(done: number): void;
}

/** Tickets that are read at once; about 10 ms. */
const BATCH = 100;
/** Work done before the thread is given back. */
const SLICE_MS = 8;

const policies = new Map<string, WritePolicy>();

function policyOf(scope: string): WritePolicy {
  let policy = policies.get(scope);
  if (!policy) {
    policy = writePolicy(scope, STATE_MACHINES);
    policies.set(scope, policy);
  }
  return policy;
}

/** The server's own question, asked here first: a sentence now is better than a refusal later. */
function refuseWhatServerWould(
  { scope }: Ticket,
  { writes }: CommandResult,
  { userName, roles }: CommandContext,
): void {
  for (const { base, document } of writes) {
    const valid = validateDocument(document);
    if (!valid.ok) throw new CommandError(valid.message);
    const [next, before] = [document, base] as unknown as [WrittenDocument, WrittenDocument | null];
    const refusal = checkWrite(policyOf(scope), next, before, { name: userName, roles });
    if (refusal) throw new CommandError(refusal.reason, refusal.field ?? undefined);
  }
}

/** Why an act cannot be done to a ticket, as a sentence; null: it can. */
export function refusalOf(
  ticket: Ticket,
  act: BulkAct,
  facts: BulkFacts,
  known: Parameters<typeof bulkCommand>[3],
  context: CommandContext,
): string | null {
  try {
    const result = bulkCommand(ticket, act, facts, known, context);
    if (result.writes.length === 0) return t(BULK_SENTENCES[1]);
    refuseWhatServerWould(ticket, result, context);
    return null;
  } catch (error) {
    return failureOf(error);
  }
}

/** A context for looking ahead: what comes of it is never stored. */
export function dryContext({ session, now, reference }: Replica): CommandContext {
  const { matrix, policies: all } = reference.get();
  return {
    now: new Date(now()).toISOString(),
    userName: session.userName,
    roles: session.roles,
    deviceId: session.deviceId,
    ulid: () => '0'.repeat(26),
    matrix,
    policies: all,
  };
}

/**
 * Sorts the chosen rows into those an act will change and those it cannot, with the reason each, by
 * carrying the commands out without storing anything. Rejects with an AbortError.
 */
export async function planBulk(
  replica: Replica,
  rows: readonly TicketRow[],
  act: BulkAct,
  facts: BulkFacts,
  { signal, onProgress }: PlanRun,
): Promise<BulkPlan> {
  const willChange: TicketRow[] = [];
  const refused: RefusedRow[] = [];
  const context = dryContext(replica);
  let sliceEndsAt = performance.now() + SLICE_MS;
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH);
    const read = await replica.getMany(
      'tickets',
      batch.map(({ id }) => id),
    );
    const known = await knownFor(replica, read, act);
    const tickets = new Map(read.map((ticket) => [ticket.id as string, ticket]));
    for (const row of batch) {
      const ticket = tickets.get(row.id);
      const reason = ticket
        ? refusalOf(ticket, act, facts, known, context)
        : t('The ticket is no longer here.');
      if (reason === null) willChange.push(row);
      else refused.push({ row, reason });
      if (performance.now() < sliceEndsAt) continue;
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal.throwIfAborted();
      sliceEndsAt = performance.now() + SLICE_MS;
    }
    signal.throwIfAborted();
    onProgress(from + batch.length);
  }
  return { willChange, refused };
}

export interface BulkMove {
  readonly to: TicketState;
  /** How many of the chosen rows may go there. */
  readonly count: number;
  readonly demands: StateDemand | undefined;
}

/** The states at least one of the rows may go to, in the order people read them. */
export function bulkMoves(rows: readonly TicketRow[]): readonly BulkMove[] {
  const counts = new Map<TicketState, { count: number; demands: StateDemand | undefined }>();
  for (const row of rows) {
    for (const to of stateSpec(row.kind, row.state).next) {
      const known = counts.get(to);
      if (known) known.count += 1;
      else counts.set(to, { count: 1, demands: stateSpec(row.kind, to).demands });
    }
  }
  return [...counts].map(([to, each]) => ({ to, ...each }));
}

/** The reasons with how many rows each holds back, the most frequent first. */
export function countReasons(
  refused: readonly RefusedRow[],
): readonly { readonly reason: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count);
}
