import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { engineFixture, live, never, SCOPE } from './engine-fixture.ts';

const DOCUMENTS = 20_000;
const CUT_AT = 0.7;

/** As a person's own comment, without going through a console for every one of twenty thousand. */
function comment(template: Readonly<Record<string, unknown>>, n: number): Record<string, unknown> {
  const { _rev: _old, ...fields } = template;
  const ulid = `01HZ${n.toString().padStart(22, '0')}`;
  const id = `entry:${String(template['recordId']).replace('ticket:', '')}:${ulid}`;
  return { ...fields, _id: id, body: `Comment ${n}`, mutationId: ulid };
}

describe('a long first sync', () => {
  const world = engineFixture('first-sync');

  it('F46: 20,000 documents, killed at 70 %: it resumes and does not restart', async () => {
    const { on, ticket } = await world.withTicket();
    await on.comment(ticket.id, 'Comment');
    await eventually(() => expect(on.replica.unsent.get().count).toBe(0));
    const entry = (await on.replica.timeline(ticket.id)).find(({ kind }) => kind === 'comment')!;
    const template = world.couch.get(SCOPE, entry.id)!;
    await on.close();
    for (let n = 0; n < DOCUMENTS; n += 1) world.couch.put(SCOPE, comment(template, n));

    const before = await world.open({ name: 'killed-at-70' });
    const pulledHere = (): number => before.engine.status.get().pull[SCOPE]?.done ?? 0;
    world.fault((request) =>
      request.database === SCOPE && request.rest === '_changes' && pulledHere() > CUT_AT * DOCUMENTS
        ? never()
        : undefined,
    );
    before.engine.start();
    await eventually(() => expect(pulledHere()).toBeGreaterThan(CUT_AT * DOCUMENTS), 60_000);
    await eventually(async () => {
      const { since } = (await before.replica.syncPort.checkpoint(SCOPE))!;
      expect(Number.parseInt(since, 10)).toBeGreaterThan(CUT_AT * DOCUMENTS);
    });
    await world.abandon(before);

    world.couch.faults.splice(0);
    const asked = world.couch.requests.length;
    const after = await world.open({ name: 'killed-at-70' });
    await live(after);
    const feed = world
      .requestsTo('_changes', SCOPE)
      .filter((request) => world.couch.requests.indexOf(request) >= asked);
    expect(Number.parseInt(feed[0]!.query.get('since') ?? '0', 10)).toBeGreaterThan(
      CUT_AT * DOCUMENTS,
    );
    await eventually(
      async () => expect(await after.replica.timeline(ticket.id)).toHaveLength(DOCUMENTS + 2),
      60_000,
    );
  }, 180_000);
});
