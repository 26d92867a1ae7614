import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import {
  engineFixture,
  IDENTITY,
  live,
  phase,
  refuseConnection,
  SCOPE,
  sent,
  titled,
  unsent,
} from '../../build/sync-suite/engine-fixture.ts';
import { eventually, settle } from '../../build/sync-suite/eventually.ts';

const world = engineFixture('identity');

describe('L13: identity', () => {
  it.each([
    ['another database (F16)', { ...IDENTITY, databaseId: 'two' }],
    ['no identity (F15, F16)', undefined],
    ['the database of another scope', { ...IDENTITY, scope: 'dresden' }],
  ])('stops before %s: no push, no delete', async (_what, identity) => {
    const first = await world.open({ name: `identity-${_what.length}` });
    const ticket = await first.create('Mine');
    await live(first);
    await sent(first);
    await world.close();
    world.couch.create(SCOPE, identity);
    world.couch.put(SCOPE, { _id: 'ticket:01ARZ3NDEKTSV4RRFFQ69G5FAV', title: 'not ours' });
    world.couch.remove(SCOPE, ticket.id);
    const on = await world.open({ name: `identity-${_what.length}` });
    await on.comment(ticket.id, 'Written before the wrong server');
    world.couch.requests.length = 0;
    on.engine.start();
    await phase(on, 'stopped-identity');
    expect(on.engine.status.get().problem).toMatchObject({
      database: SCOPE,
      message: expect.stringMatching(/Nothing was sent and nothing was deleted/) as string,
    });
    await settle();
    expect(world.requestsTo('_bulk_docs').filter(({ database }) => database === SCOPE)).toEqual([]);
    expect(await on.ticket(ticket.id)).not.toBeNull();
    expect(unsent(on)).toBe(1);
  });

  it('notices a database that changes behind an open poll, by its feed', async () => {
    const on = await world.open();
    const ticket = await on.create('Mine');
    await live(on);
    await sent(on);
    world.couch.put(SCOPE, { _id: 'outpost:identity', ...IDENTITY, databaseId: 'two' });
    world.couch.remove(SCOPE, ticket.id);
    await phase(on, 'stopped-identity');
    expect(await on.ticket(ticket.id)).not.toBeNull();
  });

  it('replicates anew when the epoch was raised; nothing newer is lost (F13)', async () => {
    const { on, ticket } = await world.withTicket('In the backup');
    await on.edit(ticket.id, { title: 'Newer than the backup' });
    await sent(on);
    const heal = world.fault(refuseConnection);
    await on.comment(ticket.id, 'Unsent across the restore');
    world.couch.create(SCOPE, { ...IDENTITY, epoch: 2, scope: 'leipzig' });
    const { id, ...backup } = ticket;
    world.couch.put(SCOPE, { ...backup, _id: id });
    await settle();
    heal();
    world.couch.requests.length = 0;
    on.engine.syncNow();
    await eventually(() =>
      expect(world.couch.get(SCOPE, ticket.id)?.['title']).toBe('Newer than the backup'),
    );
    await sent(on);
    await eventually(async () =>
      expect(await on.replica.syncPort.checkpoint(SCOPE)).toMatchObject({
        epoch: 2,
        complete: true,
      }),
    );
    const since = world.requestsTo('_changes', SCOPE).map(({ query }) => query.get('since'));
    expect(since[0]).toBe('0');
    expect(await on.comments(ticket.id)).toEqual(['Unsent across the restore']);
    const entries = await on.replica.timeline(ticket.id);
    expect(entries.map(({ kind }) => kind).sort()).toEqual(['change', 'comment', 'state']);
    await eventually(() => {
      for (const { id, kind } of entries) expect(world.couch.get(SCOPE, id), kind).toBeDefined();
    });
  });

  it('reads but does not push below minClient, and says why (L19, F38)', async () => {
    const { on, ticket } = await world.withTicket();
    world.couch.put(SCOPE, {
      _id: 'outpost:identity',
      ...IDENTITY,
      minClient: 2,
      scope: 'leipzig',
    });
    await phase(on, 'too-old');
    expect(on.engine.status.get().problem?.message).toMatch(/too old/);
    await on.comment(ticket.id, 'Kept until the update');
    world.editThere(ticket, { title: 'Still readable' });
    await titled(on, ticket, 'Still readable');
    await settle(60);
    expect(unsent(on)).toBe(1);
    world.couch.put(SCOPE, {
      _id: 'outpost:identity',
      ...IDENTITY,
      minClient: 1,
      scope: 'leipzig',
    });
    await sent(on);
  });
});
