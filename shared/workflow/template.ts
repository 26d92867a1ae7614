import type { ChecklistPolicy, TicketTemplate } from '../model/policy.ts';
import type { Ticket } from '../model/ticket.ts';
import { withChecklist } from './checklist-lines.ts';
import type { CommandContext, CommandResult, NewBody } from './command.ts';
import { CommandError } from './command.ts';
import { createDocument, updateDocument } from './record-commands.ts';
import {
  answerFields,
  isUnanswered,
  MANDATORY_MISSING,
  missingMandatory,
  suitsField,
} from './template-fields.ts';
import { createTicket } from './ticket-commands.ts';
import type { NewTicket } from './ticket-commands.ts';

/** All that a person decides about a template. */
export type TemplateBody = Omit<
  Extract<NewBody<'policies'>, { kind: 'ticket-template' }>,
  'kind' | 'removedAt' | 'source'
>;

/** Fields the form has no place for: the template says what they hold. */
function furtherValues(template: TicketTemplate): Record<string, unknown> {
  const further = answerFields(template.ticketKind)
    .filter((each) => !each.onForm)
    .map((each): [string, unknown] => [each.field, template.values[each.field]])
    .filter(([, value]) => !isUnanswered(value));
  return Object.fromEntries(further);
}

/** What a template says about fields the person does not see. */
function hiddenValues(template: TicketTemplate, input: NewTicket): Partial<NewTicket> {
  const given = input as unknown as Readonly<Record<string, unknown>>;
  const hidden = answerFields(template.ticketKind)
    .filter(({ field, onForm }) => onForm && template.hidden.includes(field))
    .map(({ field }): [string, unknown] => [field, template.values[field]])
    .filter(([field, value]) => !isUnanswered(value) && isUnanswered(given[field]));
  return Object.fromEntries(hidden);
}

/**
 * Writes a new ticket as a template wants it: what it hides is filled in, its checklist is
 * attached, and the record remembers where it came from. Throws a CommandError at the first field
 * that the template demands and that is empty; its `field` is that field.
 *
 * @param checklist That of the template, where it has one.
 */
export function createFromTemplate(
  input: NewTicket,
  template: TicketTemplate,
  checklist: ChecklistPolicy | undefined,
  context: CommandContext,
): CommandResult {
  const result = createTicket({ ...input, ...hiddenValues(template, input) }, context);
  const [first, ...rest] = result.writes;
  const ticket = first!.document as Ticket;
  const lines = checklist === undefined ? {} : withChecklist(undefined, checklist);
  const whole = {
    ...ticket,
    ...furtherValues(template),
    templateId: template.id,
    ...(Object.keys(lines).length === 0 ? {} : { checklist: lines }),
  } as Ticket;
  // What the form has no place for is asked for before the record is resolved.
  const onForm = new Set(
    answerFields(input.kind)
      .filter((each) => each.onForm)
      .map(({ field }) => field),
  );
  const missing = missingMandatory(whole, template).find((field) => onForm.has(field));
  if (missing !== undefined) throw new CommandError(MANDATORY_MISSING, missing);
  return { ...result, writes: [{ ...first!, document: whole }, ...rest] };
}

function checkFields(body: TemplateBody): void {
  const fields = new Map(answerFields(body.ticketKind).map((each) => [each.field, each]));
  for (const [field, value] of Object.entries(body.values)) {
    const known = fields.get(field);
    if (known === undefined || !suitsField(known, value)) {
      throw new CommandError('This field cannot hold this value.', `values.${field}`);
    }
  }
  for (const field of body.mandatory) {
    const isHiddenAndEmpty = body.hidden.includes(field) && isUnanswered(body.values[field]);
    if (isHiddenAndEmpty) {
      throw new CommandError(
        'A field that is demanded and hidden needs a value here.',
        `mandatory.${field}`,
      );
    }
  }
  if (body.hidden.includes('title') && isUnanswered(body.values['title'])) {
    throw new CommandError('Every record has a title: show it, or fill it in.', 'hidden.title');
  }
  const asksWhom = body.ticketKind === 'incident' || body.ticketKind === 'request';
  if (asksWhom && body.hidden.includes('requesterId') && !body.values['requesterId']) {
    throw new CommandError(
      'Somebody has to be asked for whom this is: show it, or fill it in.',
      'hidden.requesterId',
    );
  }
}

/** Throws a CommandError whose field is one of the body, such as `hidden.title`. */
export function checkTemplate(body: TemplateBody): void {
  if (body.name.trim() === '') throw new CommandError('Give the template a name.', 'name');
  checkFields(body);
}

/** The same template in its one spelling: what its kind has, in the order of the form. */
function tidy(body: TemplateBody): TemplateBody {
  const fields = answerFields(body.ticketKind);
  const known = fields.map(({ field }) => field);
  const values = known
    .map((field): [string, unknown] => [field, body.values[field]])
    .filter(([, value]) => !isUnanswered(value));
  return {
    name: body.name.trim(),
    description: body.description.trim(),
    ticketKind: body.ticketKind,
    values: Object.fromEntries(values) as TemplateBody['values'],
    hidden: known.filter((field) => body.hidden.includes(field)),
    mandatory: fields
      .filter(({ field, always }) => !always && body.mandatory.includes(field))
      .map(({ field }) => field),
    ...(body.checklistId === undefined ? {} : { checklistId: body.checklistId }),
    order: body.order,
  };
}

/**
 * A new template, or a changed one; records made from it before follow what it demands now.
 * Throws what `checkTemplate` throws.
 * @param base What the person saw; null makes a new one.
 */
export function saveTemplate(
  base: TicketTemplate | null,
  body: TemplateBody,
  context: CommandContext,
  id?: string,
): CommandResult {
  const next = tidy(body);
  checkTemplate(next);
  if (base === null) {
    return createDocument('policies', { kind: 'ticket-template', ...next }, context, id);
  }
  return updateDocument('policies', base, { ...next, checklistId: next.checklistId }, context);
}
