import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { relate } from '../../../../shared/workflow/record-commands.ts';
import { mergeDuplicate } from '../../../../shared/workflow/ticket-acts-merge.ts';
import { addComment } from '../../../../shared/workflow/ticket-commands.ts';
import { closeAfterEach, newTicket, openKit } from '../../../replica/replica-kit.ts';
import type { Replica } from '../../../replica/replica.ts';
import { undoLast } from '../../../ui/undo.ts';
import { readCase, readKnown } from './duplicate-case.ts';
import { endTicket } from './end-act.ts';
import { failureOfAct } from './run-act.ts';

closeAfterEach();

async function merge(replica: Replica, duplicate: Ticket, into: Ticket): Promise<void> {
  const given = await readCase(replica, duplicate.id, into.id);
  const known = await readKnown(replica, given!);
  const failed = await failureOfAct(replica, 'Merged', (context) =>
    mergeDuplicate(given!, known, 'Goes on there.', context),
  );
  expect(failed).toBeUndefined();
}

const state = async (replica: Replica, { id }: Ticket): Promise<string | undefined> =>
  (await replica.get('tickets', id))?.state;

describe('acts on a replica without a network', () => {
  it('merge, are taken back, and merge again without saying anything twice', async () => {
    const replica = await openKit();
    const duplicate = await newTicket(replica);
    const into = await newTicket(replica);
    await replica.run((context) => addComment(duplicate, 'Third label.', 'public', context), 'x');
    const item = 'item:01J8ZZZZZZZZZZZZZZZZZZZZZZ';
    await replica.run((context) => relate(duplicate, 'affects', item, context), 'x');
    const comments = async (): Promise<number> =>
      (await replica.timeline(into.id)).filter(({ kind }) => kind === 'comment').length;
    const relations = async (): Promise<readonly string[]> =>
      (await replica.relationsOf(into.id)).map(({ type }) => type).sort();

    await merge(replica, duplicate, into);
    expect(await state(replica, duplicate)).toBe('resolved');
    expect(await comments()).toBe(1);
    expect(await relations()).toEqual(['affects', 'duplicate-of']);

    undoLast();
    await expect.poll(() => state(replica, duplicate)).toBe('in-progress');
    expect(await relations()).toEqual([]);

    await merge(replica, duplicate, into);
    expect(await comments()).toBe(1);
    expect(await relations()).toEqual(['affects', 'duplicate-of']);
    expect(await state(replica, duplicate)).toBe('resolved');
  });

  it('resolve a parent with its children and the answer as one act, and take back all of it', async () => {
    const replica = await openKit();
    const parent = await newTicket(replica);
    const child = await newTicket(replica);
    const failed = await endTicket(replica, parent, {
      to: 'resolved',
      args: { resolutionCode: 'fixed', resolution: 'New drum.' },
      childIds: [child.id],
      rating: { satisfaction: 5, note: 'Quick.' },
    });
    expect(failed).toBeUndefined();
    expect(await replica.get('tickets', parent.id)).toMatchObject({
      state: 'resolved',
      satisfaction: 5,
      satisfactionNote: 'Quick.',
    });
    expect(await state(replica, child)).toBe('resolved');
    expect(
      new Set((await replica.local.outbox()).slice(-4).map((row) => row.mutationId)).size,
    ).toBe(1);

    undoLast();
    await expect.poll(() => state(replica, child)).toBe('in-progress');
    const back = await replica.get('tickets', parent.id);
    expect(back).toMatchObject({ state: 'in-progress' });
    expect(back).not.toHaveProperty('satisfaction');
  });
});
