import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import type { Article } from '../../shared/model/reference.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { addComment, updateTicket } from '../../shared/workflow/ticket-commands.ts';
import type { TicketPatch } from '../../shared/workflow/ticket-commands.ts';
import { createDocument, updateDocument } from '../../shared/workflow/record-commands.ts';
import type { QuarantineDocument } from './local-documents.ts';
import type { OutboxRow } from './outbox-row.ts';
import type { Replica } from './replica.ts';
import {
  acknowledgeAll,
  byDenise,
  checkpoint,
  closeAfterEach,
  newTicket,
  openKit,
  pendingOf,
  REFERENCE,
  restart,
  SCOPE_DATABASE,
  sentTicket,
  shown,
} from './replica-kit.ts';
import { StorageError } from './storage.ts';

closeAfterEach();

async function edit(on: Replica, ticket: Ticket, patch: TicketPatch): Promise<Ticket> {
  const label = Object.keys(patch).join();
  const result = await on.run((context) => updateTicket(ticket, patch, context), label);
  return result.writes[0]!.document as Ticket;
}

const pull = (on: Replica, document: { readonly id: string }, since = '5') =>
  on.syncPort.applyPulled([shown(document)], checkpoint(since));

async function decisionsOf(on: Replica, ticket: Ticket) {
  const entries = await on.timeline(ticket.id);
  return entries.flatMap((entry) => (entry.kind === 'merge' ? [entry] : []));
}

const rowsOf = (on: Replica, id: string): readonly OutboxRow[] =>
  on.unsent.get().rows.filter(({ documentId }) => documentId === id);

const titleOf = async (on: Replica, { id }: Ticket) => (await on.get('tickets', id))?.title;

describe('pending work of a long queue', () => {
  it('is found in order, with the last state of each document, however far apart its rows are', async () => {
    const on = await openKit();
    const first = await newTicket(on);
    for (let n = 0; n < 110; n += 1) await newTicket(on, { title: `Ticket ${n}` });
    await edit(on, first, { title: 'Edited at the end of the queue' });
    const [pending, ...others] = await on.syncPort.pending(SCOPE_DATABASE, 10);
    expect(pending).toMatchObject({
      documentId: first.id,
      base: null,
      document: { title: 'Edited at the end of the queue' },
      upToSeq: on.unsent.get().rows.findLast((row) => row.documentId === first.id)!.seq,
    });
    expect(others).toHaveLength(9);
    const all = await on.syncPort.pending(SCOPE_DATABASE, 1000);
    expect(all).toHaveLength(222 + 1);
    expect(new Set(all.map(({ documentId }) => documentId)).size).toBe(223);
  });

  it('lies behind what is refused, too', async () => {
    const on = await openKit();
    for (let n = 0; n < 105; n += 1) await newTicket(on, { title: `Ticket ${n}` });
    for (const { documentId, upToSeq } of await on.syncPort.pending(SCOPE_DATABASE, 1000)) {
      const refused = { status: 403, reason: 'Not yours.', at: '2027-03-30T08:00:00.000Z' };
      await on.syncPort.refuse(documentId, upToSeq, refused);
    }
    expect(await on.syncPort.pending(SCOPE_DATABASE, 1)).toEqual([]);
    const behind = await newTicket(on);
    expect((await on.syncPort.pending(SCOPE_DATABASE, 1))[0]?.documentId).toBe(behind.id);
  });
});

