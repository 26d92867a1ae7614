import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import {
  engineFixture,
  live,
  refused,
  SCOPE,
  sent,
  unsent,
} from '../../build/sync-suite/engine-fixture.ts';
import { eventually, settle } from '../../build/sync-suite/eventually.ts';
import { json } from '../../build/sync-suite/fake-couch.ts';
import type { TestConsole } from '../../build/sync-suite/test-console.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import type { DatabaseEquality, SyncQuestion } from './sync-status.ts';

const world = engineFixture('equality');

/** Compares everything with the server and returns what came of the scope's database. */
async function compare(on: TestConsole): Promise<DatabaseEquality> {
  world.clock.advance(1000);
  const at = new Date(world.clock.now()).toISOString();
  on.engine.checkEquality();
  return eventually(() => {
    const found = on.engine.status
      .get()
      .equality?.databases.find((each) => each.database === SCOPE);
    expect(found?.checkedAt).toBe(at);
    return found!;
  });
}

const questions = (on: TestConsole): readonly SyncQuestion[] => on.engine.status.get().questions;

function asked(on: TestConsole): Promise<SyncQuestion> {
  return eventually(() => {
    expect(questions(on)).toHaveLength(1);
    return questions(on)[0]!;
  });
}

/** A feed that leaves out what a test wants nobody to hear of. */
async function feedWithout(on: TestConsole, ...ids: readonly string[]): Promise<() => void> {
  const heal = world.fault((request, forward) => {
    if (request.rest !== '_changes' || request.database !== SCOPE) return undefined;
    return forward().then(async (answer) => {
      const page = (await answer.json()) as { results: { id: string }[] };
      return json({ ...page, results: page.results.filter(({ id }) => !ids.includes(id)) });
    });
  });
  // The poll that is open goes round it.
  world.couch.requests.length = 0;
  on.engine.syncNow();
  await eventually(() => {
    const last = world.requestsTo('_changes', SCOPE).at(-1);
    expect(last?.query.get('feed')).toBe('longpoll');
  });
  return heal;
}

/** A ticket that was edited and sent after the copy to which the server then goes back. */
async function restoredBehindOurBack(): Promise<{ on: TestConsole; ticket: Ticket }> {
  const { on, ticket } = await world.withTicket();
  const copy = world.couch.copy(SCOPE);
  await on.edit(ticket.id, { title: 'After the backup' });
  await on.comment(ticket.id, 'Typed after the backup');
  await sent(on);
  await world.idle();
  world.couch.restore(SCOPE, copy);
  return { on, ticket };
}

