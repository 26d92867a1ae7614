import type { Level, Origin, TicketKind } from '../../../../shared/model/ticket.ts';
import { ORIGINS, TICKET_KINDS } from '../../../../shared/model/ticket.ts';
import type { NewTicket } from '../../../../shared/workflow/ticket-commands.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { t } from '../../../ui/i18n.ts';
import { categoryOf, teamOfCategory } from '../reference-options.tsx';

/** The form of a new ticket; '' for what is not chosen. */
export interface NewTicketForm {
  readonly kind: TicketKind;
  readonly title: string;
  readonly description: string;
  readonly requesterId: string;
  readonly category: string;
  readonly impact: Level;
  readonly urgency: Level;
  readonly serviceId: string;
  readonly siteId: string;
  readonly teamId: string;
  readonly assigneeId: string;
  readonly origin: Origin;
  readonly scope: string;
  /** '' for none. */
  readonly templateId: string;
}

export type FormField = keyof NewTicketForm;

export function emptyForm(kind: TicketKind, scope: string): NewTicketForm {
  return {
    kind,
    title: '',
    description: '',
    requesterId: '',
    category: '',
    impact: 3,
    urgency: 3,
    serviceId: '',
    siteId: '',
    teamId: '',
    assigneeId: '',
    origin: 'phone',
    scope,
    templateId: '',
  };
}

/** Scopes the person may write to: their roles `scope:<name>`. */
export function scopesOf(roles: readonly string[]): readonly string[] {
  return roles
    .filter((role) => role.startsWith('scope:'))
    .map((role) => role.slice('scope:'.length))
    .sort();
}

function isLevel(value: unknown): value is Level {
  return value === 1 || value === 2 || value === 3;
}

/** A kept draft as a form; what an older build wrote differently falls back field by field. */
export function readDraft(text: string, empty: NewTicketForm): NewTicketForm {
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return empty;
  }
  if (typeof kept !== 'object' || kept === null) return empty;
  const values = kept as Partial<Record<FormField, unknown>>;
  const word = (field: FormField): string =>
    typeof values[field] === 'string' ? values[field] : String(empty[field]);
  return {
    kind: TICKET_KINDS.find((kind) => kind === values.kind) ?? empty.kind,
    title: word('title'),
    description: word('description'),
    requesterId: word('requesterId'),
    category: word('category'),
    impact: isLevel(values.impact) ? values.impact : empty.impact,
    urgency: isLevel(values.urgency) ? values.urgency : empty.urgency,
    serviceId: word('serviceId'),
    siteId: word('siteId'),
    teamId: word('teamId'),
    assigneeId: word('assigneeId'),
    origin: ORIGINS.find((origin) => origin === values.origin) ?? empty.origin,
    scope: word('scope'),
    templateId: word('templateId'),
  };
}

/**
 * The form after one answer, with what follows from it: the requester's site, the category's
 * group. What the person chose by hand before is not overwritten.
 */
export function answer(
  form: NewTicketForm,
  change: Partial<NewTicketForm>,
  reference: ReferenceSnapshot,
): NewTicketForm {
  const next = { ...form, ...change };
  if (change.requesterId !== undefined) {
    const siteOf = (id: string): string => {
      const party = reference.people.get(id);
      return party?.kind === 'person' ? (party.siteId ?? '') : '';
    };
    const untouched = form.siteId === '' || form.siteId === siteOf(form.requesterId);
    if (untouched) return { ...next, siteId: siteOf(change.requesterId) };
  }
  if (change.category !== undefined) {
    const teamOf = (value: string): string =>
      teamOfCategory(reference, categoryOf(value).category) ?? '';
    const untouched = form.teamId === '' || form.teamId === teamOf(form.category);
    if (untouched) return { ...next, teamId: teamOf(change.category) };
  }
  return next;
}

export type FormErrors = Readonly<Partial<Record<FormField, string>>>;

/** What is missing, as sentences at the fields. */
export function checkForm(form: NewTicketForm): FormErrors {
  const needsRequester = form.kind === 'incident' || form.kind === 'request';
  return {
    ...(form.title.trim() === '' ? { title: t('Give the ticket a title.') } : {}),
    ...(form.title.trim().length > 400
      ? { title: t('A title has at most {{count}} characters.', { count: 400 }) }
      : {}),
    ...(needsRequester && form.requesterId === ''
      ? { requesterId: t('Say for whom this is. Monitoring and walk-ups have a person too.') }
      : {}),
    ...(form.scope === ''
      ? { scope: t('You may not write to any scope. Ask an administrator.') }
      : {}),
  };
}

/** The command's input; empty answers are left out. */
export function toNewTicket(form: NewTicketForm, number: string): NewTicket {
  const { category, subcategory } = categoryOf(form.category);
  const ids = {
    ...(form.requesterId === '' ? {} : { requesterId: form.requesterId }),
    ...(form.assigneeId === '' ? {} : { assigneeId: form.assigneeId }),
    ...(form.teamId === '' ? {} : { teamId: form.teamId }),
    ...(form.siteId === '' ? {} : { siteId: form.siteId }),
    ...(form.serviceId === '' ? {} : { serviceId: form.serviceId }),
  } as Pick<NewTicket, 'requesterId' | 'assigneeId' | 'teamId' | 'siteId' | 'serviceId'>;
  return {
    kind: form.kind,
    scope: form.scope,
    number,
    title: form.title.trim(),
    ...(form.description.trim() === '' ? {} : { description: form.description.trim() }),
    ...ids,
    ...(category === undefined ? {} : { category }),
    ...(subcategory === undefined ? {} : { subcategory }),
    impact: form.impact,
    urgency: form.urgency,
    origin: form.origin,
  };
}