describe('pulling what is changed here too', () => {
  it('merges by field (F19)', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await edit(on, ticket, { category: 'Peripherals' });
    const theirs = byDenise(ticket, { title: 'Printers in Hall 3' });
    expect(await pull(on, theirs)).toMatchObject({ merged: 1, written: 0 });
    expect(await on.get('tickets', ticket.id)).toMatchObject({
      title: 'Printers in Hall 3',
      category: 'Peripherals',
    });
    expect((await pendingOf(on, ticket.id))?.base).toEqual(theirs);
    expect(await decisionsOf(on, ticket)).toEqual([]);
  });

  it('keeps a value that lost where both people read it (F20)', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await edit(on, ticket, { title: 'My title' });
    await pull(on, byDenise(ticket, { title: 'Their title' }));
    expect(await titleOf(on, ticket)).toBe('Their title');
    const [decision] = await decisionsOf(on, ticket);
    expect(decision).toMatchObject({
      otherUser: 'denise.kofler',
      decisions: [{ field: 'title', mine: 'My title', kept: 'Their title' }],
    });
    expect(rowsOf(on, decision!.id)).toHaveLength(1);
  });

  it('goes through several edits of one document, each still saying what it was', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const one = await edit(on, ticket, { title: 'First try', category: 'Printer' });
    const two = await edit(on, one, { title: 'Second try' });
    await edit(on, two, { urgency: 3 });
    const theirs = byDenise(ticket, { title: 'Their title', description: 'Since Monday.' });
    await pull(on, theirs);
    const rows = rowsOf(on, ticket.id);
    expect(rows.map(({ label }) => label)).toEqual(['title,category', 'title', 'urgency']);
    expect(rows[0]?.base).toEqual(theirs);
    expect(rows.slice(1).map(({ base }) => base)).toEqual(
      rows.slice(0, -1).map(({ document }) => document),
    );
    expect(await on.get('tickets', ticket.id)).toEqual(rows.at(-1)?.document);
    expect(await on.get('tickets', ticket.id)).toMatchObject({
      title: 'Their title',
      description: 'Since Monday.',
      category: 'Printer',
      urgency: 3,
    });
    const lost = (await decisionsOf(on, ticket)).flatMap(({ decisions }) => decisions);
    expect(lost.filter(({ field }) => field === 'title').map(({ mine }) => mine)).toEqual([
      'First try',
      'Second try',
    ]);
  });

  it('keeps refused work refused, also when something was typed after the refusal', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const one = await edit(on, ticket, { category: 'Printer' });
    const refusal = { status: 403, reason: 'Read-only.', at: '2027-03-30T07:00:00Z' };
    await on.syncPort.refuse(ticket.id, 1_000, refusal);
    await edit(on, one, { urgency: 3 });
    await pull(on, byDenise(ticket, { title: 'Theirs' }));
    expect(await pendingOf(on, ticket.id)).toBeUndefined();
    expect(on.unsent.get().refused).toMatchObject([{ documentId: ticket.id, refused: refusal }]);
    await on.sendAgain(ticket.id);
    expect(await pendingOf(on, ticket.id)).toMatchObject({
      document: { title: 'Theirs', category: 'Printer', urgency: 3 },
    });
  });

  it('settles what the server has already, and sends nothing', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await edit(on, ticket, { title: 'Same idea' });
    const theirs = byDenise(ticket, { title: 'Same idea', activityAt: '2099-01-01T00:00:00Z' });
    await pull(on, theirs);
    expect(rowsOf(on, ticket.id)).toEqual([]);
    expect(await on.get('tickets', ticket.id)).toEqual(theirs);
  });

  it('is told when two comments have one id: mine is kept on the timeline', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const { writes } = await on.run(
      (context) => addComment(ticket, 'Mine', 'public', context),
      'Comment',
    );
    const comment = writes[0]!.document;
    await pull(on, {
      ...comment,
      body: 'Theirs',
      mutationId: 'x',
      updatedBy: 'denise.kofler',
    } as never);
    const [decision] = await decisionsOf(on, ticket);
    expect(decision?.decisions).toMatchObject([{ field: 'body', mine: 'Mine' }]);
  });
});