describe('L16: equality with the server is proved', () => {
  it('says how many documents were compared, and that nothing differs', async () => {
    const { on, ticket } = await world.withTicket();
    await on.comment(ticket.id, 'One more');
    await sent(on);
    expect(await compare(on)).toMatchObject({
      compared: 3,
      missingHere: 0,
      olderHere: 0,
      newerHere: 0,
      onlyHere: 0,
    });
    expect(questions(on)).toEqual([]);
  });

  it('reads on behind a short page, as PouchDB’s _find answers them', async () => {
    const { on, ticket } = await world.withTicket('Printer', { tuning: { equalityRows: 2 } });
    for (let n = 0; n < 5; n += 1) await on.comment(ticket.id, `Comment ${n}`);
    await sent(on);
    await world.idle();
    const heal = world.fault((request, forward) => {
      const { selector } = (request.body ?? {}) as { selector?: { _id: { $gt: string } } };
      // A page that does not begin at the beginning lacks its last row.
      if (request.rest !== '_find' || !selector?._id.$gt.includes(':0')) return undefined;
      return forward().then(async (answer) => {
        const { docs } = (await answer.json()) as { docs: object[] };
        return json({ docs: docs.slice(0, 1) });
      });
    });
    world.couch.requests.length = 0;
    expect(await compare(on)).toMatchObject({ compared: 7, missingHere: 0, onlyHere: 0 });
    expect(world.requestsTo('_all_docs', SCOPE), 'nothing to look closer at').toHaveLength(0);
    heal();
  });

  it('fetches what the feed never brought, and what is older here', async () => {
    const { on, ticket } = await world.withTicket();
    const other = await on.create('Never shown again');
    await sent(on);
    await world.idle();
    const heal = await feedWithout(on, ticket.id, 'ticket:01ARZ3NDEKTSV4RRFFQ69G5FAV');
    world.editThere(ticket, { title: 'Changed where nobody heard it' });
    const { id: _id, ...fields } = other;
    world.couch.put(SCOPE, { ...fields, _id: 'ticket:01ARZ3NDEKTSV4RRFFQ69G5FAV' });
    expect(await compare(on)).toMatchObject({ missingHere: 1, olderHere: 1, repaired: 2 });
    heal();
    expect((await on.ticket(ticket.id))?.title).toBe('Changed where nobody heard it');
    expect(await on.ticket('ticket:01ARZ3NDEKTSV4RRFFQ69G5FAV')).not.toBeNull();
    expect(await compare(on)).toMatchObject({ missingHere: 0, olderHere: 0, repaired: 0 });
  });

  it('merges what it fetches with unsent work', async () => {
    const { on, ticket } = await world.withTicket();
    const heal = await feedWithout(on, ticket.id);
    world.couch.validate = () => 'Not today.';
    await on.edit(ticket.id, { category: 'Printer' });
    await refused(on, 2);
    world.editThere(ticket, { title: 'Changed where nobody heard it' });
    expect(await compare(on)).toMatchObject({ olderHere: 1, newerHere: 0 });
    expect(await on.ticket(ticket.id)).toMatchObject({
      title: 'Changed where nobody heard it',
      category: 'Printer',
    });
    heal();
    world.couch.validate = () => null;
    for (const id of on.replica.unsent.get().documentIds) await on.replica.sendAgain(id);
    await sent(on);
    expect(world.couch.get(SCOPE, ticket.id)).toMatchObject({ category: 'Printer' });
  });

  it('takes nothing for drift that is only under way, in either direction', async () => {
    const { on, ticket } = await world.withTicket();
    let calls = 0;
    const heal = world.fault((request, forward) => {
      if (request.rest !== '_find') return undefined;
      return forward().then(async (answer) => {
        calls += 1;
        world.editThere(ticket, { title: `Edited while it was listed ${calls}` }, `m${calls}`);
        await on.comment(ticket.id, `Typed while it was listed ${calls}`);
        await sent(on);
        return answer;
      });
    });
    const result = await compare(on);
    heal();
    expect(calls).toBeGreaterThan(3);
    expect(result).toMatchObject({ missingHere: 0, olderHere: 0, newerHere: 0, onlyHere: 0 });
    expect(questions(on)).toEqual([]);
  });

  it('is made after the first catch-up, and once a day', async () => {
    const { on } = await world.withTicket();
    expect(on.engine.status.get().equality).toBeNull();
    await world.inTime(() => expect(on.engine.status.get().equality).not.toBeNull(), 5000);
    const first = on.engine.status.get().equality!.checkedAt;
    world.couch.requests.length = 0;
    world.clock.advance(23 * 3_600_000);
    await settle();
    expect(world.requestsTo('_find')).toHaveLength(0);
    await world.inTime(
      () => expect(on.engine.status.get().equality!.checkedAt > first).toBe(true),
      600_000,
    );
  });

  it('is made when another database answered for a while (F16)', async () => {
    const { on } = await world.withTicket();
    const other = { databaseId: 'other', epoch: 1, minClient: 1, scope: 'leipzig' };
    const heal = world.fault((request) =>
      request.rest === 'outpost:identity' && request.database === SCOPE
        ? json({ _id: 'outpost:identity', _rev: '1-1', ...other })
        : undefined,
    );
    world.couch.put(SCOPE, { _id: 'outpost:identity', ...other });
    await world.inTime(() => expect(on.engine.status.get().phase).toBe('stopped-identity'));
    expect(on.engine.status.get().equality).toBeNull();
    heal();
    world.couch.put(SCOPE, {
      _id: 'outpost:identity',
      databaseId: 'one',
      epoch: 1,
      minClient: 1,
      scope: 'leipzig',
    });
    on.engine.syncNow();
    await eventually(() => expect(world.requestsTo('_find', SCOPE).length).toBeGreaterThan(0));
  });

  it('concludes nothing from another database that answers in between', async () => {
    const { on, ticket } = await world.withTicket();
    const heal = world.fault((request) => {
      if (request.database !== SCOPE) return undefined;
      if (request.rest === '_find') return json({ docs: [], bookmark: 'nil' });
      if (request.rest !== '_all_docs') return undefined;
      const { keys } = request.body as { keys: string[] };
      return json({ rows: keys.map((key) => ({ key, error: 'not_found' })) });
    });
    world.clock.advance(1000);
    on.engine.checkEquality();
    await eventually(() => expect(world.requestsTo('_all_docs', SCOPE).length).toBeGreaterThan(1));
    await settle(60);
    heal();
    expect(questions(on)).toEqual([]);
    expect(await on.ticket(ticket.id)).not.toBeNull();
    expect(unsent(on)).toBe(0);
  });
});

