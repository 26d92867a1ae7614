import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import type { Ticket } from '../../../shared/model/ticket.ts';
import {
  addComment,
  createTicket,
  updateTicket,
} from '../../../shared/workflow/ticket-commands.ts';
import { anItem, fakeContext } from '../../../shared/testkit/factories.ts';
import { mulberry32 } from '../../../shared/testkit/random.ts';
import { openReplica } from '../../replica/replica.ts';
import type { Replica } from '../../replica/replica.ts';
import { putAll, removeAll } from '../../replica/storage.ts';
import { openWorkspace } from '../../replica/workspace.ts';
import { openSearch } from '../search.ts';
import type { Search } from '../search.ts';
import { deskPort } from '../testing.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function openOn(name: string, laterTasks: (() => void)[] = []) {
  let ms = Date.parse('2027-03-30T06:46:00Z');
  const replica = await openReplica({
    name,
    session: { userName: 'tobias.brandt', roles: ['agent'], deviceId: 'K7Q2' },
    now: () => (ms += 1000),
    random: mulberry32(ms),
    multiInstance: false,
  });
  const workspace = await openWorkspace(replica, 'incident');
  const port = deskPort(laterTasks);
  const search = openSearch(workspace, port);
  const close = async (): Promise<void> => {
    search.close();
    await workspace.close();
  };
  return { replica, search, port, close };
}

async function report(replica: Replica, title: string, description: string): Promise<Ticket> {
  const number = await replica.takeNumber('INC');
  const done = await replica.run(
    (context) =>
      createTicket(
        {
          ...{ kind: 'incident', scope: 'nordlicht', number, title, description },
          ...{ impact: 2, urgency: 2, origin: 'phone' },
        },
        context,
      ),
    title,
  );
  return done.writes[0]!.document as Ticket;
}

/** Both stages, as a person sees them. */
async function titlesOf(search: Search, replica: Replica, typed: string): Promise<string[]> {
  const first = await search.records.first(typed, 5);
  const second = await search.records.second(typed, 5);
  const ids = [...first.tickets.hits, ...second.tickets.hits].map(({ id }) => id);
  const found = await Promise.all(ids.map((id) => replica.get('tickets', id)));
  return found.map((ticket) => ticket?.title ?? '');
}

it('finds tickets by what is written, changed, said and removed while it is open', async () => {
  const { replica, search, close } = await openOn('records-live');
  closing.push(close);
  const expectTitles = (typed: string, titles: string[]) =>
    vi.waitFor(async () => expect(await titlesOf(search, replica, typed)).toEqual(titles));
  const ticket = await report(replica, 'Labels come out blank', 'Since driver 8.4.2 this morning');
  await expectTitles('blank', ['Labels come out blank']);
  await expectTitles('morning', ['Labels come out blank']);
  await replica.run(
    (context) => addComment(ticket, 'Darkness was reset to zero', 'public', context),
    'Comment',
  );
  await expectTitles('darkness blank', ['Labels come out blank']);
  const now = (await replica.get('tickets', ticket.id))!;
  await replica.run((context) => updateTicket(now, { title: 'Toner is empty' }, context), 'Edit');
  await expectTitles('toner', ['Toner is empty']);
  await expectTitles('blank', []);
  // As a server's tombstone takes it.
  await removeAll(replica.collection('tickets'), [ticket.id]);
  await expectTitles('toner', []);
  await expectTitles('darkness', []);
});

it('follows items: their new names, attributes and removal', async () => {
  const { replica, search, close } = await openOn('records-items');
  closing.push(close);
  const itemsFor = async (typed: string): Promise<number> =>
    (await search.records.first(typed, 5)).items.total;
  const store = replica.collection('items');
  const item = anItem(fakeContext()(), 'sw-lej-06');
  await putAll(store, [{ ...item, attributes: { address: '10.20.30.41' } }]);
  await vi.waitFor(async () => expect(await itemsFor('10.20.30.41')).toBe(1));
  await putAll(store, [{ ...item, name: 'core-lej-06' }]);
  await vi.waitFor(async () => expect(await itemsFor('core-lej')).toBe(1));
  expect(await itemsFor('sw-lej')).toBe(0);
  await removeAll(store, [item.id]);
  await vi.waitFor(async () => expect(await itemsFor('core-lej')).toBe(0));
});

it('a second start sends the worker no text that it has stored', async () => {
  const later: (() => void)[] = [];
  const first = await openOn('records-again', later);
  const one = await report(first.replica, 'Labels come out blank', 'Since driver 8.4.2');
  await report(first.replica, 'Scanner offline', 'Battery');
  await vi.waitFor(async () => {
    expect((await first.search.records.second('driver', 5)).tickets.total).toBe(1);
    expect((await first.search.records.second('battery', 5)).tickets.total).toBe(1);
  });
  for (const task of later.splice(0)) task();
  const { SegmentStore } = await import('./segment-store.ts');
  await vi.waitFor(async () => {
    const stored = await new SegmentStore('records-again', 'look').load();
    expect(stored['texts']?.length).toBeGreaterThan(0);
  });
  await first.close();

  const between = await openOn('records-again');
  await vi.waitFor(async () => {
    expect((await between.search.records.second('battery', 5)).indexed).toBe(2);
  });
  const texts = () => between.port.heard.filter(({ kind }) => kind === 'texts');
  expect(texts()).toEqual([]);
  await between.replica.run(
    (context) => addComment(one, 'Darkness was reset', 'public', context),
    'Comment',
  );
  await between.close();

  // The worker of that session was gone before it stored the comment.
  const last = await openOn('records-again');
  closing.push(last.close);
  await vi.waitFor(async () => {
    expect((await last.search.records.second('darkness', 5)).tickets.total).toBe(1);
  });
  const sent = last.port.heard.flatMap((request) =>
    request.kind === 'texts' ? request.texts : [],
  );
  expect(sent.map(({ id }) => id)).toEqual([one.id]);
});
