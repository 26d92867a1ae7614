import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../shared/model/ids.ts';
import type { Incident } from '../../shared/model/ticket.ts';
import { communicate, declareMajor } from '../../shared/workflow/major-incident.ts';
import { createDocument } from '../../shared/workflow/record-commands.ts';
import { MajorUpdates } from './major-updates.ts';
import type { UpdateNotice } from './major-updates.ts';
import { closeAfterEach, ME, newTicket, openKit, START_MS } from './replica-kit.ts';
import type { Replica } from './replica.ts';
import { openWorkspace } from './workspace.ts';

closeAfterEach();

const MINUTE = 60_000;

async function person(replica: Replica, userName: string): Promise<PersonId> {
  const body = { kind: 'person', name: userName, userName, teamIds: [] } as const;
  const { writes } = await replica.run(
    (context) => createDocument('people', body as never, context),
    'test',
  );
  return writes[0]!.document.id as PersonId;
}

/** A major incident that promises an update every half hour, and what is told of it. */
async function story(role: 'manager' | 'other') {
  let ms = START_MS;
  const replica = await openKit(undefined, { now: () => (ms += 1) });
  const me = await person(replica, ME);
  const other = await person(replica, 'denise.kofler');
  const incident = (await newTicket(replica)) as Incident;
  const roles = { manager: role === 'manager' ? me : other };
  await replica.run(
    (context) =>
      declareMajor(incident, { reason: 'All stands.', roles, updateMinutes: 30 }, context),
    'test',
  );
  const workspace = await openWorkspace(replica, 'incident');
  await workspace.complete;
  const told: UpdateNotice[] = [];
  const watch = (): MajorUpdates => new MajorUpdates({ workspace, show: (one) => told.push(one) });
  return {
    replica,
    incident,
    told,
    watch,
    goTo: (minutes: number) => (ms = START_MS + minutes * MINUTE),
  };
}

describe('a promised update', () => {
  it('is told to its manager when it is due, and once more when it is overdue', async () => {
    const { told, watch, goTo, incident } = await story('manager');
    goTo(27);
    const first = watch();
    await first.look();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ number: incident.number, isOverdue: false });
    first.stop();
    goTo(31);
    for (const _ of [1, 2]) {
      const next = watch();
      await next.look();
      expect(told).toHaveLength(2);
      next.stop();
    }
    expect(told[1]!.isOverdue).toBe(true);
  });

  it('is due no more once one was sent', async () => {
    const { told, watch, goTo, incident, replica } = await story('manager');
    const nextUpdateAt = new Date(START_MS + 90 * MINUTE).toISOString();
    await replica.run(
      (context) =>
        communicate(incident, { audience: 'users', body: 'On it.', nextUpdateAt }, context),
      'test',
    );
    goTo(40);
    const watching = watch();
    await watching.look();
    watching.stop();
    expect(told).toEqual([]);
  });

  it('is told to nobody else', async () => {
    const { told, watch, goTo } = await story('other');
    goTo(31);
    const watching = watch();
    await watching.look();
    watching.stop();
    expect(told).toEqual([]);
  });
});
