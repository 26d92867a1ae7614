import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lostValues, mergeDocuments } from '../merge/merge-documents.ts';
import type { MergeEntry } from '../model/entry.ts';
import { makeEntryId } from '../model/ids.ts';
import type { Ticket } from '../model/ticket.ts';
import { aTicket, anItem, fakeContext } from '../testkit/factories.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { workflowMergeRules } from './merge-rules.ts';
import { DEFAULT_MATRIX } from './priority.ts';
import { isChoosable, settleMerge } from './settle-merge.ts';
import type { MergedRecord, SettleChoice } from './settle-merge.ts';

const tobias = fakeContext();
const denise = fakeContext({ userName: 'denise.kofler', deviceId: 'D9X1' }, 2);
const base = aTicket(tobias());

/** Tobias merged: his edit met what Denise had brought to the server first. */
function merged(mine: object, theirs: object): { ticket: Ticket; entry: MergeEntry } {
  const write = (by: string, patch: object): Ticket => ({
    ...base,
    ...patch,
    version: 2,
    mutationId: by,
    updatedBy: by,
  });
  const { document, decisions } = mergeDocuments(
    'tickets',
    base,
    write('tobias.brandt', mine),
    write('denise.kofler', theirs),
    workflowMergeRules(DEFAULT_MATRIX),
  );
  return { ticket: document, entry: entryOf(document, lostValues(decisions)) };
}

function entryOf(record: MergedRecord, decisions: MergeEntry['decisions']): MergeEntry {
  const { now, ulid } = tobias();
  const { scope, schemaVersion, id: recordId } = record;
  const who = { createdBy: 'tobias.brandt', updatedBy: 'tobias.brandt', deviceId: 'K7Q2' };
  return {
    id: makeEntryId(recordId, ulid()),
    kind: 'merge',
    scope,
    recordId,
    at: now,
    decisions,
    otherUser: 'denise.kofler',
    schemaVersion,
    version: 1,
    mutationId: 'merge',
    createdAt: now,
    updatedAt: now,
    ...who,
  };
}

function settle(
  record: MergedRecord,
  entry: MergeEntry,
  choices: readonly SettleChoice[],
  context: CommandContext = tobias(),
  isSettled = false,
): CommandResult {
  const seen = record as unknown as Readonly<Record<string, unknown>>;
  return settleMerge(record, { entry, choices, seen, isSettled }, context);
}

function written(result: CommandResult, collection: string): readonly unknown[] {
  return result.writes.filter((write) => write.collection === collection).map((w) => w.document);
}

describe('settling a field two people changed (F20)', () => {
  const { ticket, entry } = merged({ title: 'Prints blank' }, { title: 'Prints nothing' });

  it('F20: takes the value that had lost, and both read who settled it', () => {
    const result = settle(ticket, entry, [{ field: 'title', take: 'mine' }]);
    expect(written(result, 'tickets')).toMatchObject([{ title: 'Prints blank' }]);
    expect(written(result, 'entries')).toMatchObject([
      {
        kind: 'change',
        resolves: entry.id,
        changes: [{ field: 'title', before: 'Prints nothing', after: 'Prints blank' }],
      },
    ]);
  });

  it('writes no ticket when the value stays as it is, only that it is settled', () => {
    for (const take of ['theirs', 'present'] as const) {
      const result = settle(ticket, entry, [{ field: 'title', take }], denise());
      expect(written(result, 'tickets')).toEqual([]);
      expect(written(result, 'entries')).toMatchObject([{ resolves: entry.id, changes: [] }]);
    }
  });

  it('takes words of its own', () => {
    const value = 'Prints blank, then nothing';
    const result = settle(ticket, entry, [{ field: 'title', take: 'own', value }]);
    expect(written(result, 'tickets')).toMatchObject([{ title: value }]);
  });

  it('asks again with the new value where the field has moved on since the person looked', () => {
    const later = { ...ticket, title: 'Prints stripes', version: 4 } as Ticket;
    const choices = [{ field: 'title', take: 'mine' }] as const;
    const settlement = { entry, choices, seen: { title: ticket.title }, isSettled: false };
    expect(() => settleMerge(later, settlement, tobias())).toThrow(/changed again/);
    const again = { ...settlement, seen: { title: later.title } };
    expect(written(settleMerge(later, again, tobias()), 'tickets')).toHaveLength(1);
  });

  it('does nothing twice: once settled, the same choice writes nothing', () => {
    const value = fc.string({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(value, value, fc.constantFrom('mine', 'theirs', 'present'), (a, b, take) => {
        const both = merged({ title: `a${a}` }, { title: `b${b}` });
        const choices: SettleChoice[] = [{ field: 'title', take }];
        const first = settle(both.ticket, both.entry, choices);
        const [next = both.ticket] = written(first, 'tickets') as Ticket[];
        expect(settle(next, both.entry, choices, denise(), true).writes).toEqual([]);
      }),
    );
  });

  it('leaves a record alone that was removed meanwhile', () => {
    const removed = { ...ticket, removedAt: '2027-03-30T09:00:00Z' } as Ticket;
    expect(() => settle(removed, entry, [])).toThrow(/removed/);
  });

  it('settles items as well', () => {
    const item = anItem(tobias());
    const decision = { field: 'serial', mine: 'A-1', theirs: 'B-2', kept: 'B-2' } as const;
    const of = entryOf(item, [{ ...decision, rule: 'server-first' }]);
    const result = settle({ ...item, serial: 'B-2' }, of, [{ field: 'serial', take: 'mine' }]);
    expect(written(result, 'items')).toMatchObject([{ serial: 'A-1' }]);
  });
});

describe('settling what a state machine decided (F21)', () => {
  const hold = { state: 'on-hold', holdReason: 'awaiting-vendor' };
  const resolved = { state: 'resolved', open: 0, resolutionCode: 'fixed', resolution: 'New head.' };
  const { ticket, entry } = merged(hold, resolved);

  it('F21: reopens with the hold that had lost, its reason and an entry that clocks count', () => {
    const result = settle(ticket, entry, [{ field: 'state', take: 'mine' }]);
    const [next] = written(result, 'tickets');
    expect(next).toMatchObject({ state: 'on-hold', holdReason: 'awaiting-vendor', open: 1 });
    expect(next).not.toHaveProperty('resolution');
    expect(written(result, 'entries')).toMatchObject([
      { kind: 'state', from: 'resolved', to: 'on-hold', reason: 'awaiting-vendor' },
      { kind: 'change', resolves: entry.id },
    ]);
  });

  it('lets nobody choose words apart from the state they belong to', () => {
    const choosable = entry.decisions.filter((each) => isChoosable(entry, each));
    expect(choosable.map(({ field }) => field)).toEqual(['state']);
  });

  it('leads nowhere from a state that ends', () => {
    const closed = { ...ticket, state: 'closed' } as Ticket;
    const choose = () => settle(closed, entry, [{ field: 'state', take: 'mine' }]);
    expect(choose).toThrow(/Nothing leads/);
  });

  it('works the priority out anew from what was chosen', () => {
    const both = merged({ impact: 1, priority: 1 }, { impact: 3, priority: 3 });
    const result = settle(both.ticket, both.entry, [{ field: 'impact', take: 'mine' }]);
    expect(written(result, 'tickets')).toMatchObject([{ impact: 1, priority: 1 }]);
  });
});
