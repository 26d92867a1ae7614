import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../shared/model/reference.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { createDocument, updateDocument } from '../../shared/workflow/record-commands.ts';
import { addComment, updateTicket } from '../../shared/workflow/ticket-commands.ts';
import {
  acknowledgeAll,
  byDenise,
  checkpoint,
  closeAfterEach,
  openKit,
  pendingOf,
  REFERENCE,
  restart,
  sentTicket,
  shown,
} from './replica-kit.ts';

closeAfterEach();

const refusal = { status: 403, reason: 'This word is not allowed.', at: '2027-03-30T07:00:00Z' };

describe('editing refused work and sending it again (F4)', () => {
  it('F4: sends the mended record, what else waits for it too', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await on.run((context) => updateTicket(ticket, { title: 'Darn' }, context), 'Edit');
    await on.syncPort.refuse(ticket.id, 1_000, refusal);
    expect(await pendingOf(on, ticket.id)).toBeUndefined();
    await on.editRefused(ticket.id, { title: 'Printer' });
    expect((await pendingOf(on, ticket.id))?.document).toMatchObject({ title: 'Printer' });
    expect(on.unsent.get().refused).toEqual([]);
    const again = await restart(on);
    expect((await again.get('tickets', ticket.id))?.title).toBe('Printer');
  });

  it('F4: mends a comment, which is written once and no record', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const { writes } = await on.run((c) => addComment(ticket, 'Darn', 'public', c), 'Comment');
    const { id } = writes[0]!.document;
    await on.syncPort.refuse(id, 1_000, refusal);
    await on.editRefused(id, { body: 'Well' });
    expect((await pendingOf(on, id))?.document).toMatchObject({ body: 'Well', version: 1 });
    expect(await on.timeline(ticket.id)).toMatchObject([{ kind: 'state' }, { body: 'Well' }]);
  });

  it('changes nothing where the mended document could not be read by others', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await on.run((context) => updateTicket(ticket, { title: 'Darn' }, context), 'Edit');
    await on.syncPort.refuse(ticket.id, 1_000, refusal);
    await expect(on.editRefused(ticket.id, { impact: 9 })).rejects.toThrow(/cannot be saved/);
    expect(on.unsent.get().refused).toHaveLength(2 - 1);
    expect((await on.get('tickets', ticket.id)) as Ticket).toMatchObject({ title: 'Darn' });
  });
});

describe('an article two people changed (F20)', () => {
  it('F20: keeps the three versions until this person has chosen, over further news', async () => {
    const on = await openKit();
    const body = {
      kind: 'article',
      number: 'KB-0001',
      slug: 'vpn',
      title: 'VPN',
      summary: '',
      markdown: '',
      tags: [],
      audience: 'everyone',
      state: 'published',
      author: 'Tobias',
      lang: 'en',
      revisedAt: '2027-03-30T07:00:00Z',
      related: [],
    } as const;
    const made = await on.run((c) => createDocument('articles', body, c), 'New');
    const article = made.writes[0]!.document as Article;
    await acknowledgeAll(on, REFERENCE);
    await on.run((c) => updateDocument('articles', article, { title: 'Mine' }, c), 'Edit');
    const at = (since: string) => checkpoint(since, { database: REFERENCE });
    const theirs = byDenise(article, { title: 'Theirs' });
    await on.syncPort.applyPulled([shown(theirs)], at('5'));
    const later = byDenise(theirs, { title: 'Theirs, again', summary: 'Short', mutationId: 'd2' });
    await on.syncPort.applyPulled([shown(later)], at('6'));
    const [row] = on.unsent.get().refused;
    expect(row?.refused?.decisions).toMatchObject([
      { field: 'title', base: 'VPN', mine: 'Mine', theirs: 'Theirs, again' },
    ]);
    await on.editRefused(article.id, { title: 'Both' });
    expect((await pendingOf(on, article.id, REFERENCE))?.document).toMatchObject({
      title: 'Both',
      summary: 'Short',
    });
  });
});
