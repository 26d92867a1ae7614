import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { Replica } from '../../../replica/replica.ts';
import { closeAfterEach, newTicket, openKit } from '../../../replica/replica-kit.ts';
import { toTicketRow } from '../../../replica/ticket-row.ts';
import { storeMove } from '../ticket-actions.ts';
import { planBulk } from './bulk-plan.ts';
import type { BulkAct } from './bulk-plan.ts';
import { runBulk } from './run-bulk.ts';

closeAfterEach();

/** A ticket somebody works on: from there a resolution can be taken back. */
async function taken(on: Replica): Promise<Ticket> {
  const ticket = await newTicket(on);
  await storeMove(on, ticket, 'in-progress', {});
  return (await on.get('tickets', ticket.id))!;
}

describe('resolving many tickets at once', () => {
  it('keeps the reason of a breach on those that missed a service level, and only there', async () => {
    const on = await openKit();
    const [late, early] = [await taken(on), await taken(on)];
    const act: BulkAct = { kind: 'state', to: 'resolved', missed: new Set([late.id]) };
    const plan = planBulk([toTicketRow(late)!, toTicketRow(early)!], act);
    const args = {
      resolutionCode: 'fixed',
      resolution: 'New head.',
      breachReason: 'waiting-for-parts',
    } as const;
    const { signal } = new AbortController();
    const report = await runBulk(on, plan, act, args, () => undefined, signal);
    expect(report).toMatchObject({ done: 2, refused: [] });
    const reasonOf = async (id: string) => (await on.get('tickets', id))?.breachReason;
    expect(await reasonOf(late.id)).toBe('waiting-for-parts');
    expect(await reasonOf(early.id)).toBeUndefined();
    await report.undo!();
    expect(await on.get('tickets', late.id)).toMatchObject({ open: 1 });
    expect(await reasonOf(late.id)).toBeUndefined();
  });
});
