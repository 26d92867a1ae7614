import type { Policy, TicketTemplate } from '../model/policy.ts';
import type { Ticket, TicketKind } from '../model/ticket.ts';
import { ORIGINS } from '../model/ticket.ts';
import { CommandError } from './command.ts';

/** Of the CommandError of a record whose template demands more; its `field` says what. */
export const MANDATORY_MISSING = 'The template of this record demands a value here.';

/** What kind of answer a field takes. */
export type AnswerType =
  | 'text'
  | 'long'
  | 'requester'
  | 'agent'
  | 'team'
  | 'site'
  | 'service'
  | 'category'
  | 'subcategory'
  | 'level'
  | 'origin'
  | 'change-type';

export interface AnswerField {
  readonly field: string;
  readonly type: AnswerType;
  /** It has a value whatever anybody does, so it is neither emptied nor demanded. */
  readonly always: boolean;
  /** The form of a new record has it. */
  readonly onForm: boolean;
}

const answer = (
  field: string,
  type: AnswerType,
  { always = false, onForm = true }: { always?: boolean; onForm?: boolean } = {},
): AnswerField => ({ field, type, always, onForm });

const COMMON: readonly AnswerField[] = [
  answer('title', 'text'),
  answer('description', 'long'),
  answer('requesterId', 'requester'),
  answer('category', 'category'),
  answer('subcategory', 'subcategory'),
  answer('serviceId', 'service'),
  answer('impact', 'level', { always: true }),
  answer('urgency', 'level', { always: true }),
  answer('teamId', 'team'),
  answer('assigneeId', 'agent'),
  answer('siteId', 'site'),
  answer('origin', 'origin', { always: true }),
];
const later = { onForm: false };
const OF_KIND: Readonly<Partial<Record<TicketKind, readonly AnswerField[]>>> = {
  problem: [
    answer('symptoms', 'long', later),
    answer('businessImpact', 'long', later),
    answer('workaround', 'long', later),
    answer('rootCause', 'long', later),
  ],
  change: [
    answer('changeType', 'change-type', { always: true, onForm: false }),
    answer('implementationPlan', 'long', later),
    answer('backoutPlan', 'long', later),
    answer('testPlan', 'long', later),
  ],
};

/** The fields of a kind that templates and macros speak of, in the order of the form. */
export function answerFields(kind: TicketKind): readonly AnswerField[] {
  return [...COMMON, ...(OF_KIND[kind] ?? [])];
}

/** Of several kinds: those all of them have. */
export function commonAnswerFields(kinds: readonly TicketKind[]): readonly AnswerField[] {
  const [first, ...rest] = kinds;
  if (first === undefined) return COMMON;
  const others = rest.map((kind) => new Set(answerFields(kind).map(({ field }) => field)));
  return answerFields(first).filter(({ field }) => others.every((names) => names.has(field)));
}

/** Nothing was said: absent, or blank text. */
export function isUnanswered(value: unknown): boolean {
  return (
    value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
  );
}

/** Could a field hold this value? Whether an id names somebody is not asked. */
export function suitsField({ type }: AnswerField, value: unknown): boolean {
  switch (type) {
    case 'level':
      return value === 1 || value === 2 || value === 3;
    case 'origin':
      return ORIGINS.some((origin) => origin === value);
    case 'change-type':
      return value === 'standard' || value === 'normal' || value === 'emergency';
    case 'requester':
    case 'agent':
    case 'team':
      return typeof value === 'string' && value.startsWith('person:');
    case 'site':
      return typeof value === 'string' && value.startsWith('place:');
    case 'service':
      return typeof value === 'string' && value.startsWith('catalog:');
    case 'text':
    case 'category':
    case 'subcategory':
    case 'long':
      return typeof value === 'string';
  }
}

/**
 * The fields that a template demands and that hold nothing, in the order of the form. One that
 * the kind does not have is not asked for.
 */
export function missingMandatory(
  ticket: Readonly<Partial<Record<keyof Ticket, unknown>>> & Pick<Ticket, 'kind'>,
  template: Pick<TicketTemplate, 'mandatory'>,
): readonly string[] {
  const values = ticket as Readonly<Record<string, unknown>>;
  return answerFields(ticket.kind)
    .map(({ field }) => field)
    .filter((field) => template.mandatory.includes(field) && isUnanswered(values[field]));
}

/** The template a record was made from, while it is in force. */
export function templateOf(
  { templateId }: Pick<Ticket, 'templateId'>,
  policies: ReadonlyMap<string, Policy> | undefined,
): TicketTemplate | undefined {
  const found = templateId === undefined ? undefined : policies?.get(templateId);
  return found?.kind === 'ticket-template' && found.removedAt === undefined ? found : undefined;
}

/** Throws a CommandError at the first field that the template of a record demands. */
export function refuseMissing(
  ticket: Ticket,
  policies: ReadonlyMap<string, Policy> | undefined,
): void {
  const template = templateOf(ticket, policies);
  const missing = template && missingMandatory(ticket, template)[0];
  if (missing !== undefined) throw new CommandError(MANDATORY_MISSING, missing);
}

/** Throws a CommandError where an edit empties a field that the template demands. */
export function refuseEmptied(
  ticket: Ticket,
  patch: Readonly<Record<string, unknown>>,
  policies: ReadonlyMap<string, Policy> | undefined,
): void {
  const before = ticket as unknown as Readonly<Record<string, unknown>>;
  const emptied = templateOf(ticket, policies)?.mandatory.find(
    (field) => field in patch && isUnanswered(patch[field]) && !isUnanswered(before[field]),
  );
  if (emptied !== undefined) throw new CommandError(MANDATORY_MISSING, emptied);
}