describe('F14: a server restored from a copy, its epoch not raised', () => {
  it('F14: is noticed, and nothing is overwritten or sent unasked', async () => {
    const { on, ticket } = await restoredBehindOurBack();
    expect(await compare(on)).toMatchObject({ newerHere: 1, repaired: 0 });
    expect(await asked(on)).toMatchObject({ kind: 'server-went-back', newerHere: 1 });
    expect((await on.ticket(ticket.id))?.title).toBe('After the backup');
    expect(unsent(on)).toBe(0);
    expect(world.couch.get(SCOPE, ticket.id)?.['title']).toBe(ticket.title);
  });

  it('F14: “apply” sends again what this person wrote', async () => {
    const { on, ticket } = await restoredBehindOurBack();
    await compare(on);
    await on.engine.answer((await asked(on)).id, 'apply');
    await eventually(() =>
      expect(world.couch.get(SCOPE, ticket.id)?.['title']).toBe('After the backup'),
    );
    await sent(on);
    expect(world.couch.ids(SCOPE).filter((id) => id.startsWith('entry:')).length).toBe(
      (await on.replica.timeline(ticket.id)).length,
    );
    expect(questions(on)).toEqual([]);
    expect(await compare(on)).toMatchObject({ newerHere: 0, onlyHere: 0 });
  });

  it('F14: “keep” leaves both sides alone, and asks no second time', async () => {
    const { on, ticket } = await restoredBehindOurBack();
    await compare(on);
    await on.engine.answer((await asked(on)).id, 'keep');
    await eventually(() => expect(questions(on)).toEqual([]));
    expect(await compare(on)).toMatchObject({ newerHere: 1 });
    await settle();
    expect(questions(on)).toEqual([]);
    expect(unsent(on)).toBe(0);
    expect((await on.ticket(ticket.id))?.title).toBe('After the backup');
  });

  it('F14: is asked again after a restart, until it is answered', async () => {
    const { on } = await restoredBehindOurBack();
    await compare(on);
    const { id } = await asked(on);
    const { name } = on.replica.collection('tickets').database;
    await world.close();
    const again = await world.open({ name });
    await live(again);
    expect((await asked(again)).id).toBe(id);
  });

  it('F14: somebody’s newer write of the same version is not overwritten unasked', async () => {
    const { on, ticket } = await restoredBehindOurBack();
    const here = (await on.ticket(ticket.id))!;
    const anew = { title: 'Anew, after the restore', version: here.version, mutationId: 'anew' };
    const heal = await feedWithout(on, ticket.id);
    world.couch.put(SCOPE, { ...world.couch.get(SCOPE, ticket.id), ...anew, _id: ticket.id });
    expect(await compare(on)).toMatchObject({ newerHere: 1 });
    await on.engine.answer((await asked(on)).id, 'apply');
    await eventually(async () => expect((await on.ticket(ticket.id))?.title).toBe(anew.title));
    heal();
    await world.sentInTime(on);
    const merge = (await on.replica.timeline(ticket.id)).find(({ kind }) => kind === 'merge');
    expect(merge).toMatchObject({ decisions: [{ field: 'title', mine: 'After the backup' }] });
  });
});

describe('F47: documents are purged on the server', () => {
  it('F47: are reported as only here; “keep” sends nothing back', async () => {
    const { on, ticket } = await world.withTicket();
    const [entry] = await on.replica.timeline(ticket.id);
    world.couch.purge(SCOPE, ticket.id);
    world.couch.purge(SCOPE, entry!.id);
    expect(await compare(on)).toMatchObject({ onlyHere: 2, missingHere: 0 });
    const question = await asked(on);
    expect(question).toMatchObject({ kind: 'server-went-back', onlyHere: 2, newerHere: 0 });
    await on.engine.answer(question.id, 'keep');
    await compare(on);
    expect(world.couch.ids(SCOPE)).toEqual(['outpost:identity']);
    expect(await on.ticket(ticket.id)).not.toBeNull();
  });

  it('F15: a database emptied by a purge is not refilled', async () => {
    const { on } = await world.withTicket();
    await on.create('Another');
    await sent(on);
    for (const id of world.couch.ids(SCOPE)) {
      if (id !== 'outpost:identity') world.couch.purge(SCOPE, id);
    }
    expect(await compare(on)).toMatchObject({ onlyHere: 4 });
    await asked(on);
    on.engine.syncNow();
    await settle(60);
    expect(unsent(on)).toBe(0);
    expect(world.couch.ids(SCOPE)).toEqual(['outpost:identity']);
  });

  it('F15: “apply” drops what the server knows to be deleted', async () => {
    const { on, ticket } = await world.withTicket();
    const heal = await feedWithout(on, ticket.id);
    world.couch.remove(SCOPE, ticket.id);
    expect(await compare(on)).toMatchObject({ onlyHere: 1 });
    expect(await on.ticket(ticket.id)).not.toBeNull();
    await on.engine.answer((await asked(on)).id, 'apply');
    await eventually(async () => expect(await on.ticket(ticket.id)).toBeNull());
    heal();
    expect(unsent(on)).toBe(0);
    expect(world.couch.get(SCOPE, ticket.id)).toBeUndefined();
  });
});