describe('an answer that was overtaken', () => {
  it('writes nothing for its own echo and moves the checkpoint', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const report = await pull(on, ticket, '7');
    expect(report).toMatchObject({ written: 0, unchanged: 1, merged: 0 });
    expect((await on.syncPort.checkpoint(SCOPE_DATABASE))?.since).toBe('7');
  });

  it('takes nothing back that was sent meanwhile, nor sends it again', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await pull(on, ticket, '4');
    const edited = await edit(on, ticket, { title: 'Sent' });
    await acknowledgeAll(on);
    expect(await pull(on, ticket)).toMatchObject({ written: 0, unchanged: 1 });
    expect(await on.get('tickets', ticket.id)).toEqual(edited);
    expect(on.unsent.get().count).toBe(0);
  });

  it('takes nothing back from what is typed on top of that', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const sent = await edit(on, ticket, { title: 'Sent' });
    await acknowledgeAll(on);
    await edit(on, sent, { category: 'Printer' });
    expect(await pull(on, ticket)).toMatchObject({ merged: 0 });
    expect(await titleOf(on, ticket)).toBe('Sent');
    expect((await pendingOf(on, ticket.id))?.base).toEqual(sent);
  });

  it('knows an own write again whose answer was lost (F8), and goes on from there', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const sent = await edit(on, ticket, { title: 'Second title' });
    const typed = await edit(on, sent, { title: 'Third title' });
    for (const show of [() => pull(on, sent), () => on.syncPort.rebase(ticket.id, sent)]) {
      await show();
      expect(await pendingOf(on, ticket.id)).toMatchObject({ base: sent, document: typed });
      expect(await titleOf(on, ticket)).toBe('Third title');
    }
    expect(await decisionsOf(on, ticket)).toEqual([]);
    expect(rowsOf(on, ticket.id)).toHaveLength(1);
  });

  it('and what came before that write is done as well', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const one = await edit(on, ticket, { title: 'Second title' });
    const two = await edit(on, one, { title: 'Third title' });
    const three = await edit(on, two, { title: 'Fourth title' });
    await pull(on, two);
    expect(rowsOf(on, ticket.id)).toMatchObject([{ base: two, document: three }]);
    expect(await decisionsOf(on, ticket)).toEqual([]);
  });

  it('merges a base that a foreign client changed without saying so', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await edit(on, ticket, { category: 'Printer' });
    const foreign = { ...ticket, title: 'By another program' };
    expect(await on.syncPort.rebase(ticket.id, foreign)).toBe('merged');
    expect(await pendingOf(on, ticket.id)).toMatchObject({
      base: foreign,
      document: { title: 'By another program', category: 'Printer' },
    });
  });

  it('counts the later of two changes of one document', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const [two, three] = [byDenise(ticket, { title: '2' }), byDenise(ticket, { title: '3' })];
    await on.syncPort.applyPulled([shown(two), shown(three)], checkpoint('5'));
    expect(await titleOf(on, ticket)).toBe('3');
    await on.syncPort.applyPulled(
      [shown(two), { kind: 'deleted', id: ticket.id }],
      checkpoint('6'),
    );
    expect(await on.get('tickets', ticket.id)).toBeNull();
  });
});

describe('what was deleted or removed there and edited here (F17)', () => {
  it('is not resurrected by a tombstone of the feed, and not thrown away', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await edit(on, ticket, { category: 'Printer' });
    await on.syncPort.applyPulled([{ kind: 'deleted', id: ticket.id }], checkpoint('8'));
    const [row] = on.unsent.get().refused;
    expect(row?.documentId).toBe(ticket.id);
    expect(row?.refused?.reason).toMatch(/deleted on the server/);
    expect(await pendingOf(on, ticket.id)).toBeUndefined();
    expect(await on.get('tickets', ticket.id)).toMatchObject({ category: 'Printer' });
  });

  it('asks when it was taken off the lists there', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await edit(on, ticket, { category: 'Printer' });
    await pull(on, byDenise(ticket, { removedAt: '2027-03-30T08:00:00Z' }));
    expect(await pendingOf(on, ticket.id)).toBeUndefined();
    const [row] = on.unsent.get().refused;
    expect(row?.refused?.reason).toMatch(/denise.kofler removed this record/);
    expect(row?.document).toMatchObject({ category: 'Printer' });
  });

  it('asks the other way round (F18)', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await on.run((context) => {
      const { writes, mutationId } = updateTicket(ticket, { category: 'x' }, context);
      const document = { ...ticket, version: 2, mutationId, removedAt: context.now } as Ticket;
      return { mutationId, writes: [{ ...writes[0]!, document }] };
    }, 'Remove');
    await pull(on, byDenise(ticket, { title: 'Still needed' }));
    expect(await pendingOf(on, ticket.id)).toBeUndefined();
    expect(on.unsent.get().refused[0]?.refused?.reason).toMatch(/denise.kofler changed this/);
    await on.sendAgain(ticket.id);
    expect(await pendingOf(on, ticket.id)).toMatchObject({
      document: { title: 'Still needed', removedAt: expect.any(String) as string },
    });
  });
});

