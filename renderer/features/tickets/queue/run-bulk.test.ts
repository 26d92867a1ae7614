import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { Replica } from '../../../replica/replica.ts';
import { closeAfterEach, newTicket, openKit } from '../../../replica/replica-kit.ts';
import { toTicketRow } from '../../../replica/ticket-row.ts';
import { storeMove } from '../ticket-actions.ts';
import { planBulk } from './bulk-plan.ts';
import type { BulkAct, BulkFacts } from './bulk-plan.ts';
import { runBulk } from './run-bulk.ts';
import type { BulkReport } from './run-bulk.ts';

closeAfterEach();

const FACTS: BulkFacts = {
  macroFacts: () => ({ values: {}, meId: undefined, checklists: new Map() }),
  parentOf: () => undefined,
};
const SESSION = { userName: 'tobias.brandt', roles: ['agent', 'scope:leipzig'], deviceId: 'K7Q2' };
const DENISE = 'person:01HZZZZZZZZZZZZZZZZZZZZZZD' as Ticket['assigneeId'];
const TOBIAS = 'person:01HZZZZZZZZZZZZZZZZZZZZZZT' as Ticket['assigneeId'];

function quiet(signal = new AbortController().signal) {
  return { signal, onProgress: () => undefined };
}

async function carryOut(
  on: Replica,
  tickets: readonly Ticket[],
  act: BulkAct,
): Promise<BulkReport> {
  const rows = tickets.map((ticket) => toTicketRow(ticket)!);
  const plan = await planBulk(on, rows, act, FACTS, quiet());
  return runBulk(on, plan, act, FACTS, quiet());
}

/** A ticket somebody works on: from there a resolution can be taken back. */
async function taken(on: Replica): Promise<Ticket> {
  const ticket = await newTicket(on);
  await storeMove(on, ticket, 'in-progress', {});
  return (await on.get('tickets', ticket.id))!;
}

describe('resolving many tickets at once', () => {
  it('keeps the reason of a breach on those that missed a service level, and only there', async () => {
    const on = await openKit(undefined, { session: SESSION });
    const [late, early] = [await taken(on), await taken(on)];
    const report = await carryOut(on, [late, early], {
      kind: 'state',
      to: 'resolved',
      missed: new Set([late.id]),
      args: {
        resolutionCode: 'fixed',
        resolution: 'New head.',
        breachReason: 'waiting-for-parts',
      },
    });
    expect(report).toMatchObject({ done: 2, refused: [] });
    const reasonOf = async (id: string) => (await on.get('tickets', id))?.breachReason;
    expect(await reasonOf(late.id)).toBe('waiting-for-parts');
    expect(await reasonOf(early.id)).toBeUndefined();
    expect(await report.undo!(() => undefined)).toEqual({ done: 2, refused: [] });
    expect(await on.get('tickets', late.id)).toMatchObject({ open: 1, state: 'in-progress' });
    expect(await reasonOf(late.id)).toBeUndefined();
  });

  it('says of which there is no way back', async () => {
    const on = await openKit(undefined, { session: SESSION });
    const [fresh, busy] = [await newTicket(on), await taken(on)];
    const args = { resolutionCode: 'fixed', resolution: 'New head.' } as const;
    const report = await carryOut(on, [fresh, busy], { kind: 'state', to: 'resolved', args });
    const undone = await report.undo!(() => undefined);
    expect(undone.done).toBe(1);
    expect(undone.refused.map(({ row }) => row.id)).toEqual([fresh.id]);
    expect(await on.get('tickets', busy.id)).toMatchObject({ state: 'in-progress' });
  });
});

describe('reassigning many tickets at once', () => {
  it('changes those it can, explains the others, and takes back what nobody changed since', async () => {
    const on = await openKit(undefined, { session: SESSION });
    const tickets = [];
    for (let n = 0; n < 5; n += 1) tickets.push(await newTicket(on));
    const already = await newTicket(on, { assigneeId: DENISE });
    const act: BulkAct = { kind: 'fields', patch: { assigneeId: DENISE } };
    const report = await carryOut(on, [...tickets, already], act);
    expect(report.done).toBe(5);
    expect(report.refused.map(({ row }) => row.id)).toEqual([already.id]);
    const first = (await on.get('tickets', tickets[0]!.id))!;
    await carryOut(on, [first], { kind: 'fields', patch: { assigneeId: TOBIAS } });
    const undone = await report.undo!(() => undefined);
    expect(undone.done).toBe(4);
    expect(undone.refused.map(({ row }) => row.id)).toEqual([first.id]);
    expect((await on.get('tickets', first.id))?.assigneeId).toBe(TOBIAS);
    expect((await on.get('tickets', tickets[1]!.id))?.assigneeId).toBeUndefined();
    expect((await on.get('tickets', already.id))?.assigneeId).toBe(DENISE);
  });

  it('stops where it is told to: what is done stays done, the rest is named', async () => {
    const on = await openKit(undefined, { session: SESSION });
    const tickets = [];
    for (let n = 0; n < 30; n += 1) tickets.push(await newTicket(on));
    const rows = tickets.map((ticket) => toTicketRow(ticket)!);
    const act: BulkAct = { kind: 'fields', patch: { assigneeId: DENISE } };
    const abort = new AbortController();
    const onProgress = (): void => abort.abort();
    const plan = { willChange: rows, refused: [] };
    const report = await runBulk(on, plan, act, FACTS, { signal: abort.signal, onProgress });
    expect(report.done).toBeGreaterThan(0);
    expect(report.refused.length).toBeGreaterThan(0);
    expect(report.done + report.refused.length).toBe(30);
    expect(new Set(report.refused.map(({ reason }) => reason))).toEqual(
      new Set(['Stopped before its turn.']),
    );
    const mutations = new Set((await on.local.outbox()).map(({ mutationId }) => mutationId));
    expect(mutations.size).toBe(30 + report.done);
  });
});

describe('other bulk acts', () => {
  it('link a problem once, and take the link back', async () => {
    const on = await openKit(undefined, { session: SESSION });
    const [a, b] = [await newTicket(on), await newTicket(on)];
    const to = await newTicket(on, { kind: 'problem' });
    const act: BulkAct = { kind: 'relate', type: 'caused-by', to };
    const report = await carryOut(on, [a, b], act);
    expect(report.done).toBe(2);
    expect(await on.relationsOf(to.id)).toHaveLength(2);
    expect((await carryOut(on, [a], act)).refused).toHaveLength(1);
    expect(await report.undo!(() => undefined)).toEqual({ done: 2, refused: [] });
    expect(await on.relationsOf(to.id)).toEqual([]);
  });

  it('say a comment on each, which stays said', async () => {
    const on = await openKit(undefined, { session: SESSION });
    const ticket = await newTicket(on);
    const act: BulkAct = { kind: 'comment', body: 'We are on it.', audience: 'public' };
    const report = await carryOut(on, [ticket], act);
    expect(report.undo).toBeUndefined();
    const entries = await on.timeline(ticket.id);
    expect(entries.map(({ kind }) => kind)).toContain('comment');
  });
});
