import { describe, expect, it } from 'vitest';
import type { ChecklistPolicy, Macro, MacroStep } from '../model/policy.ts';
import type { Ticket } from '../model/ticket.ts';
import { validateDocument } from '../model/validate.ts';
import { aTicket, fakeContext } from '../testkit/factories.ts';
import { mulberry32 } from '../testkit/random.ts';
import { saveChecklist } from './checklist.ts';
import type { CommandResult } from './command.ts';
import { applyMacro, planMacro } from './macro.ts';
import type { MacroFacts } from './macro.ts';
import { checkMacro, saveMacro } from './macro-check.ts';
import { canUndoState, undoMacro } from './macro-undo.ts';
import { canMove } from './states.ts';
import { updateTicket } from './ticket-commands.ts';

const next = fakeContext();
const CHECKLIST = saveChecklist(
  null,
  {
    name: 'Before leaving',
    ticketKinds: ['incident'],
    lines: [{ id: 'a', text: 'Test label', required: true }],
  },
  next(),
).writes[0]!.document as ChecklistPolicy;
const ME = 'person:01ARZ3NDEKTSV4RRFFQ69G5FAV' as NonNullable<Ticket['assigneeId']>;
const TEAM = 'person:01ARZ3NDEKTSV4RRFFQ69G5FAW';
const FACTS: MacroFacts = {
  values: { 'requester.name': 'Marit Sandvik', 'ticket.number': 'INC-1042' },
  meId: ME,
  checklists: new Map([[CHECKLIST.id, CHECKLIST]]),
};
const RESOLVE: MacroStep = {
  do: 'state',
  state: 'resolved',
  reason: 'fixed',
  text: '{{ticket.number}} is fixed.',
};

function macro(steps: readonly MacroStep[]): Pick<Macro, 'steps' | 'ticketKinds'> {
  return { steps, ticketKinds: ['incident'] };
}

function ticketOf({ writes }: CommandResult): Ticket {
  return writes[0]!.document as Ticket;
}

function entriesOf({ writes }: CommandResult) {
  return writes
    .filter(({ collection }) => collection === 'entries')
    .map(({ document }) => document as unknown as Record<string, unknown>)
    .sort((a, b) => (String(a['at']) < String(b['at']) ? -1 : 1));
}

