import { describe, expect, it } from 'vitest';
import type { Ticket, TicketKind, TicketState } from '../model/ticket.ts';
import { TICKET_KINDS } from '../model/ticket.ts';
import { validateDocument } from '../model/validate.ts';
import { aTicket, anItem, fakeContext } from '../testkit/factories.ts';
import { CommandError } from './command.ts';
import type { CommandResult } from './command.ts';
import { DEFAULT_MATRIX, priorityOf } from './priority.ts';
import { relate, updateItem } from './record-commands.ts';
import { STATE_MACHINES, stateSpec } from './states.ts';
import {
  addComment,
  changeTicketState,
  createTicket,
  logTime,
  updateTicket,
} from './ticket-commands.ts';

const next = fakeContext();

function ticketOf(result: CommandResult): Ticket {
  return result.writes.find((write) => write.collection === 'tickets')!.document as Ticket;
}

describe('state machines', () => {
  it.each(TICKET_KINDS)(
    'a %s reaches every state from its first, and every open one leads out',
    (kind) => {
      const machine = STATE_MACHINES[kind];
      const reached = new Set<TicketState>([machine.initial]);
      for (const state of reached) for (const to of stateSpec(kind, state).next) reached.add(to);
      expect([...reached].sort()).toEqual([...machine.order].sort());
      for (const state of machine.order) {
        if (stateSpec(kind, state).open) expect(stateSpec(kind, state).next).not.toEqual([]);
      }
    },
  );

  it.each(TICKET_KINDS)('from every open state a %s can come to an end', (kind) => {
    const machine = STATE_MACHINES[kind];
    for (const state of machine.order) {
      const reached = new Set<TicketState>([state]);
      for (const each of reached) for (const to of stateSpec(kind, each).next) reached.add(to);
      const ends = [...reached].filter((each) => !stateSpec(kind, each).open);
      expect(ends, `${kind} in ${state}`).not.toEqual([]);
    }
  });

  it.each(TICKET_KINDS)(
    'a %s leads only to states it has, to none twice and never to itself',
    (kind) => {
      const { order, states } = STATE_MACHINES[kind];
      expect(Object.keys(states).sort()).toEqual([...order].sort());
      for (const state of order) {
        const { next } = stateSpec(kind, state);
        expect(new Set(next).size).toBe(next.length);
        expect(next).not.toContain(state);
        for (const to of next) expect(order).toContain(to);
      }
    },
  );

  it.each(TICKET_KINDS)('a %s is open in working states and ended in the others', (kind) => {
    for (const state of STATE_MACHINES[kind].order) {
      const { open, phase } = stateSpec(kind, state);
      expect(open, state).toBe(!['done', 'closed', 'cancelled'].includes(phase));
    }
    expect(stateSpec(kind, STATE_MACHINES[kind].initial).open).toBe(true);
  });

  it.each(TICKET_KINDS)(
    'a %s asks for a reason to wait and for words of the resolution, and only there',
    (kind) => {
      for (const state of STATE_MACHINES[kind].order) {
        const { demands, phase } = stateSpec(kind, state);
        if (state === 'on-hold') expect(demands).toBe('hold-reason');
        else if (state === 'resolved') expect(demands).toBe('resolution');
        else expect(demands, `${kind} in ${state}, ${phase}`).toBeUndefined();
      }
    },
  );

  it.each(TICKET_KINDS)('no demand keeps a %s from its end for ever: each can be met', (kind) => {
    const args = {
      holdReason: 'awaiting-caller',
      resolutionCode: 'fixed',
      resolution: 'x',
    } as const;
    const machine = STATE_MACHINES[kind];
    for (const from of machine.order) {
      for (const to of stateSpec(kind, from).next) {
        const ticket = { ...aTicket(next(), { kind }), state: from } as Ticket;
        const moved = ticketOf(changeTicketState(ticket, to, args, next()));
        expect(moved).toMatchObject({ state: to, open: stateSpec(kind, to).open ? 1 : 0 });
        expect(validateDocument(moved)).toMatchObject({ ok: true });
      }
    }
  });
});

describe('priority', () => {
  it.each([
    [1, 1, 1],
    [1, 2, 2],
    [2, 1, 2],
    [2, 2, 3],
    [3, 1, 3],
    [2, 3, 4],
    [3, 2, 4],
    [3, 3, 4],
  ] as const)('impact %i × urgency %i = %i', (impact, urgency, expected) => {
    expect(priorityOf(DEFAULT_MATRIX, impact, urgency)).toBe(expected);
  });
});

describe('what a ticket counts', () => {
  const person = (n: number) => `person:0000000000000000000000000${n}` as Ticket['assigneeId'];

  it('is no reassignment when it is given away for the first time, and one each time after', () => {
    const first = ticketOf(updateTicket(aTicket(next()), { assigneeId: person(1) }, next()));
    expect(first.reassignments).toBeUndefined();
    const second = ticketOf(
      updateTicket(first, { assigneeId: person(2), teamId: person(3) }, next()),
    );
    expect(second.reassignments).toBe(1);
    const back = ticketOf(updateTicket(second, { assigneeId: undefined }, next()));
    expect(back.reassignments).toBe(2);
  });

  it('keeps the first answer, and says who resolved it until it is opened again', () => {
    const context = next();
    const said = ticketOf(addComment(aTicket(next()), 'On my way.', 'public', context));
    expect(said.respondedAt).toBe(context.now);
    const noted = ticketOf(addComment(aTicket(next()), 'Odd one.', 'internal', next()));
    expect(noted.respondedAt).toBeUndefined();
    const solution = { resolutionCode: 'fixed', resolution: 'New drum.' } as const;
    const resolved = ticketOf(changeTicketState(said, 'resolved', solution, next()));
    expect(resolved).toMatchObject({ respondedAt: context.now, resolvedBy: said.updatedBy });
    const opened = ticketOf(changeTicketState(resolved, 'in-progress', {}, next()));
    expect(opened).toMatchObject({ reopens: 1, respondedAt: context.now });
    expect(opened.resolvedBy).toBeUndefined();
    // A slip that is taken back is no reopening.
    const undone = ticketOf(changeTicketState(resolved, 'in-progress', { isUndo: true }, next()));
    expect(undone.reopens).toBeUndefined();
  });
});

