import { describe, expect, it } from 'vitest';
import type { Incident, Problem, Ticket } from '../../../../shared/model/ticket.ts';
import { linkToProblem } from '../../../../shared/workflow/problem-acts.ts';
import { changeTicketState, createTicket } from '../../../../shared/workflow/ticket-commands.ts';
import type { Replica } from '../../../replica/replica.ts';
import { closeAfterEach, openKit } from '../../../replica/replica-kit.ts';
import { undoLast } from '../../../ui/undo.ts';
import { applyFix, markKnownError, planOfPush, tellIncidents } from './problem-actions.ts';

closeAfterEach();

let count = 0;

async function write(replica: Replica, kind: 'incident' | 'problem'): Promise<Ticket> {
  count += 1;
  const { writes } = await replica.run(
    (context) =>
      createTicket(
        {
          kind,
          scope: 'leipzig',
          number: `N-${count}`,
          title: 'Blank labels',
          impact: 2,
          urgency: 2,
          origin: 'phone',
        },
        context,
      ),
    'test',
  );
  return writes[0]!.document as Ticket;
}

/** A problem with incidents that wait for it. */
async function story(replica: Replica) {
  const problem = (await write(replica, 'problem')) as Problem;
  const incidents: Incident[] = [];
  for (const incident of [await write(replica, 'incident'), await write(replica, 'incident')]) {
    const { writes } = await replica.run(
      (context) =>
        changeTicketState(incident, 'on-hold', { holdReason: 'awaiting-problem' }, context),
      'test',
    );
    incidents.push(writes[0]!.document as Incident);
  }
  await replica.run((context) => linkToProblem(problem, incidents, context), 'test');
  return { problem, incidents };
}

async function statesOf(replica: Replica, tickets: readonly Ticket[]): Promise<string[]> {
  const found = await replica.getMany(
    'tickets',
    tickets.map(({ id }) => id),
  );
  return found.map(({ state }) => state);
}

describe('telling linked incidents', () => {
  it('twice says it once, even where the second one did not look before', async () => {
    const replica = await openKit();
    const { problem, incidents } = await story(replica);
    const push = { what: 'workaround', audience: 'public', body: 'Use the other one.' } as const;
    expect(await tellIncidents(replica, problem, incidents, push)).toBeUndefined();
    const plan = await planOfPush(replica, problem, incidents, push);
    expect(plan.told).toEqual([]);
    expect(plan.refused).toHaveLength(2);
    await tellIncidents(replica, problem, incidents, push);
    for (const { id } of incidents) {
      const said = (await replica.timeline(id)).filter(({ kind }) => kind === 'comment');
      expect(said).toHaveLength(1);
    }
  });
});

describe('a fix', () => {
  it('ends the problem and what waits for it, and is taken back as one', async () => {
    const replica = await openKit();
    const { problem, incidents } = await story(replica);
    const args = { resolution: 'Driver replaced.', incidents };
    expect(await applyFix(replica, problem, args)).toBeUndefined();
    expect(await statesOf(replica, [problem, ...incidents])).toEqual(Array(3).fill('resolved'));
    undoLast();
    await expect
      .poll(() => statesOf(replica, [problem, ...incidents]))
      .toEqual(['root-cause-analysis', 'on-hold', 'on-hold']);
  });

  it('without a sentence changes nothing and says why', async () => {
    const replica = await openKit();
    const { problem, incidents } = await story(replica);
    const said = await applyFix(replica, problem, { resolution: ' ', incidents });
    expect(said).toBe('Say in a sentence what resolved it.');
    expect(await statesOf(replica, [problem])).toEqual(['new']);
  });
});

describe('a known error', () => {
  it('is taken back, and asks for its workaround first', async () => {
    const replica = await openKit();
    const problem = (await write(replica, 'problem')) as Problem;
    const isKnown = async (): Promise<boolean | undefined> =>
      ((await replica.get('tickets', problem.id)) as Problem).knownError;
    expect(await markKnownError(replica, problem, true)).toContain('workaround');
    expect(await markKnownError(replica, problem, true, 'Restart it.')).toBeUndefined();
    expect(await isKnown()).toBe(true);
    undoLast();
    await expect.poll(isKnown).toBeUndefined();
  });
});
