import type { ChecklistPolicy } from '../model/policy.ts';
import type { ChecklistLine, Ticket } from '../model/ticket.ts';
import { TICKET_KINDS } from '../model/ticket.ts';
import { checklistOf, isOwnLine, withChecklist } from './checklist-lines.ts';
import type { CommandContext, CommandResult, NewBody } from './command.ts';
import { CommandError } from './command.ts';
import { createDocument, updateDocument } from './record-commands.ts';
import { updateTicket } from './ticket-commands.ts';

const LONGEST_LINE = 400;
const MOST_LINES = 200;

function lineOf(ticket: Ticket, key: string): ChecklistLine {
  const line = ticket.checklist?.[key];
  if (line === undefined) throw new CommandError('This line is not on the checklist any more.');
  return line;
}

function checkText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new CommandError('Say what is to be done.', 'text');
  if (trimmed.length > LONGEST_LINE) {
    throw new CommandError('A line has at most 400 characters.', 'text');
  }
  return trimmed;
}

function withLine(
  ticket: Ticket,
  key: string,
  line: ChecklistLine,
  context: CommandContext,
): CommandResult {
  return updateTicket(ticket, { checklist: { ...ticket.checklist, [key]: line } }, context);
}

/** Says that a line is done, by whoever acts and now; or that it is not. */
export function tickLine(
  ticket: Ticket,
  key: string,
  done: boolean,
  context: CommandContext,
): CommandResult {
  const { doneAt, doneBy: _doneBy, ...line } = lineOf(ticket, key);
  if ((doneAt !== undefined) === done) return updateTicket(ticket, {}, context);
  const mark = done ? { doneAt: context.now, doneBy: context.userName } : {};
  return withLine(ticket, key, { ...line, ...mark }, context);
}

/** Writes a line of the record's own below the others. */
export function addLine(ticket: Ticket, text: string, context: CommandContext): CommandResult {
  const lines = checklistOf(ticket);
  if (lines.length >= MOST_LINES) {
    throw new CommandError('A checklist has at most 200 lines.', 'text');
  }
  const order = (lines.at(-1)?.order ?? 0) + 1;
  return withLine(ticket, context.ulid(), { text: checkText(text), order }, context);
}

/** Rewords a line of the record's own; those of the desk's checklists stay as they are. */
export function editLine(
  ticket: Ticket,
  key: string,
  text: string,
  context: CommandContext,
): CommandResult {
  const line = lineOf(ticket, key);
  if (!isOwnLine(key)) {
    throw new CommandError('Lines of a checklist of the desk stay as they are.', 'text');
  }
  return withLine(ticket, key, { ...line, text: checkText(text) }, context);
}

/** Takes off a line of the record's own, or one of the desk's that is not required. */
export function removeLine(ticket: Ticket, key: string, context: CommandContext): CommandResult {
  const line = lineOf(ticket, key);
  if (line.required === true && !isOwnLine(key)) {
    throw new CommandError('A required line stays on the checklist.');
  }
  const rest = Object.fromEntries(
    Object.entries(ticket.checklist ?? {}).filter(([each]) => each !== key),
  );
  const checklist = Object.keys(rest).length === 0 ? undefined : rest;
  return updateTicket(ticket, { checklist }, context);
}

/** Brings a line one place up (-1) or down (1); at the end of the list nothing happens. */
export function moveLine(
  ticket: Ticket,
  key: string,
  by: 1 | -1,
  context: CommandContext,
): CommandResult {
  lineOf(ticket, key);
  const keys = checklistOf(ticket).map((line) => line.key);
  const at = keys.indexOf(key);
  const other = keys[at + by];
  if (other === undefined) return updateTicket(ticket, {}, context);
  keys[at] = other;
  keys[at + by] = key;
  const checklist = Object.fromEntries(
    keys.map((each, index) => [each, { ...lineOf(ticket, each), order: index + 1 }]),
  );
  return updateTicket(ticket, { checklist }, context);
}

/** Puts a checklist of the desk on a record; lines it has already are not doubled. */
export function attachChecklist(
  ticket: Ticket,
  policy: Pick<ChecklistPolicy, 'id' | 'lines'>,
  context: CommandContext,
): CommandResult {
  const checklist = withChecklist(ticket.checklist, policy);
  return Object.keys(checklist).length === 0
    ? updateTicket(ticket, {}, context)
    : updateTicket(ticket, { checklist }, context);
}

/** All that a person decides about a checklist of the desk. */
export type ChecklistBody = Omit<
  Extract<NewBody<'policies'>, { kind: 'checklist' }>,
  'kind' | 'removedAt' | 'source'
>;

/** Throws a CommandError whose field is one of the body, such as `lines[2].text`. */
export function checkChecklist(body: ChecklistBody): void {
  if (body.name.trim() === '') throw new CommandError('Give the checklist a name.', 'name');
  if (body.ticketKinds.length === 0) {
    throw new CommandError('Choose at least one kind of record.', 'ticketKinds');
  }
  if (body.lines.length === 0) throw new CommandError('Write at least one line.', 'lines');
  if (body.lines.length > MOST_LINES) {
    throw new CommandError('A checklist has at most 200 lines.', 'lines');
  }
  body.lines.forEach((line, index) => {
    try {
      checkText(line.text);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new CommandError(error.message, `lines[${index}].text`);
    }
  });
}

/**
 * A new checklist of the desk, or a changed one. Records that have it keep the lines they got.
 * Throws what `checkChecklist` throws.
 * @param base What the person saw; null makes a new one.
 */
export function saveChecklist(
  base: ChecklistPolicy | null,
  body: ChecklistBody,
  context: CommandContext,
  id?: string,
): CommandResult {
  checkChecklist(body);
  const next: ChecklistBody = {
    name: body.name.trim(),
    ticketKinds: TICKET_KINDS.filter((kind) => body.ticketKinds.includes(kind)),
    lines: body.lines.map((line) => ({ ...line, text: line.text.trim() })),
  };
  return base === null
    ? createDocument('policies', { kind: 'checklist', ...next }, context, id)
    : updateDocument('policies', base, next, context);
}
