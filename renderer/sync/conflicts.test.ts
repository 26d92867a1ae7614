import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import {
  deaf,
  engineFixture,
  live,
  refuseConnection,
  SCOPE,
  sent,
  titled,
} from '../../build/sync-suite/engine-fixture.ts';
import { eventually, settle } from '../../build/sync-suite/eventually.ts';

const world = engineFixture('conflicts');

describe('conflicts', () => {
  it('F19: two people, different fields: both kept', async () => {
    const { on, ticket } = await world.withTicket();
    world.fault(deaf);
    world.editThere(ticket, { title: 'Their title' });
    await on.edit(ticket.id, { category: 'Printer' });
    await sent(on);
    expect(world.couch.get(SCOPE, ticket.id)).toMatchObject({
      title: 'Their title',
      category: 'Printer',
    });
  });

  it('F17: deleted there, edited here: nothing is resurrected, the edit is kept', async () => {
    const { on, ticket } = await world.withTicket();
    world.fault(deaf);
    world.couch.remove(SCOPE, ticket.id);
    await on.edit(ticket.id, { category: 'Printer' });
    await eventually(() => expect(on.replica.unsent.get().refused.length).toBeGreaterThan(0));
    await settle();
    expect(world.couch.get(SCOPE, ticket.id)).toBeUndefined();
    expect((await on.ticket(ticket.id))?.category).toBe('Printer');
  });

  it('sends a new document over a tombstone without its revision (server facts)', async () => {
    const on = await world.open();
    const ticket = await on.create('Made again');
    world.couch.put(SCOPE, { _id: ticket.id, title: 'earlier life' });
    world.couch.remove(SCOPE, ticket.id);
    world.fault(deaf);
    on.engine.start();
    await eventually(() => expect(world.couch.get(SCOPE, ticket.id)?.['title']).toBe('Made again'));
  });

  it('F22: somebody who keeps “fixing” a document cannot make us spin', async () => {
    const on = await world.open();
    const ticket = await on.create('One');
    const other = await on.create('Other');
    await live(on);
    await sent(on);
    let fights = 0;
    const heal = world.fault((request, forward) => {
      if (request.rest === '_changes') return refuseConnection(request, forward);
      if (request.rest !== '_bulk_docs') return undefined;
      fights += 1;
      world.editThere(ticket, { description: `fixed ${fights}` }, `fight-${fights}`);
      return undefined;
    });
    await on.edit(ticket.id, { title: 'Mine' });
    await eventually(() => expect(fights).toBeGreaterThan(2));
    await settle(200);
    const bounded = fights;
    await settle(200);
    expect(fights, 'it waits now').toBe(bounded);
    expect(fights).toBeLessThan(12);
    await on.comment(other.id, 'Not held up');
    await eventually(async () => {
      const [comment] = (await on.replica.timeline(other.id)).filter(
        ({ kind }) => kind === 'comment',
      );
      expect(world.couch.get(SCOPE, comment!.id)).toBeDefined();
    });
    heal();
    await world.sentInTime(on);
    expect(world.couch.get(SCOPE, ticket.id)?.['title']).toBe('Mine');
  });

  it('takes an edit made on top of ours for what it is, though the feed is faster than our answer', async () => {
    const { on, ticket } = await world.withTicket();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isHeld = false;
    const heal = world.fault((request, forward) => {
      if (request.rest !== '_bulk_docs') return undefined;
      return forward().then(async (answer) => {
        isHeld = true;
        await held;
        return answer;
      });
    });
    await on.edit(ticket.id, { title: 'Mine' });
    await eventually(() => expect(isHeld).toBe(true));
    world.editThere(ticket, { title: 'Theirs, knowing mine' });
    await settle(40);
    heal();
    release();
    await sent(on);
    await titled(on, ticket, 'Theirs, knowing mine');
    expect((await on.replica.timeline(ticket.id)).some(({ kind }) => kind === 'merge')).toBe(false);
  });

  it('carries attachment stubs of others along', async () => {
    const { on, ticket } = await world.withTicket();
    const stubs = { 'photo.jpg': { stub: true, digest: 'md5-x', revpos: 2 } };
    const present = world.couch.get(SCOPE, ticket.id)!;
    world.couch.put(SCOPE, { ...present, _attachments: stubs });
    await on.edit(ticket.id, { category: 'Printer' });
    await sent(on);
    expect(world.couch.get(SCOPE, ticket.id)).toMatchObject({
      category: 'Printer',
      _attachments: stubs,
    });
  });
});
