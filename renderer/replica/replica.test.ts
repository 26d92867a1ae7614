import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import { addComment, createTicket, updateTicket } from '../../shared/workflow/ticket-commands.ts';
import { createDocument, relate, unrelate } from '../../shared/workflow/record-commands.ts';
import { mulberry32 } from '../../shared/testkit/random.ts';
import { LiveRecords } from './live.ts';
import type { QuarantineDocument } from './local-documents.ts';
import type { Checkpoint } from './outbox-row.ts';
import { openReplica } from './replica.ts';
import type { Replica } from './replica.ts';
import { openTicketProjection } from './ticket-projection.ts';

const open: Replica[] = [];
let counter = 0;

async function replica(name = `replica-test-${(counter += 1)}`): Promise<Replica> {
  let ms = Date.parse('2027-03-30T06:46:00Z');
  const made = await openReplica({
    name,
    session: { userName: 'tobias.brandt', roles: ['agent'], deviceId: 'K7Q2' },
    now: () => (ms += 1000),
    random: mulberry32(counter),
    multiInstance: false,
  });
  open.push(made);
  return made;
}

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function aTicket(on: Replica, title = 'Label printer prints blank labels'): Promise<Ticket> {
  const number = await on.takeNumber('INC');
  const result = await on.run(
    (context) =>
      createTicket(
        {
          kind: 'incident',
          scope: 'leipzig',
          number,
          title,
          impact: 2,
          urgency: 1,
          origin: 'phone',
        },
        context,
      ),
    `Create ${number}`,
  );
  return result.writes[0]!.document as Ticket;
}

function checkpoint(since: string): Checkpoint {
  return {
    id: 'checkpoint:outpost-scope-leipzig',
    kind: 'checkpoint',
    database: 'outpost-scope-leipzig',
    databaseId: 'one',
    epoch: 1,
    since,
    complete: false,
  };
}

function pulled(document: Ticket): { kind: 'document'; id: string; document: unknown } {
  return { kind: 'document', id: document.id, document };
}

describe('a command', () => {
  it('leaves the record, its timeline and one unsent change (L10)', async () => {
    const on = await replica();
    const ticket = await aTicket(on);
    expect(ticket.priority).toBe(2);
    expect(await on.get('tickets', ticket.id)).toEqual(ticket);
    expect((await on.timeline(ticket.id)).map((entry) => entry.kind)).toEqual(['state']);
    expect(on.unsent.get().count).toBe(1);
    expect(on.unsent.get().documentIds).toContain(ticket.id);
  });

  it('is refused whole when a document would not be readable elsewhere', async () => {
    const on = await replica();
    const broken = on.run(
      (context) =>
        createDocument('places', { kind: 'hall' as never, name: 'Hall 3', code: 'H3' }, context),
      'Add a place',
    );
    await expect(broken).rejects.toThrow(/kind/);
    expect(on.unsent.get().count).toBe(0);
  });

  it('applies at the next start what a crash left in the outbox (F9)', async () => {
    const name = `replica-test-${(counter += 1)}`;
    const before = await replica(name);
    const ticket = await aTicket(before);
    // A crash between the outbox and the document: the row is there, the document is not.
    await before.collection('tickets').storageInstance.remove();
    await before.close().catch(() => undefined);
    open.splice(0);
    const after = await replica(name);
    expect(await after.get('tickets', ticket.id)).toEqual(ticket);
    expect(after.unsent.get().count).toBe(1);
  });
});

