import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import {
  engineFixture,
  IDENTITY,
  live,
  REFERENCE,
  refused,
  refuseConnection,
  SCOPE,
  sent,
  unsent,
} from '../../build/sync-suite/engine-fixture.ts';
import { eventually, settle } from '../../build/sync-suite/eventually.ts';
import type { Fault } from '../../build/sync-suite/fake-couch.ts';
import { json } from '../../build/sync-suite/fake-couch.ts';
import type { TestConsole } from '../../build/sync-suite/test-console.ts';
import type { Ticket } from '../../shared/model/ticket.ts';

const world = engineFixture('scopes');
const HALLE = 'outpost-scope-halle';
const BOTH = ['agent', 'scope:leipzig', 'scope:halle'];
const NONE = ['agent'];

/** The server gives this person other roles; databases that are not theirs are closed to them. */
function grant(roles: readonly string[]): void {
  world.couch.session = { name: 'tobias.brandt', roles };
}

/** What CouchDB answers to whoever is no member. */
const closed: Fault = (request) =>
  request.database === SCOPE
    ? json({ error: 'forbidden', reason: 'You are not allowed to access this db.' }, 403)
    : undefined;

function lostThere(): () => void {
  grant(NONE);
  return world.fault(closed);
}

const gone = (on: TestConsole, ticket: Ticket): Promise<void> =>
  eventually(async () => expect(await on.ticket(ticket.id)).toBeNull());