describe('documents without a timeline', () => {
  async function sentArticle(on: Replica): Promise<Article> {
    const article = {
      kind: 'article',
      number: 'KB-0001',
      slug: 'toner',
      title: 'Toner',
      summary: '',
      markdown: 'Open the lid.',
      tags: [],
      audience: 'agents',
      state: 'draft',
      author: 'Tobias Brandt',
      lang: 'en',
      revisedAt: '2027-03-30T06:46:00Z',
      related: [],
    } as const;
    const made = await on.run(
      (context) => createDocument('articles', article, context),
      'Write an article',
    );
    await acknowledgeAll(on, REFERENCE);
    return made.writes[0]!.document as Article;
  }

  it('are decided by a person when the same text was changed: both are kept until then', async () => {
    const on = await openKit();
    const article = await sentArticle(on);
    const patch = { markdown: 'Open the lid slowly.', tags: ['printer'] };
    await on.run((context) => updateDocument('articles', article, patch, context), 'Edit');
    const theirs = byDenise(article, { markdown: 'Open the front.', title: 'Toner, all models' });
    const at = checkpoint('5', { database: REFERENCE });
    await on.syncPort.applyPulled([shown(theirs)], at);
    expect(await pendingOf(on, article.id, REFERENCE)).toBeUndefined();
    expect(on.unsent.get().refused[0]?.refused?.reason).toMatch(/denise.kofler changed markdown/);
    const both = { title: 'Toner, all models', tags: ['printer'] };
    expect(await on.get('articles', article.id)).toMatchObject({ ...patch, ...both });
    await on.syncPort.applyPulled([shown(theirs)], { ...at, since: '6' });
    expect(on.unsent.get().refused, 'asked once').toHaveLength(1);
    await on.sendAgain(article.id);
    expect(await pendingOf(on, article.id, REFERENCE)).toMatchObject({
      base: theirs,
      document: { ...patch, ...both },
    });
  });

  it('are merged like others where nothing is lost', async () => {
    const on = await openKit();
    const article = await sentArticle(on);
    const patch = { tags: ['printer'] };
    await on.run((context) => updateDocument('articles', article, patch, context), 'Edit');
    await on.syncPort.applyPulled(
      [shown(byDenise(article, { markdown: 'Open the front.' }))],
      checkpoint('5', { database: REFERENCE }),
    );
    expect(await pendingOf(on, article.id, REFERENCE)).toMatchObject({
      document: { markdown: 'Open the front.', tags: ['printer'] },
    });
  });
});

describe('what cannot be read (F36, F40)', () => {
  const unreadable = (ticket: Ticket): Ticket => byDenise(ticket, { impact: 9 });

  it('is set aside with its reason, and what is not ours is counted', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const report = await on.syncPort.applyPulled(
      [
        shown(unreadable(ticket)),
        { kind: 'document', id: '_design/outpost', document: { views: {} } },
        { kind: 'document', id: ticket.id.replace('ticket', 'entry'), document: null },
      ],
      checkpoint('9'),
    );
    expect(report).toMatchObject({ quarantined: 2, ignored: 1, written: 0 });
    const kept = await on.local.list<QuarantineDocument>('quarantine');
    expect(kept.map(({ reason }) => reason).join()).toMatch(/impact/);
    expect(await on.get('tickets', ticket.id)).toEqual(ticket);
  });

  it.each([
    ['readable', (ticket: Ticket) => shown(byDenise(ticket, { title: 'Mended' }))],
    ['as a tombstone', ({ id }: Ticket) => ({ kind: 'deleted', id }) as const],
  ])('leaves the quarantine when it comes %s', async (_how, later) => {
    const on = await openKit();
    const [ticket, other] = [await sentTicket(on), await sentTicket(on)];
    await on.syncPort.applyPulled(
      [shown(unreadable(ticket)), shown(unreadable(other))],
      checkpoint('9'),
    );
    await on.syncPort.applyPulled([later(ticket)], checkpoint('10'));
    const left = await on.local.list<QuarantineDocument>('quarantine');
    expect(left.map(({ documentId }) => documentId)).toEqual([other.id]);
  });

  it('leaves it at the start of a build that can read it', async () => {
    const before = await openKit();
    const ticket = await sentTicket(before);
    const document = byDenise(ticket, { title: 'From a newer console' });
    await before.local.put([
      {
        id: `quarantine:${ticket.id}`,
        kind: 'quarantine',
        documentId: ticket.id,
        reason: '',
        document,
      },
    ]);
    const after = await restart(before);
    expect(await titleOf(after, ticket)).toBe('From a newer console');
    expect(await after.local.list('quarantine')).toEqual([]);
  });

  it('holds unsent work back until the server’s copy can be read again', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await edit(on, ticket, { category: 'Printer' });
    expect(await on.syncPort.rebase(ticket.id, unreadable(ticket))).toBe('kept-mine');
    expect(on.unsent.get().refused[0]?.refused?.reason).toMatch(/cannot be read.*impact/);
    await pull(on, byDenise(ticket, { title: 'Mended' }));
    expect(await pendingOf(on, ticket.id)).toMatchObject({
      document: { title: 'Mended', category: 'Printer' },
    });
  });
});

