import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry, MergeEntry } from '../../shared/model/entry.ts';
import { makeEntryId, makeUlid } from '../../shared/model/ids.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { settleMerge } from '../../shared/workflow/settle-merge.ts';
import type { SettleChoice } from '../../shared/workflow/settle-merge.ts';
import { updateTicket } from '../../shared/workflow/ticket-commands.ts';
import type { Replica } from './replica.ts';
import {
  acknowledgeAll,
  byDenise,
  checkpoint,
  closeAfterEach,
  ME,
  openKit,
  restart,
  sentTicket,
  shown,
  shut,
} from './replica-kit.ts';

closeAfterEach();

const DENISE = { userName: 'denise.kofler', roles: ['agent'], deviceId: 'D9X1' };

function pull(on: Replica, since: string, documents: readonly { readonly id: string }[]) {
  return on.syncPort.applyPulled(documents.map(shown), checkpoint(since));
}

/** I renamed it offline, Denise's title was on the server first. */
async function met(on: Replica): Promise<{ ticket: Ticket; merge: MergeEntry }> {
  const ticket = await sentTicket(on);
  await on.run((context) => updateTicket(ticket, { title: 'Mine' }, context), 'Edit');
  await pull(on, '5', [byDenise(ticket, { title: 'Theirs' })]);
  const timeline = await on.timeline(ticket.id);
  const merge = timeline.find((entry): entry is MergeEntry => entry.kind === 'merge');
  return { ticket: (await on.get('tickets', ticket.id)) as Ticket, merge: merge! };
}

function settle(on: Replica, ticket: Ticket, merge: MergeEntry, take: 'mine' | 'theirs') {
  const choices: SettleChoice[] = [{ field: 'title', take }];
  const seen = { title: ticket.title };
  const settlement = { entry: merge, choices, seen, isSettled: false };
  return on.run((context) => settleMerge(ticket, settlement, context), 'Settle');
}

const openIds = (on: Replica): readonly string[] =>
  on.conflicts.get().open.map(({ entryId }) => entryId);

describe('what concerns a person until it is settled (F20)', () => {
  it('F20: who merged has it in the inbox, over a restart too', async () => {
    const on = await openKit();
    const { merge } = await met(on);
    expect(on.conflicts.get().open).toMatchObject([{ entryId: merge.id, fields: ['title'] }]);
    expect(openIds(await restart(on))).toEqual([merge.id]);
  });

  it('F20: whose value was met has it as well, once the entry arrives, and once only', async () => {
    const mine = await openKit();
    const { ticket, merge } = await met(mine);
    await shut(mine);
    const hers = await openKit(undefined, { session: DENISE });
    await pull(hers, '5', [ticket, merge]);
    await pull(hers, '6', [ticket, merge]);
    expect(openIds(hers)).toEqual([merge.id]);
  });

  it('does not trouble a third person', async () => {
    const mine = await openKit();
    const { ticket, merge } = await met(mine);
    await shut(mine);
    const third = await openKit(undefined, { session: { ...DENISE, userName: 'yusuf.demir' } });
    await pull(third, '5', [ticket, merge]);
    expect(openIds(third)).toEqual([]);
  });

  it('F20: is settled for both when one of them settles it', async () => {
    const mine = await openKit();
    const { ticket, merge } = await met(mine);
    const { writes } = await settle(mine, ticket, merge, 'mine');
    expect(openIds(mine)).toEqual([]);
    expect(mine.conflicts.get().settled).toMatchObject([{ settled: { by: ME } }]);
    await shut(mine);
    const hers = await openKit(undefined, { session: DENISE });
    await pull(hers, '5', [ticket, merge]);
    await pull(
      hers,
      '6',
      writes.map(({ document }) => document),
    );
    expect(openIds(hers)).toEqual([]);
    expect((await hers.get('tickets', ticket.id))?.title).toBe('Mine');
  });

  it('is open again when the server did not take the settlement and it was discarded', async () => {
    const on = await openKit();
    const { ticket, merge } = await met(on);
    await acknowledgeAll(on);
    const { writes } = await settle(on, ticket, merge, 'theirs');
    const settling = writes[0]!.document;
    await on.syncPort.refuse(settling.id, 1_000, {
      status: 403,
      reason: 'No.',
      at: ticket.updatedAt,
    });
    await on.discard(settling.id);
    expect(openIds(on)).toEqual([merge.id]);
  });

  it('is gone when the record and its timeline are', async () => {
    const on = await openKit();
    const { merge } = await met(on);
    await acknowledgeAll(on);
    await on.syncPort.applyPulled([{ kind: 'deleted', id: merge.id }], checkpoint('7'));
    expect(openIds(await restart(on))).toEqual([]);
  });
});

const RECORD = 'ticket:01JQ0000000000000000000000';

function entry(at: number, body: object): Entry {
  const now = `2027-03-30T07:00:0${String(at % 10)}Z`;
  return {
    id: makeEntryId(
      RECORD,
      makeUlid(1_000 + at, () => 0.5),
    ),
    scope: 'leipzig',
    recordId: RECORD,
    at: now,
    schemaVersion: 1,
    version: 1,
    mutationId: `m${String(at)}`,
    createdAt: now,
    createdBy: ME,
    updatedAt: now,
    updatedBy: ME,
    deviceId: 'K7Q2',
    ...body,
  } as unknown as Entry;
}

describe('any order of news', () => {
  it('F20: both people end with the same open conflicts, however the feed comes', async () => {
    const merges = [0, 1, 2, 3].map((at) =>
      entry(at, { kind: 'merge', decisions: [], otherUser: DENISE.userName }),
    );
    const settlings = [0, 1, 1].map((of, at) =>
      entry(10 + at, { kind: 'change', changes: [], resolves: merges[of]!.id }),
    );
    const all = [...merges, ...settlings];
    const pages = fc
      .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.integer({ min: 1, max: 6 }))
      .map(([order, size]) => [order.slice(0, size), order.slice(size), order.slice(size)]);
    await fc.assert(
      fc.asyncProperty(pages, fc.boolean(), async (feed, isDenise) => {
        const on = await openKit(undefined, isDenise ? { session: DENISE } : {});
        for (const [at, page] of feed.entries()) await pull(on, String(at), page);
        expect([...openIds(on)].sort()).toEqual([merges[2]!.id, merges[3]!.id]);
        await shut(on);
      }),
      { numRuns: 12 },
    );
  });
});