describe('a scope is gained while the console runs (L20)', () => {
  it('its documents come in at once, and nothing else is disturbed', async () => {
    const { on, ticket } = await world.withTicket();
    world.couch.create(HALLE, { ...IDENTITY, scope: 'halle' });
    const there = { ...ticket, scope: 'halle', _id: 'ticket:01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    world.couch.put(HALLE, there);
    grant(BOTH);
    on.engine.setRoles(BOTH);
    await eventually(async () => expect(await on.ticket(there._id)).not.toBeNull());
    await eventually(() =>
      expect(on.engine.status.get().pull[HALLE]).toMatchObject({ done: 2, total: 2 }),
    );
    expect(await on.ticket(ticket.id)).not.toBeNull();
    await eventually(() => expect(on.engine.status.get().phase).toBe('live'));
  });
});

describe('F27: a scope is lost', () => {
  it('F27: without unsent edits everything of it leaves this machine', async () => {
    const { on, ticket } = await world.withTicket();
    lostThere();
    on.engine.setRoles(NONE);
    await gone(on, ticket);
    await eventually(async () => {
      expect(await on.replica.timeline(ticket.id)).toEqual([]);
      expect(await on.replica.syncPort.checkpoint(SCOPE)).toBeNull();
    });
    await eventually(() => expect(on.engine.status.get().phase).toBe('live'));
    expect(on.engine.status.get().pull[SCOPE]).toBeUndefined();
    expect(on.engine.status.get().lostScopes).toEqual([]);
    world.couch.requests.length = 0;
    on.engine.syncNow();
    await settle();
    expect(world.couch.requests.filter(({ database }) => database === SCOPE)).toEqual([]);
  });

  it('F27: with unsent edits those stay, readable, with a plain reason, and can be exported', async () => {
    const { on, ticket } = await world.withTicket();
    const other = await on.create('Nothing unsent here');
    await sent(on);
    await world.idle();
    lostThere();
    await on.edit(ticket.id, { title: 'Typed in the basement' });
    on.engine.setRoles(NONE);
    await gone(on, other);
    await eventually(() => expect(on.engine.status.get().lostScopes).toEqual(['leipzig']));
    expect((await on.ticket(ticket.id))?.title).toBe('Typed in the basement');
    const { refused: rows, count } = on.replica.unsent.get();
    expect(count).toBe(1);
    expect(rows.every(({ refused: said }) => /no longer have access/.test(said!.reason))).toBe(
      true,
    );
    expect(await on.replica.exportUnsent()).toContain('Typed in the basement');
  });

  it('F27: what is typed there afterwards is told the same and kept', async () => {
    const { on, ticket } = await world.withTicket();
    lostThere();
    await on.edit(ticket.id, { title: 'Before' });
    on.engine.setRoles(NONE);
    await eventually(() => expect(on.engine.status.get().lostScopes).toEqual(['leipzig']));
    const before = on.replica.unsent.get().rows.length;
    await on.edit(ticket.id, { title: 'Afterwards' });
    await eventually(() => {
      const { rows, refused: held } = on.replica.unsent.get();
      expect(rows.length).toBeGreaterThan(before);
      expect(held).toHaveLength(rows.length);
    });
    await on.engine.stop();
    await on.edit(ticket.id, { title: 'While nothing ran' });
    on.engine.start();
    await eventually(() => {
      const { rows, refused: held } = on.replica.unsent.get();
      expect(held).toHaveLength(rows.length);
    });
  });

  it('F27: regained, its documents come again and the kept work is sent', async () => {
    const { on, ticket } = await world.withTicket();
    const other = await on.create('Comes again');
    await sent(on);
    await world.idle();
    const heal = lostThere();
    await on.edit(ticket.id, { title: 'Typed in the basement' });
    on.engine.setRoles(NONE);
    await gone(on, other);
    heal();
    grant(['agent', 'scope:leipzig']);
    on.engine.setRoles(['agent', 'scope:leipzig']);
    await sent(on);
    expect(world.couch.get(SCOPE, ticket.id)?.['title']).toBe('Typed in the basement');
    await eventually(async () => expect(await on.ticket(other.id)).not.toBeNull());
    await eventually(() => expect(on.engine.status.get().lostScopes).toEqual([]));
  });

  it('F27: also when it was lost while the console was closed', async () => {
    const { on, ticket } = await world.withTicket();
    const { name } = on.replica.collection('tickets').database;
    await world.close();
    lostThere();
    const again = await world.open({ name, roles: NONE });
    again.engine.start();
    await gone(again, ticket);
  });

  it('F27: a crash in the middle is made up for, and leaves no gap if the scope comes back', async () => {
    const { on, ticket } = await world.withTicket();
    const { name } = on.replica.collection('tickets').database;
    await world.close();
    const broken = await world.open({ name, roles: NONE });
    // As far as a killed process came: the loss is noted, the documents are still there.
    await broken.replica.local.change({
      put: [
        {
          id: `lost-scope:${SCOPE}`,
          kind: 'lost-scope',
          database: SCOPE,
          lostAt: '2027-03-30T08:00:00.000Z',
          isCleared: false,
        },
      ],
      remove: [`checkpoint:${SCOPE}`],
    });
    await world.close();
    lostThere();
    const again = await world.open({ name, roles: NONE });
    again.engine.start();
    await gone(again, ticket);
  });
});

describe('L12: nothing leaves this machine unless the server says so', () => {
  const proves: readonly [string, () => void][] = [
    ['the server fails', () => void world.fault(whoAmI(json({ error: 'x' }, 500)))],
    ['the network answers in its place', () => void world.fault(whoAmI(json({})))],
    ['the server knows nobody', () => (world.couch.session = { name: null, roles: [] })],
    ['it names somebody else', () => (world.couch.session = { name: 'eve', roles: NONE })],
    [
      'it names no roles at all',
      () => (world.couch.session = { name: 'tobias.brandt', roles: [] }),
    ],
    ['nothing is reachable', () => void world.fault(refuseConnection)],
    [
      'another server answers',
      () => {
        grant(NONE);
        world.couch.put(REFERENCE, { _id: 'outpost:identity', ...IDENTITY, databaseId: 'other' });
      },
    ],
    ['the server says that the scope is still ours', () => grant(['agent', 'scope:leipzig'])],
  ];

  function whoAmI(answer: Response): Fault {
    return (request) => (request.database === '_session' ? answer.clone() : undefined);
  }

  it.each(proves)('F27: everything stays when %s', async (_why, happen) => {
    const { on, ticket } = await world.withTicket();
    happen();
    on.engine.setRoles(NONE);
    for (let step = 0; step < 6; step += 1) {
      world.clock.advance(30_000);
      await settle();
    }
    expect(await on.ticket(ticket.id)).not.toBeNull();
    expect(await on.replica.syncPort.checkpoint(SCOPE)).not.toBeNull();
    expect(on.replica.unsent.get().refused).toEqual([]);
  });

  it('a closed database makes the console ask once who it is', async () => {
    let questions = 0;
    const { on } = await world.withTicket('Printer', { onForbidden: () => (questions += 1) });
    const heal = world.fault(closed);
    on.engine.syncNow();
    await world.inTime(() => expect(on.engine.status.get().phase).toBe('error'));
    for (let step = 0; step < 10; step += 1) {
      world.clock.advance(60_000);
      await settle(3);
    }
    expect(questions).toBe(1);
    heal();
    await world.inTime(() => expect(on.engine.status.get().phase).toBe('live'));
  });
});

describe('F26: a role, not a scope, is lost while offline with unsent edits', () => {
  it('F26: what the server takes no more is kept with its reason, and goes when it may', async () => {
    const { on, ticket } = await world.withTicket();
    const heal = world.fault(refuseConnection);
    await on.edit(ticket.id, { title: 'Typed as a technician' });
    world.couch.validate = ({ title }) =>
      title === 'Typed as a technician' ? 'Only technicians change tickets.' : null;
    grant(['auditor', 'scope:leipzig']);
    on.engine.setRoles(['auditor', 'scope:leipzig']);
    on.replica.setRoles(['auditor', 'scope:leipzig']);
    heal();
    await world.inTime(() => refused(on, 1));
    expect((await on.ticket(ticket.id))?.title).toBe('Typed as a technician');
    expect(on.replica.unsent.get().refused[0]!.refused).toMatchObject({
      status: 403,
      reason: 'Only technicians change tickets.',
    });
    expect(await on.replica.exportUnsent()).toContain('Typed as a technician');
    world.couch.validate = () => null;
    await on.replica.sendAgain(ticket.id);
    await sent(on);
    expect(unsent(on)).toBe(0);
    expect(world.couch.get(SCOPE, ticket.id)?.['title']).toBe('Typed as a technician');
  });

  it('F26: commands are judged by the roles of now', async () => {
    const { on } = await world.withTicket();
    await live(on);
    on.replica.setRoles(['auditor', 'scope:leipzig']);
    const seen: (readonly string[])[] = [];
    await on.replica.run((context) => {
      seen.push(context.roles);
      return { mutationId: context.ulid(), writes: [] };
    }, 'Look');
    expect(seen).toEqual([['auditor', 'scope:leipzig']]);
  });
});