describe('ticket commands', () => {
  it.each(TICKET_KINDS)('create a %s every other console can read', (kind: TicketKind) => {
    const { writes } = createTicket(
      {
        kind,
        scope: 'leipzig',
        number: 'X-1',
        title: ' Hello ',
        impact: 2,
        urgency: 2,
        origin: 'mail',
      },
      next(),
    );
    expect(writes.map((write) => write.collection)).toEqual(['tickets', 'entries']);
    for (const { document } of writes)
      expect(validateDocument(document)).toMatchObject({ ok: true });
    expect(new Set(writes.map((write) => write.document.mutationId)).size).toBe(1);
  });

  it('move the priority with the impact and write down both', () => {
    const { writes } = updateTicket(aTicket(next()), { impact: 1 }, next());
    expect(writes[0]!.document).toMatchObject({ impact: 1, priority: 1, version: 2 });
    expect(writes[1]!.document).toMatchObject({
      changes: [
        { field: 'impact', before: 2, after: 1 },
        { field: 'priority', before: 2, after: 1 },
      ],
    });
  });

  it('write nothing when nothing differs', () => {
    const ticket = aTicket(next());
    expect(updateTicket(ticket, { title: ticket.title }, next()).writes).toEqual([]);
  });

  it('empty a field that is set to nothing', () => {
    const ticket = ticketOf(updateTicket(aTicket(next()), { category: 'Network' }, next()));
    expect(ticketOf(updateTicket(ticket, { category: undefined }, next()))).not.toHaveProperty(
      'category',
    );
  });

  it('reopen without the words of the resolution', () => {
    const resolution = { resolutionCode: 'fixed', resolution: 'New head.' } as const;
    const resolved = ticketOf(changeTicketState(aTicket(next()), 'resolved', resolution, next()));
    expect(resolved).toMatchObject({ open: 0, resolution: 'New head.' });
    const reopened = ticketOf(changeTicketState(resolved, 'in-progress', {}, next()));
    expect(reopened.open).toBe(1);
    expect(reopened).not.toHaveProperty('resolution');
    expect(reopened).not.toHaveProperty('resolvedAt');
  });

  it('keep why a service level was missed, and say so in the timeline', () => {
    const args = {
      resolutionCode: 'fixed',
      resolution: 'New head.',
      breachReason: 'waiting-for-parts',
      breachNote: ' The head came from Graz. ',
    } as const;
    const { writes } = changeTicketState(aTicket(next()), 'resolved', args, next());
    const breach = { breachReason: 'waiting-for-parts', breachNote: 'The head came from Graz.' };
    expect(writes[0]!.document).toMatchObject(breach);
    expect(writes.map(({ document }) => document.kind)).toEqual(['incident', 'state', 'change']);
    expect(writes[2]!.document).toMatchObject({
      changes: [
        { field: 'breachReason', after: breach.breachReason },
        { field: 'breachNote', after: breach.breachNote },
      ],
    });
    for (const { document } of writes) {
      expect(validateDocument(document)).toMatchObject({ ok: true });
    }
    const better = { breachReason: 'capacity' } as const;
    const edited = ticketOf(updateTicket(writes[0]!.document as Ticket, better, next()));
    expect(edited).toMatchObject(better);
  });

  it.each<[string, () => CommandResult, string]>([
    [
      'a breach for another reason without saying which',
      () => {
        const how = { resolutionCode: 'fixed', resolution: 'x', breachReason: 'other' } as const;
        return changeTicketState(aTicket(next()), 'resolved', how, next());
      },
      'breachNote',
    ],
    ['an empty title', () => updateTicket(aTicket(next()), { title: '  ' }, next()), 'title'],
    [
      'a move the machine does not know',
      () => changeTicketState(aTicket(next()), 'closed', {}, next()),
      'state',
    ],
    [
      'holding without a reason',
      () => changeTicketState(aTicket(next()), 'on-hold', {}, next()),
      'holdReason',
    ],
    [
      'resolving without saying how',
      () => changeTicketState(aTicket(next()), 'resolved', {}, next()),
      'resolutionCode',
    ],
    ['an empty comment', () => addComment(aTicket(next()), ' \n', 'public', next()), 'body'],
    ['no time', () => logTime(aTicket(next()), 0, 'x', next()), 'minutes'],
    [
      'a relation to itself',
      () => {
        const ticket = aTicket(next());
        return relate(ticket, 'relates-to', ticket.id, next());
      },
      'toId',
    ],
  ])('refuse %s and name the field', (_name, command, field) => {
    expect(command).toThrow(CommandError);
    expect(command).toThrow(expect.objectContaining({ field }));
  });
});

describe('item commands', () => {
  it('keep before and after of each changed field', () => {
    const item = anItem(next());
    const { writes } = updateItem(item, { status: 'down', attributes: { memory: 64 } }, next());
    expect(writes[1]!.document).toMatchObject({
      kind: 'change',
      changes: [
        { field: 'status', before: 'operational', after: 'down' },
        { field: 'attributes', before: {}, after: { memory: 64 } },
      ],
    });
    for (const { document } of writes)
      expect(validateDocument(document)).toMatchObject({ ok: true });
  });
});
