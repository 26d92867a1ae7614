import type { PriorityMatrix } from '../../../../shared/model/policy.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import {
  otherPriority,
  reevaluatePriority,
  restorePriority,
} from '../../../../shared/workflow/desk-rules.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';

/** An open ticket that has another priority than a matrix gives it. */
export interface OtherPriority {
  readonly ticket: Ticket;
  readonly to: Ticket['priority'];
}

/** Tickets read at once. */
const BATCH = 200;

/** Which of these tickets would have another priority by a matrix; nothing is written. */
export async function findOthers(
  replica: Replica,
  ids: readonly string[],
  rows: PriorityMatrix['rows'],
  signal: AbortSignal,
): Promise<readonly OtherPriority[]> {
  const found: OtherPriority[] = [];
  for (let from = 0; from < ids.length && !signal.aborted; from += BATCH) {
    const tickets = await replica.getMany('tickets', ids.slice(from, from + BATCH));
    for (const ticket of tickets) {
      const to = otherPriority(ticket, rows);
      if (to !== undefined && ticket.open === 1) found.push({ ticket, to });
    }
  }
  return found;
}

export interface Reevaluated {
  readonly done: readonly OtherPriority[];
  /** Ticket numbers and why they stayed as they were. */
  readonly left: readonly string[];
}

interface Run {
  readonly signal: AbortSignal;
  onProgress(done: number): void;
}

/** Gives tickets the priority of the stored matrix, one command each; what fails stops nothing. */
export async function reevaluateAll(
  replica: Replica,
  others: readonly OtherPriority[],
  { signal, onProgress }: Run,
): Promise<Reevaluated> {
  const done: OtherPriority[] = [];
  const left: string[] = [];
  await replica.together(async () => {
    for (const [at, other] of others.entries()) {
      const { ticket } = other;
      if (signal.aborted) break;
      const label = t('Priority of {{number}} evaluated again', { number: ticket.number });
      try {
        const now = (await replica.get('tickets', ticket.id)) ?? ticket;
        const { writes } = await replica.run((context) => reevaluatePriority(now, context), label);
        if (writes.length > 0) done.push(other);
      } catch (error) {
        left.push(`${ticket.number}: ${error instanceof Error ? error.message : String(error)}`);
      }
      onProgress(at + 1);
    }
  });
  return { done, left };
}

/** Takes a re-evaluation back; resolves to a sentence where not all could be. */
export async function restoreAll(
  replica: Replica,
  done: readonly OtherPriority[],
): Promise<string | undefined> {
  let stayed = 0;
  await replica.together(async () => {
    for (const { ticket, to } of done) {
      const label = t('Priority of {{number}} as before', { number: ticket.number });
      try {
        const now = await replica.get('tickets', ticket.id);
        if (!now) throw new Error(label);
        await replica.run((context) => restorePriority(ticket, now, to, context), label);
      } catch {
        stayed += 1;
      }
    }
  });
  return stayed === 0
    ? undefined
    : t('{{count}} tickets stayed: somebody changed them since.', { count: stayed });
}
