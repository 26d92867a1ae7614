import type { Person } from '../../shared/model/reference.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { RESPONSE_VARIABLES } from '../../shared/workflow/response-variables.ts';
import type { ResponseValues, ResponseVariable } from '../../shared/workflow/response-variables.ts';
import type { ReferenceSnapshot } from '../replica/reference.ts';
import { formatDate, formatDateTime } from '../ui/format.ts';
import { msg, t } from '../ui/i18n.ts';
import { stateLabel } from './ticket-words.ts';

/** What variables speak of; `title` and the like may still be empty in a form. */
export type ResponseSubject = Pick<Ticket, 'number' | 'title' | 'state' | 'priority' | 'openedAt'> &
  Partial<
    Pick<
      Ticket,
      | 'requesterId'
      | 'assigneeId'
      | 'teamId'
      | 'siteId'
      | 'serviceId'
      | 'category'
      | 'subcategory'
      | 'resolution'
    >
  >;

export interface ResponseSurroundings {
  readonly reference: ReferenceSnapshot;
  readonly me: Person | null;
  readonly locale: string;
  /** ms since 1970. */
  readonly now: number;
}

/** Names are written "first last"; of one word that word is taken. */
function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}

function personValues(
  prefix: 'requester' | 'me',
  person: Person | null,
): Partial<Record<ResponseVariable, string | undefined>> {
  if (person === null) return {};
  return {
    [`${prefix}.name`]: person.name,
    [`${prefix}.firstName`]: firstName(person.name),
    [`${prefix}.mail`]: person.mail,
    [`${prefix}.phone`]: person.phone,
  };
}

/** What the variables of canned responses and macros say about a record, in the reader's language. */
export function responseValues(
  subject: ResponseSubject,
  { reference, me, locale, now }: ResponseSurroundings,
): ResponseValues {
  const { people, places, catalog } = reference;
  const named = (
    map: ReadonlyMap<string, { readonly name: string }>,
    id: string | undefined,
  ): string | undefined => (id === undefined ? undefined : map.get(id)?.name);
  const requester = subject.requesterId ? people.get(subject.requesterId) : undefined;
  const values: Partial<Record<ResponseVariable, string | undefined>> = {
    ...personValues('requester', requester?.kind === 'person' ? requester : null),
    ...personValues('me', me),
    'ticket.number': subject.number,
    'ticket.title': subject.title,
    'ticket.state': stateLabel(subject.state),
    'ticket.priority': String(subject.priority),
    'ticket.category': [subject.category, subject.subcategory].filter(Boolean).join(' › '),
    'ticket.openedAt': formatDateTime(locale, subject.openedAt),
    'ticket.resolution': subject.resolution,
    'assignee.name': named(people, subject.assigneeId),
    'team.name': named(people, subject.teamId),
    'site.name': named(places, subject.siteId),
    'service.name': named(catalog, subject.serviceId),
    now: formatDateTime(locale, now),
    today: formatDate(locale, now),
  };
  const known = RESPONSE_VARIABLES.filter((name) => Boolean(values[name]));
  return Object.fromEntries(known.map((name) => [name, values[name]]));
}

const NAMES: Readonly<Record<ResponseVariable, string>> = {
  'requester.name': msg('Name of the requester'),
  'requester.firstName': msg('First name of the requester'),
  'requester.mail': msg('Mail address of the requester'),
  'requester.phone': msg('Phone number of the requester'),
  'ticket.number': msg('Number of the record'),
  'ticket.title': msg('Title of the record'),
  'ticket.state': msg('State of the record'),
  'ticket.priority': msg('Priority of the record'),
  'ticket.category': msg('Category of the record'),
  'ticket.openedAt': msg('When it was reported'),
  'ticket.resolution': msg('What resolved it'),
  'assignee.name': msg('Name of the assignee'),
  'team.name': msg('Name of the group'),
  'site.name': msg('Name of the site'),
  'service.name': msg('Name of the service'),
  'me.name': msg('Your name'),
  'me.firstName': msg('Your first name'),
  'me.mail': msg('Your mail address'),
  'me.phone': msg('Your phone number'),
  now: msg('Date and time'),
  today: msg('Date of today'),
};

/** What a variable stands for, in words. */
export function variableName(variable: ResponseVariable): string {
  return t(NAMES[variable]);
}

/** As it is typed. */
export function typedVariable(name: string): string {
  return `{{${name}}}`;
}