describe('acknowledging', () => {
  it('keeps what was written while the request was under way', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    const [sent] = await on.syncPort.pending(SCOPE_DATABASE, 10);
    await on.run((context) => addComment(ticket, 'Line A is back.', 'public', context), 'Comment');
    await on.syncPort.acknowledge([{ documentId: ticket.id, upToSeq: sent!.upToSeq }]);
    expect(await pendingOf(on, ticket.id)).toMatchObject({
      base: ticket,
      document: { version: 2 },
    });
  });

  it('is one write, however many documents: a crash leaves no half of it', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    await edit(on, ticket, { category: 'Printer' });
    const local = on.collection('tickets').database.collections['local']!;
    const writes = vi.spyOn(local.storageInstance, 'bulkWrite');
    await acknowledgeAll(on);
    expect(writes).toHaveBeenCalledTimes(1);
    expect(on.unsent.get().count).toBe(0);
  });

  it('of what is no longer there does nothing', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    const done = [{ documentId: ticket.id, upToSeq: 99 }];
    await on.syncPort.acknowledge(done);
    await on.syncPort.acknowledge(done);
    expect(rowsOf(on, ticket.id)).toEqual([]);
  });
});

describe('a storage error or a crash while a page is applied (L4)', () => {
  const full = new DOMException('No space left.', 'QuotaExceededError');

  it('moves no checkpoint past what is not stored, however late in the page', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await pull(on, ticket, '4');
    const page = Array.from({ length: 450 }, (_, at) => {
      const id = `${ticket.id.slice(0, -3)}${String(100 + at)}`;
      return shown({ ...ticket, id });
    });
    const { storageInstance } = on.collection('tickets');
    const write = storageInstance.bulkWrite.bind(storageInstance);
    vi.spyOn(storageInstance, 'bulkWrite')
      .mockImplementationOnce(write)
      .mockImplementationOnce(write)
      .mockRejectedValueOnce(full);
    await expect(on.syncPort.applyPulled(page, checkpoint('5'))).rejects.toThrow(StorageError);
    expect((await on.syncPort.checkpoint(SCOPE_DATABASE))?.since).toBe('4');
    const report = await on.syncPort.applyPulled(page, checkpoint('5'));
    expect(report).toMatchObject({ written: 50, unchanged: 400 });
  });

  it.each([
    ['part of mine is kept', { title: 'Mine', category: 'Printer' }, 1],
    ['nothing of mine is kept', { title: 'Mine' }, 0],
  ])('loses no decision when %s', async (_what, patch, left) => {
    const before = await openKit();
    const ticket = await sentTicket(before);
    await edit(before, ticket, patch);
    const theirs = byDenise(ticket, { title: 'Theirs', activityAt: '2099-01-01T00:00:00Z' });
    vi.spyOn(before.collection('tickets').storageInstance, 'bulkWrite').mockRejectedValueOnce(full);
    await expect(pull(before, theirs)).rejects.toThrow(StorageError);
    const after = await restart(before);
    expect(await titleOf(after, ticket)).toBe('Theirs');
    await pull(after, theirs);
    const [decision, ...more] = await decisionsOf(after, ticket);
    expect(decision?.decisions).toMatchObject([{ field: 'title', mine: 'Mine' }]);
    expect(more, 'told once').toEqual([]);
    expect(rowsOf(after, ticket.id)).toHaveLength(left);
    expect(rowsOf(after, decision!.id)).toHaveLength(1);
  });
});

describe('work that arises', () => {
  it('is announced by database, refused work is not', async () => {
    const on = await openKit();
    const heard = vi.fn();
    on.syncPort.onPending(heard);
    const ticket = await newTicket(on);
    expect(heard).toHaveBeenCalledWith([SCOPE_DATABASE]);
    heard.mockClear();
    await on.syncPort.refuseDeleted(ticket.id);
    expect(heard).not.toHaveBeenCalled();
  });
});