describe('a macro', () => {
  it('is one write of the record and one mutation, with the steps in order on the timeline', () => {
    const ticket = aTicket(next());
    const done = applyMacro(
      ticket,
      macro([
        { do: 'assign-me' },
        { do: 'state', state: 'in-progress' },
        { do: 'comment', text: 'Hello {{requester.name}}.' },
        { do: 'log-time', minutes: 15, text: 'On site' },
        { do: 'watch' },
        RESOLVE,
      ]),
      FACTS,
      next(),
    );
    expect(done.writes.filter(({ collection }) => collection === 'tickets')).toHaveLength(1);
    expect(new Set(done.writes.map(({ document }) => document.mutationId))).toEqual(
      new Set([done.mutationId]),
    );
    expect(ticketOf(done)).toMatchObject({
      version: ticket.version + 1,
      assigneeId: ME,
      state: 'resolved',
      resolution: 'INC-1042 is fixed.',
      watchers: ['tobias.brandt'],
    });
    expect(entriesOf(done).map(({ kind }) => kind)).toEqual([
      'change',
      'state',
      'comment',
      'time',
      'change',
      'state',
    ]);
    expect(entriesOf(done)[2]).toMatchObject({ body: 'Hello Marit Sandvik.' });
    for (const { document } of done.writes) expect(validateDocument(document).ok).toBe(true);
  });

  it('says of each step why it cannot be done, and does none of them', () => {
    const plan = planMacro(
      aTicket(next()),
      macro([
        { do: 'note', text: 'seen' },
        { do: 'comment', text: 'Call {{requester.phone}}' },
        { do: 'state', state: 'closed' },
        { do: 'checklist', checklistId: CHECKLIST.id },
        RESOLVE,
      ]),
      FACTS,
      next(),
    );
    expect(plan.steps.map(({ problem }) => problem?.field ?? null)).toEqual([
      null,
      'text',
      'state',
      null,
      'checklist',
    ]);
    expect(plan.command).toBeNull();
    expect(plan.problem).toBe(plan.steps[1]!.problem);
  });

  it('asks nothing of a record that is as it wants it', () => {
    const context = next();
    const ticket = ticketOf(updateTicket(aTicket(next()), { assigneeId: ME }, context));
    const plan = planMacro(ticket, macro([{ do: 'assign-me' }]), FACTS, next());
    expect(plan.steps[0]!.changes).toBe(false);
    expect(plan.command?.writes).toEqual([]);
  });

  it('counts a hand-over to a group and to a person of it once', () => {
    const context = next();
    const start = ticketOf(
      updateTicket(aTicket(next()), { assigneeId: ME, teamId: TEAM as never }, context),
    );
    const steps: MacroStep[] = [
      { do: 'set-field', field: 'teamId', value: ME },
      { do: 'set-field', field: 'assigneeId', value: TEAM },
    ];
    expect(ticketOf(applyMacro(start, macro(steps), FACTS, next())).reassignments).toBe(1);
  });

  it('is not for a record of another kind, nor for whoever is nobody here', () => {
    const request = aTicket(next(), { kind: 'request' });
    expect(() => applyMacro(request, macro([{ do: 'watch' }]), FACTS, next())).toThrow(
      'This macro is not for records of this kind.',
    );
    const strange = { ...FACTS, meId: undefined };
    expect(() =>
      applyMacro(aTicket(next()), macro([{ do: 'assign-me' }]), strange, next()),
    ).toThrow(expect.objectContaining({ field: 'assigneeId' }));
  });

  it('takes no way through the states that the server would refuse at its end', () => {
    const request = aTicket(next(), { kind: 'request' });
    const plan = planMacro(
      request,
      {
        ticketKinds: ['request'],
        steps: [
          { do: 'state', state: 'in-progress' },
          { do: 'state', state: 'fulfilled' },
        ],
      },
      FACTS,
      next(),
    );
    expect(canMove('request', 'new', 'fulfilled')).toBe(false);
    expect(plan.steps[1]!.problem?.message).toBe('This state cannot be reached in one go.');
  });
});

const POOL: readonly MacroStep[] = [
  { do: 'assign-me' },
  { do: 'watch' },
  { do: 'note', text: 'seen' },
  { do: 'comment', text: 'Hello {{requester.name}}' },
  { do: 'comment', text: '{{requester.phone}}' },
  { do: 'log-time', minutes: 5 },
  { do: 'set-field', field: 'impact', value: 1 },
  { do: 'set-field', field: 'category', value: 'Network' },
  { do: 'set-field', field: 'category' },
  { do: 'set-field', field: 'impact' },
  { do: 'state', state: 'on-hold', reason: 'awaiting-caller' },
  { do: 'state', state: 'in-progress' },
  { do: 'state', state: 'closed' },
  { do: 'checklist', checklistId: CHECKLIST.id },
  RESOLVE,
];

const BOOKKEEPING = ['version', 'mutationId', 'updatedAt', 'updatedBy', 'activityAt', 'deviceId'];

function content(ticket: Ticket, leave: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(ticket).filter(([key]) => !BOOKKEEPING.includes(key) && !leave.includes(key)),
  );
}

