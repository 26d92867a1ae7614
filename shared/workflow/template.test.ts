import { describe, expect, it } from 'vitest';
import type { ChecklistPolicy, TicketTemplate } from '../model/policy.ts';
import type { Ticket } from '../model/ticket.ts';
import { validateDocument } from '../model/validate.ts';
import { fakeContext } from '../testkit/factories.ts';
import { saveChecklist, tickLine } from './checklist.ts';
import { checklistOf, requiredLeft } from './checklist-lines.ts';
import type { CommandResult } from './command.ts';
import { createFromTemplate, saveTemplate } from './template.ts';
import type { TemplateBody } from './template.ts';
import { missingMandatory } from './template-fields.ts';
import { changeTicketState, updateTicket } from './ticket-commands.ts';
import type { NewTicket } from './ticket-commands.ts';

const next = fakeContext();
const TEAM = 'person:01ARZ3NDEKTSV4RRFFQ69G5FAV';
const SITE = 'place:01ARZ3NDEKTSV4RRFFQ69G5FAV' as NonNullable<Ticket['siteId']>;
const BODY: TemplateBody = {
  name: 'Label printer',
  description: '',
  ticketKind: 'incident',
  values: { category: 'Peripherals', teamId: TEAM, impact: 1 },
  hidden: ['teamId'],
  mandatory: ['siteId', 'subcategory', 'impact'],
  order: 10,
};
const INPUT: NewTicket = {
  kind: 'incident',
  scope: 'leipzig',
  number: 'INC-1',
  title: 'Label printer prints blank',
  impact: 1,
  urgency: 2,
  origin: 'phone',
};

function stored(result: CommandResult) {
  return result.writes[0]!.document;
}

function template(more: Partial<TemplateBody> = {}): TicketTemplate {
  return stored(saveTemplate(null, { ...BODY, ...more }, next())) as TicketTemplate;
}

const CHECKLIST = stored(
  saveChecklist(
    null,
    {
      name: 'Before leaving',
      ticketKinds: ['incident'],
      lines: [
        { id: 'a', text: 'Test label', required: true },
        { id: 'b', text: 'Spare parts', required: false },
      ],
    },
    next(),
  ),
) as ChecklistPolicy;

const RESOLUTION = { resolutionCode: 'fixed', resolution: 'Cleaned.' } as const;

describe('a record made from a template', () => {
  it('has what the template fills in unseen, its checklist, and where it came from', () => {
    const made = template();
    const input = { ...INPUT, siteId: SITE, subcategory: 'Label printer' };
    const ticket = stored(createFromTemplate(input, made, CHECKLIST, next())) as Ticket;
    expect(ticket).toMatchObject({ teamId: TEAM, templateId: made.id });
    expect(checklistOf(ticket).map(({ text }) => text)).toEqual(['Test label', 'Spare parts']);
    expect(validateDocument(ticket).ok).toBe(true);
  });

  it('is not written while a mandatory field is empty, and says which', () => {
    expect(() => createFromTemplate(INPUT, template(), undefined, next())).toThrow(
      expect.objectContaining({ field: 'subcategory' }),
    );
    const input = { ...INPUT, subcategory: '  ', siteId: SITE };
    expect(() => createFromTemplate(input, template(), undefined, next())).toThrow(
      expect.objectContaining({ field: 'subcategory' }),
    );
  });

  it('keeps what the form cannot ask for a later hour: before it is resolved', () => {
    const made = template({
      ticketKind: 'problem',
      values: { symptoms: 'Blank labels' },
      hidden: [],
      mandatory: ['workaround'],
    });
    const context = { ...next(), policies: new Map([[made.id, made]]) };
    const problem = stored(
      createFromTemplate({ ...INPUT, kind: 'problem' }, made, undefined, context),
    ) as Ticket;
    expect(problem).toMatchObject({ symptoms: 'Blank labels' });
    const args = { resolutionCode: 'fix-applied', resolution: 'New driver.' } as const;
    expect(() => changeTicketState(problem, 'resolved', args, context)).toThrow(
      expect.objectContaining({ field: 'workaround' }),
    );
    const known = stored(updateTicket(problem, { workaround: 'Restart it' }, context)) as Ticket;
    expect(stored(changeTicketState(known, 'resolved', args, context))).toMatchObject({
      state: 'resolved',
    });
  });

  it('does not let a mandatory field be emptied, as long as the template is there', () => {
    const made = template();
    const input = { ...INPUT, siteId: SITE, subcategory: 'Label printer' };
    const ticket = stored(createFromTemplate(input, made, undefined, next())) as Ticket;
    const context = { ...next(), policies: new Map([[made.id, made]]) };
    const empty = { siteId: undefined };
    expect(() => updateTicket(ticket, empty, context)).toThrow(
      expect.objectContaining({ field: 'siteId' }),
    );
    const removed = { ...made, removedAt: '2027-03-30T06:46:00.000Z' } as TicketTemplate;
    const without = { ...next(), policies: new Map([[made.id, removed]]) };
    expect(stored(updateTicket(ticket, empty, without))).not.toHaveProperty('siteId');
  });

  it('never asks for a field that always has a value', () => {
    expect(template().mandatory).toEqual(['subcategory', 'siteId']);
    expect(missingMandatory({ kind: 'incident' }, { mandatory: ['testPlan'] })).toEqual([]);
  });
});

describe('a required line of the checklist', () => {
  const open = (): Ticket =>
    stored(createFromTemplate(INPUT, template({ mandatory: [] }), CHECKLIST, next())) as Ticket;

  it('holds up resolving, whoever asks, and nothing else', () => {
    const ticket = open();
    expect(() => changeTicketState(ticket, 'resolved', RESOLUTION, next())).toThrow(
      'Tick the required lines of the checklist first.',
    );
    expect(stored(changeTicketState(ticket, 'in-progress', {}, next()))).toBeDefined();
    expect(stored(changeTicketState(ticket, 'cancelled', {}, next()))).toBeDefined();
  });

  it('lets it go once it is ticked', () => {
    const ticket = open();
    const [line] = requiredLeft(ticket);
    const ticked = stored(tickLine(ticket, line!.key, true, next())) as Ticket;
    expect(stored(changeTicketState(ticked, 'resolved', RESOLUTION, next()))).toMatchObject({
      state: 'resolved',
    });
  });
});

describe('writing a template', () => {
  it.each([
    [{ name: ' ' }, 'name'],
    [{ values: { teamId: 'Network' } }, 'values.teamId'],
    [{ values: { impact: 4 } }, 'values.impact'],
    [{ hidden: ['siteId'] }, 'mandatory.siteId'],
    [{ hidden: ['title'] }, 'hidden.title'],
    [{ hidden: ['requesterId'] }, 'hidden.requesterId'],
  ] as const)('refuses %j at %s', (more, field) => {
    expect(() => template(more as never)).toThrow(expect.objectContaining({ field }));
  });

  it('drops what its kind does not have', () => {
    const made = template({ values: { workaround: 'x', category: ' ' }, hidden: ['testPlan'] });
    expect(made.values).toEqual({});
    expect(made.hidden).toEqual([]);
  });
});
