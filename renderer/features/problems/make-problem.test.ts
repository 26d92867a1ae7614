import { describe, expect, it } from 'vitest';
import { findCandidates } from '../../../shared/desk/problem-candidates.ts';
import type { Incident, Ticket } from '../../../shared/model/ticket.ts';
import { createTicket } from '../../../shared/workflow/ticket-commands.ts';
import type { Replica } from '../../replica/replica.ts';
import { closeAfterEach, openKit } from '../../replica/replica-kit.ts';
import { toTicketRow } from '../../replica/ticket-row.ts';
import { undoLast } from '../../ui/undo.ts';
import { factsOf, fitsPeriod } from './candidate-facts.ts';
import { makeProblem } from './make-problem.ts';

closeAfterEach();

async function incident(replica: Replica, number: string, impact: 1 | 2 | 3): Promise<Ticket> {
  const { writes } = await replica.run(
    (context) =>
      createTicket(
        {
          kind: 'incident',
          scope: 'leipzig',
          number,
          title: `Blank labels on line ${number}`,
          category: 'Peripherals',
          impact,
          urgency: 3,
          origin: 'phone',
        },
        context,
      ),
    'test',
  );
  return writes[0]!.document as Ticket;
}

async function candidatesOf(replica: Replica, incidents: readonly Ticket[]) {
  const relations = new Map(
    await Promise.all(
      incidents.map(async ({ id }) => [id as string, await replica.relationsOf(id)] as const),
    ),
  );
  const facts = incidents.flatMap((each) => {
    const row = toTicketRow(each)!;
    if (!fitsPeriod(row, '30', replica.now())) return [];
    const fact = factsOf(row, {
      relationsOf: (id) => relations.get(id) ?? [],
      isItem: () => false,
      isProblem: (id) => id !== row.id,
    });
    return fact ? [fact] : [];
  });
  return findCandidates(facts, { least: 3 });
}

describe('a candidate', () => {
  it('becomes a problem with all its incidents linked, is none any more then, and comes back', async () => {
    const replica = await openKit();
    const incidents = [
      await incident(replica, 'A', 3),
      await incident(replica, 'B', 1),
      await incident(replica, 'C', 2),
    ];
    const [candidate] = await candidatesOf(replica, incidents);
    const draft = { title: 'Labels are blank', description: '' };
    const made = await makeProblem(replica, candidate!, draft);
    const { id } = made as { readonly id: string };
    const problem = (await replica.get('tickets', id))!;
    expect(problem).toMatchObject({ kind: 'problem', impact: 1, category: 'Peripherals' });
    expect(await replica.relationsOf(id)).toHaveLength(3);
    expect(await candidatesOf(replica, incidents)).toEqual([]);
    undoLast();
    await expect.poll(() => candidatesOf(replica, incidents)).toEqual([candidate]);
    // An agent may not remove tickets: it is resolved as cancelled.
    expect(await replica.get('tickets', id)).toMatchObject({
      state: 'resolved',
      resolutionCode: 'cancelled',
    });
  });

  it('needs a title', async () => {
    const replica = await openKit();
    const all = [await incident(replica, 'A', 3), await incident(replica, 'B', 3)] as Incident[];
    const [candidate] = findCandidates(
      all.map((each) => ({ ...toTicketRow(each)!, itemIds: ['item:1'] })),
      { least: 2 },
    );
    expect(await makeProblem(replica, candidate!, { title: ' ', description: '' })).toEqual({
      said: 'Give the ticket a title.',
    });
  });
});