describe('over many macros from a seed', () => {
  const random = mulberry32(20_270_330);
  const cases = Array.from({ length: 300 }, () =>
    Array.from(
      { length: 1 + Math.floor(random() * 5) },
      () => POOL[Math.floor(random() * POOL.length)]!,
    ),
  );

  it('all steps are done, or none', () => {
    for (const steps of cases) {
      const ticket = aTicket(next());
      const plan = planMacro(ticket, macro(steps), FACTS, next());
      if (plan.command === null) {
        expect(() => applyMacro(ticket, macro(steps), FACTS, next())).toThrow(
          plan.problem!.message,
        );
        continue;
      }
      const told = entriesOf(plan.command).length;
      expect(told).toBeGreaterThanOrEqual(plan.steps.filter(({ changes }) => changes).length);
      const last = plan.steps.at(-1)!.after;
      const written = plan.command.writes.length === 0 ? ticket : ticketOf(plan.command);
      expect(content(written)).toEqual(content(last));
    }
  });

  it('an undo restores every field, but for a state without a way back', () => {
    let restored = 0;
    for (const steps of cases) {
      const ticket = aTicket(next());
      const plan = planMacro(ticket, macro(steps), FACTS, next());
      const done = plan.command;
      if (done === null || done.writes.length === 0) continue;
      const after = ticketOf(done);
      const isAnswered = steps.some((step) => step.do === 'comment');
      const isStateKept = !canUndoState(ticket, after);
      const leave = [
        ...(isAnswered || isStateKept ? ['respondedAt'] : []),
        ...(isStateKept
          ? [
              'state',
              'open',
              'reopens',
              'holdReason',
              'resolutionCode',
              'resolution',
              'resolvedAt',
              'resolvedBy',
            ]
          : []),
      ];
      const isLeft =
        JSON.stringify(content(after, leave)) === JSON.stringify(content(ticket, leave));
      if (isLeft) {
        expect(() => undoMacro(done, after, next())).toThrow();
        continue;
      }
      restored += 1;
      const back = undoMacro(done, after, next());
      expect(content(ticketOf(back), leave)).toEqual(content(ticket, leave));
      for (const { document } of back.writes) expect(validateDocument(document).ok).toBe(true);
    }
    expect(restored).toBeGreaterThan(50);
  });
});

describe('taking a macro back', () => {
  it('leaves what somebody changed since', () => {
    const ticket = aTicket(next());
    const done = applyMacro(
      ticket,
      macro([
        { do: 'set-field', field: 'category', value: 'Network' },
        { do: 'set-field', field: 'impact', value: 1 },
      ]),
      FACTS,
      next(),
    );
    const now = ticketOf(updateTicket(ticketOf(done), { category: 'Server' }, next()));
    const back = ticketOf(undoMacro(done, now, next()));
    expect(back.category).toBe('Server');
    expect(back).toMatchObject({ impact: ticket.impact, priority: ticket.priority });
  });

  it('reopens what it resolved, without counting that as a reopening', () => {
    const start = ticketOf(
      applyMacro(aTicket(next()), macro([{ do: 'state', state: 'in-progress' }]), FACTS, next()),
    );
    const done = applyMacro(start, macro([RESOLVE]), FACTS, next());
    const back = ticketOf(undoMacro(done, ticketOf(done), next()));
    expect(back).toMatchObject({ state: 'in-progress', open: 1 });
    expect(back).not.toHaveProperty('reopens');
    expect(back).not.toHaveProperty('resolution');
  });
});

describe('writing a macro', () => {
  const body = {
    name: 'x',
    ticketKinds: ['incident' as const],
    steps: [{ do: 'watch' as const }],
  };
  it.each([
    [{ name: '' }, 'name'],
    [{ ticketKinds: [] }, 'ticketKinds'],
    [{ steps: [] }, 'steps'],
    [{ steps: [{ do: 'watch' }, { do: 'comment', text: ' ' }] }, 'steps[1].text'],
    [{ steps: [{ do: 'log-time' }] }, 'steps[0].minutes'],
    [{ steps: [{ do: 'state', state: 'assess' }] }, 'steps[0].state'],
    [{ steps: [{ do: 'state', state: 'on-hold' }] }, 'steps[0].reason'],
    [{ steps: [{ do: 'state', state: 'resolved', reason: 'fixed' }] }, 'steps[0].text'],
    [{ steps: [{ do: 'set-field', field: 'impact' }] }, 'steps[0].value'],
    [{ steps: [{ do: 'set-field', field: 'priority', value: 1 }] }, 'steps[0].field'],
    [{ steps: [{ do: 'set-field', field: 'teamId', value: 'Network' }] }, 'steps[0].value'],
    [{ steps: [{ do: 'checklist' }] }, 'steps[0].checklistId'],
  ])('refuses %j at %s', (more, field) => {
    expect(() => checkMacro({ ...body, ...more } as never)).toThrow(
      expect.objectContaining({ field }),
    );
  });

  it('keeps of a step only what it is about', () => {
    const steps = [{ do: 'watch', text: 'left over', minutes: 3 }, RESOLVE];
    const { writes } = saveMacro(null, { ...body, steps } as never, next());
    expect((writes[0]!.document as Macro).steps).toEqual([{ do: 'watch' }, RESOLVE]);
  });
});
