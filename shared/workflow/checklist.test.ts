import { describe, expect, it } from 'vitest';
import type { ChecklistPolicy } from '../model/policy.ts';
import type { Ticket } from '../model/ticket.ts';
import { validateDocument } from '../model/validate.ts';
import { mergeDocuments } from '../merge/merge-documents.ts';
import { aTicket, fakeContext } from '../testkit/factories.ts';
import {
  addLine,
  attachChecklist,
  checkChecklist,
  editLine,
  moveLine,
  removeLine,
  saveChecklist,
  tickLine,
} from './checklist.ts';
import { checklistOf, checklistProgress, requiredLeft } from './checklist-lines.ts';
import type { CommandResult } from './command.ts';
import { workflowMergeRules } from './merge-rules.ts';
import { DEFAULT_MATRIX } from './priority.ts';

const next = fakeContext();
const POLICY = saveChecklist(
  null,
  {
    name: 'Before leaving',
    ticketKinds: ['incident'],
    lines: [
      { id: 'a', text: ' Test label ', required: true },
      { id: 'b', text: 'Spare parts', required: false },
    ],
  },
  next(),
).writes[0]!.document as ChecklistPolicy;

function after({ writes }: CommandResult): Ticket {
  return writes[0]!.document as Ticket;
}
const texts = (ticket: Ticket): readonly string[] => checklistOf(ticket).map(({ text }) => text);
const keyOf = (ticket: Ticket, text: string): string =>
  checklistOf(ticket).find((line) => line.text === text)!.key;
const attached = (): Ticket => after(attachChecklist(aTicket(next()), POLICY, next()));

describe('the checklist of a record', () => {
  it('takes over the lines of the desk once, and keeps their ticks', () => {
    const ticket = attached();
    expect(texts(ticket)).toEqual(['Test label', 'Spare parts']);
    const ticked = after(tickLine(ticket, keyOf(ticket, 'Test label'), true, next()));
    expect(attachChecklist(ticked, POLICY, next()).writes).toEqual([]);
    expect(validateDocument(ticked).ok).toBe(true);
  });

  it('says who ticked a line and when, and forgets it when it is opened again', () => {
    const ticket = attached();
    const key = keyOf(ticket, 'Test label');
    const context = next();
    const ticked = after(tickLine(ticket, key, true, context));
    expect(ticked.checklist?.[key]).toMatchObject({
      doneAt: context.now,
      doneBy: 'tobias.brandt',
      required: true,
    });
    expect(checklistProgress(ticked)).toEqual({ done: 1, total: 2, requiredLeft: 0 });
    expect(tickLine(ticked, key, true, next()).writes).toEqual([]);
    const opened = after(tickLine(ticked, key, false, next()));
    expect(opened.checklist).toEqual(ticket.checklist);
    expect(requiredLeft(opened)).toHaveLength(1);
  });

  it('takes lines of its own, which may be reworded, moved and taken off', () => {
    const added = after(addLine(attached(), ' Told the shift ', next()));
    expect(texts(added)).toEqual(['Test label', 'Spare parts', 'Told the shift']);
    const key = keyOf(added, 'Told the shift');
    const moved = after(moveLine(added, key, -1, next()));
    expect(texts(moved)).toEqual(['Test label', 'Told the shift', 'Spare parts']);
    const reworded = after(editLine(moved, key, 'Told everybody', next()));
    expect(texts(reworded)[1]).toBe('Told everybody');
    expect(texts(after(removeLine(reworded, key, next())))).toEqual(['Test label', 'Spare parts']);
  });

  it('stays where it is at the ends of the list', () => {
    const ticket = attached();
    expect(moveLine(ticket, keyOf(ticket, 'Test label'), -1, next()).writes).toEqual([]);
    expect(moveLine(ticket, keyOf(ticket, 'Spare parts'), 1, next()).writes).toEqual([]);
  });

  it('keeps the required lines of the desk as they are', () => {
    const ticket = attached();
    const required = keyOf(ticket, 'Test label');
    expect(() => removeLine(ticket, required, next())).toThrow('A required line stays');
    expect(() => editLine(ticket, required, 'x', next())).toThrow('stay as they are');
    expect(texts(after(removeLine(ticket, keyOf(ticket, 'Spare parts'), next())))).toEqual([
      'Test label',
    ]);
    expect(() => addLine(ticket, '  ', next())).toThrow(expect.objectContaining({ field: 'text' }));
    expect(() => tickLine(ticket, 'gone', true, next())).toThrow('not on the checklist');
  });

  it('is empty again once its last line is gone', () => {
    const one = after(addLine(aTicket(next()), 'x', next()));
    expect(after(removeLine(one, keyOf(one, 'x'), next()))).not.toHaveProperty('checklist');
  });

  it('keeps the ticks of two people who worked on it at once', () => {
    const base = attached();
    const mine = after(tickLine(base, keyOf(base, 'Test label'), true, next()));
    const theirs = after(tickLine(base, keyOf(base, 'Spare parts'), true, next()));
    const rules = workflowMergeRules(DEFAULT_MATRIX);
    const { document } = mergeDocuments('tickets', base, mine, theirs, rules);
    expect(checklistProgress(document)).toMatchObject({ done: 2 });
  });
});

describe('writing a checklist of the desk', () => {
  const body = {
    name: 'x',
    ticketKinds: ['incident'],
    lines: [{ id: 'a', text: 'y', required: false }],
  };
  it.each([
    [{ name: '' }, 'name'],
    [{ ticketKinds: [] }, 'ticketKinds'],
    [{ lines: [] }, 'lines'],
    [{ lines: [...body.lines, { id: 'b', text: ' ', required: true }] }, 'lines[1].text'],
  ])('refuses %j at %s', (more, field) => {
    expect(() => checkChecklist({ ...body, ...more } as never)).toThrow(
      expect.objectContaining({ field }),
    );
  });
});