describe('pulling', () => {
  it('merges what the server shows with what is not sent yet, by field (F19)', async () => {
    const on = await replica();
    const ticket = await aTicket(on);
    const [base] = await on.syncPort.pending('outpost-scope-leipzig', 10);
    await on.syncPort.acknowledge([{ documentId: ticket.id, upToSeq: base!.upToSeq }]);
    await on.run((context) => updateTicket(ticket, { category: 'Peripherals' }, context), 'Edit');
    const theirs = { ...ticket, title: 'Printers in Hall 3', version: 2, mutationId: 'other' };
    const report = await on.syncPort.applyPulled([pulled(theirs)], checkpoint('5'));
    expect(report.merged).toBe(1);
    const merged = await on.get('tickets', ticket.id);
    expect(merged).toMatchObject({ title: 'Printers in Hall 3', category: 'Peripherals' });
    const pending = await on.syncPort.pending('outpost-scope-leipzig', 10);
    expect(pending.find((each) => each.documentId === ticket.id)?.base).toEqual(theirs);
  });

  it('keeps a value that lost where both people read it (F20)', async () => {
    const on = await replica();
    const ticket = await aTicket(on);
    const [base] = await on.syncPort.pending('outpost-scope-leipzig', 10);
    await on.syncPort.acknowledge([{ documentId: ticket.id, upToSeq: base!.upToSeq }]);
    await on.run((context) => updateTicket(ticket, { title: 'My title' }, context), 'Edit');
    const theirs: Ticket = {
      ...ticket,
      title: 'Their title',
      version: 2,
      mutationId: 'other',
      updatedBy: 'denise.kofler',
    };
    await on.syncPort.applyPulled([pulled(theirs)], checkpoint('6'));
    expect((await on.get('tickets', ticket.id))?.title).toBe('Their title');
    const decision = (await on.timeline(ticket.id)).find((entry) => entry.kind === 'merge');
    expect(decision).toMatchObject({
      otherUser: 'denise.kofler',
      decisions: [{ field: 'title', mine: 'My title', kept: 'Their title' }],
    });
  });

  it('writes nothing for its own echo and moves the checkpoint', async () => {
    const on = await replica();
    const ticket = await aTicket(on);
    const [pending] = await on.syncPort.pending('outpost-scope-leipzig', 10);
    await on.syncPort.acknowledge([{ documentId: ticket.id, upToSeq: pending!.upToSeq }]);
    const report = await on.syncPort.applyPulled([pulled(ticket)], checkpoint('7'));
    expect(report).toMatchObject({ written: 0, unchanged: 1, merged: 0 });
    expect((await on.syncPort.checkpoint('outpost-scope-leipzig'))?.since).toBe('7');
  });

  it('does not resurrect what was deleted there and edited here (F17)', async () => {
    const on = await replica();
    const ticket = await aTicket(on);
    await on.syncPort.applyPulled([{ kind: 'deleted', id: ticket.id }], checkpoint('8'));
    expect(on.unsent.get().refused.map((row) => row.documentId)).toContain(ticket.id);
    expect(await on.syncPort.pending('outpost-scope-leipzig', 10)).not.toContainEqual(
      expect.objectContaining({ documentId: ticket.id }),
    );
    expect(await on.get('tickets', ticket.id)).not.toBeNull();
  });

  it('sets aside what fits no schema and counts what is not ours (F36, F40)', async () => {
    const on = await replica();
    const ticket = await aTicket(on);
    const broken = { ...ticket, id: `${ticket.id.slice(0, -1)}0`, impact: 9 };
    const report = await on.syncPort.applyPulled(
      [
        { kind: 'document', id: broken.id, document: broken },
        { kind: 'document', id: '_design/outpost', document: { views: {} } },
      ],
      checkpoint('9'),
    );
    expect(report).toMatchObject({ quarantined: 1, ignored: 1, written: 0 });
    const [kept] = await on.local.list<QuarantineDocument>('quarantine');
    expect(kept?.reason).toMatch(/impact/);
  });
});

describe('acknowledging', () => {
  it('keeps what was written while the request was under way', async () => {
    const on = await replica();
    const ticket = await aTicket(on);
    const [sent] = await on.syncPort.pending('outpost-scope-leipzig', 10);
    await on.run((context) => addComment(ticket, 'Line A is back.', 'public', context), 'Comment');
    await on.syncPort.acknowledge([{ documentId: ticket.id, upToSeq: sent!.upToSeq }]);
    const left = await on.syncPort.pending('outpost-scope-leipzig', 10);
    const row = left.find((each) => each.documentId === ticket.id);
    expect(row?.base).toEqual(ticket);
    expect(row?.document.version).toBe(2);
  });
});

describe('relations', () => {
  it('are found from both ends until they are taken back', async () => {
    const on = await replica();
    const [printer, server] = [await aTicket(on, 'One'), await aTicket(on, 'Two')];
    await on.run((context) => relate(printer, 'caused-by', server.id, context), 'Link');
    const [relation] = await on.relationsOf(server.id);
    expect(await on.relationsOf(printer.id)).toEqual([relation]);
    await on.run((context) => unrelate(printer, relation!, context), 'Unlink');
    expect(await on.relationsOf(printer.id)).toEqual([]);
    expect((await on.timeline(printer.id)).map((entry) => entry.kind)).toEqual([
      'state',
      'link',
      'link',
    ]);
  });
});

describe('live records', () => {
  it('show a comment and a changed field to whoever looks at the record', async () => {
    const on = await replica();
    const ticket = await aTicket(on);
    const live = new LiveRecords(on);
    const timeline = live.timeline(ticket.id);
    const record = live.document('tickets', ticket.id);
    await vi.waitFor(() => expect(timeline.get()).toHaveLength(1));
    await on.run((context) => addComment(ticket, 'On my way.', 'internal', context), 'Note');
    await vi.waitFor(() => expect(timeline.get()?.at(-1)).toMatchObject({ kind: 'note' }));
    await on.run((context) => updateTicket(ticket, { urgency: 3 }, context), 'Edit');
    await vi.waitFor(() => expect(record.get()?.priority).toBe(4));
    live.close();
  });
});

describe('the ticket projection', () => {
  it('shows the first screen, then everything, then every change', async () => {
    const on = await replica();
    const ticket = await aTicket(on);
    const { projection, complete } = await openTicketProjection(on, 'incident');
    expect(projection.state).toBe('first-screen');
    expect(projection.get(ticket.id)?.priority).toBe(2);
    await complete;
    expect(projection.state).toBe('complete');
    await on.run((context) => updateTicket(ticket, { title: 'Renamed' }, context), 'Edit');
    await vi.waitFor(() => expect(projection.get(ticket.id)?.title).toBe('Renamed'));
    projection.close();
  });
});

describe('numbers (L5)', () => {
  it('come from the leased block, then visibly from this machine', async () => {
    const on = await replica();
    await on.syncPort.addNumberBlock('INC', 1042, 1043);
    const taken = [];
    for (let i = 0; i < 4; i += 1) taken.push(await on.takeNumber('INC'));
    expect(taken).toEqual(['INC-1042', 'INC-1043', 'INC-K7Q2-1', 'INC-K7Q2-2']);
    expect(await on.syncPort.numbersLeft()).toEqual({ INC: 0 });
  });
});
