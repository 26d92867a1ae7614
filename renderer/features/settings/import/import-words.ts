import type { ColumnUse, ImportField, WordField } from '../../../../shared/import/fields.ts';
import { IMPORT_FIELDS } from '../../../../shared/import/fields.ts';
import type { PartyField } from '../../../../shared/import/mapping.ts';
import type { DateOrder } from '../../../../shared/import/read-date.ts';
import type { Said } from '../../../../shared/import/sentences.ts';
import { SENTENCES } from '../../../../shared/import/sentences.ts';
import type { TextEncoding } from '../../../../shared/import/sniff-text.ts';
import {
  HOLD_REASONS,
  ORIGINS,
  RESOLUTION_CODES,
  TICKET_KINDS,
  type TicketKind,
  type TicketState,
} from '../../../../shared/model/ticket.ts';
import { STATE_MACHINES } from '../../../../shared/workflow/states.ts';
import { msg, t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import {
  changeTypeLabel,
  fieldLabel,
  holdLabel,
  levelLabel,
  originLabel,
  resolutionLabel,
  stateLabel,
} from '../../../words/ticket-words.ts';

/** Sentences of shared/import, so that they are translated where they are shown. */
export const IMPORT_SENTENCES = [
  msg('Give the mapping a name.'),
  msg('The file is empty.'),
  msg('This is no text file. Export it as CSV or JSON.'),
  msg('This is a workbook. Save its sheet as CSV and choose that file.'),
  msg('The file is packed. Unpack it first.'),
  msg('The file has {{size}} MB; at most {{most}} MB are taken. Export it in parts.'),
  msg('The file is no JSON: {{why}}'),
  msg('The file has a header and no rows.'),
  msg('The file has {{count}} columns; at most {{most}} are taken.'),
  msg('No line of the file has a header with at least two columns.'),
  msg(
    'Row {{row}} has a quotation mark that is never closed, so where its values end cannot be told.',
  ),
  msg('Say whether dates such as {{example}} begin with the day or with the month.'),
  msg(
    'No column holds the number of the ticket. Choose one: by it the same ticket is known again.',
  ),
  msg('No column holds the title of the ticket. Choose one.'),
  msg('The row is no JSON object.'),
  msg('The row has {{count}} values, but the header has {{columns}} columns.'),
  msg('Row {{row}} is about the same ticket and says something else.'),
  msg('The value is missing.'),
  msg('The value has {{count}} characters; at most {{most}} fit.'),
  msg('“{{value}}” has no meaning here yet. Choose one in the table of values.'),
  msg('“{{value}}” is no date and time.'),
  msg('“{{value}}” is no whole number from 0 on.'),
  msg('The priority does not follow from impact and urgency; those count.'),
  msg('Neither impact, urgency nor priority is given; medium is taken.'),
  msg('The origin “{{value}}” is not known; “phone” is taken.'),
  msg('The title was longer than {{most}} characters; the whole of it stands in the description.'),
  msg('Several people are called “{{value}}”; the name stands in the description.'),
  msg('The history starts in “{{state}}” and not in “{{initial}}”.'),
  msg('The history goes from “{{from}}” to “{{to}}”, which our states do not know.'),
  msg('The state “{{state}}” has no meaning here; the ticket keeps the state it had.'),
  msg('The ticket was removed here since the last import and is not brought back.'),
  msg('{{fields}}: changed here and in the file since the last import. What stands here stays.'),
  msg('The file has the state “{{to}}”, but nothing leads there from “{{from}}”.'),
] as const;

const STATE_VALUES: ReadonlySet<string> = new Set(['from', 'to', 'state', 'initial']);

/** A sentence about a file or a row in the person's language, states and fields by their names. */
export function saidText({ code, values = {} }: Said): string {
  const shown = Object.entries(values).map(([name, value]) => {
    if (STATE_VALUES.has(name)) return [name, stateLabel(String(value))];
    if (name === 'fields') {
      return [name, String(value).split(', ').map(fieldLabel).join(', ')];
    }
    return [name, value];
  });
  return t(SENTENCES[code], Object.fromEntries(shown) as Record<string, string | number>);
}

/** The same with the column it is about. */
export function saidWithColumn(said: Said): string {
  const text = saidText(said);
  return said.column === undefined
    ? text
    : t('{{column}}: {{text}}', { column: said.column, text });
}

const OWN_LABELS: Readonly<Partial<Record<ImportField, string>>> = {
  key: msg('Key (the same ticket again)'),
  number: msg('Number'),
  kind: msg('Kind of ticket'),
  requesterMail: msg('Mail address of the requester'),
  openedAt: msg('Opened at'),
  updatedAt: msg('Changed at'),
  respondedAt: msg('First answer at'),
  resolvedAt: msg('Resolved at'),
  closedAt: msg('Closed at'),
  openedBy: msg('Opened by'),
  resolvedBy: msg('Resolved by'),
  reassignments: msg('Number of reassignments'),
  reopens: msg('Number of reopenings'),
  comments: msg('Comments (journal)'),
  notes: msg('Work notes (journal)'),
  symptoms: msg('Symptoms'),
  businessImpact: msg('Effect on the business'),
};

const IDS: Readonly<Partial<Record<ImportField, string>>> = {
  requester: 'requesterId',
  assignee: 'assigneeId',
  team: 'teamId',
  site: 'siteId',
  service: 'serviceId',
};

export function importFieldLabel(field: ImportField): string {
  const own = OWN_LABELS[field];
  return own === undefined ? fieldLabel(IDS[field] ?? field) : t(own);
}

/** What a column can become. */
export function becomesOptions(): readonly Option<ColumnUse>[] {
  const fields = IMPORT_FIELDS.map((field) => ({ value: field, label: importFieldLabel(field) }));
  return [
    { value: 'text', label: t('A line of the description') },
    { value: 'skip', label: t('Not taken over') },
    ...fields,
  ];
}

const KINDS: Readonly<Record<TicketKind, string>> = {
  incident: msg('Incident'),
  problem: msg('Problem'),
  change: msg('Change'),
  request: msg('Request'),
  task: msg('Task'),
};

export function kindOptions(): readonly Option<TicketKind>[] {
  return labelled(TICKET_KINDS, (kind) => t(KINDS[kind]));
}

function stateOptions(kind: TicketKind): readonly Option[] {
  return STATE_MACHINES[kind].order.flatMap((state: TicketState) =>
    state === 'on-hold'
      ? HOLD_REASONS.map((reason) => ({
          value: `${state}/${reason}`,
          label: `${stateLabel(state)}: ${holdLabel(reason)}`,
        }))
      : [{ value: state, label: stateLabel(state) }],
  );
}

function labelled<T extends string>(values: readonly T[], label: (value: T) => string) {
  return values.map((value) => ({ value, label: label(value) }));
}

const LEVELS = ['1', '2', '3'] as const;
const PRIORITIES = ['1', '2', '3', '4'] as const;

/** Our words for those of a column. */
export function wordOptions(field: WordField, kind: TicketKind): readonly Option[] {
  switch (field) {
    case 'kind':
      return labelled(TICKET_KINDS, (kind) => t(KINDS[kind]));
    case 'state':
      return stateOptions(kind);
    case 'holdReason':
      return labelled(HOLD_REASONS, holdLabel);
    case 'impact':
    case 'urgency':
      return labelled(LEVELS, (level) => levelLabel(Number(level) as 1 | 2 | 3));
    case 'priority':
      return labelled(PRIORITIES, (priority) => `P${priority}`);
    case 'origin':
      return labelled(ORIGINS, originLabel);
    case 'resolutionCode':
      return labelled(RESOLUTION_CODES, resolutionLabel);
    case 'changeType':
      return labelled(['standard', 'normal', 'emergency'] as const, changeTypeLabel);
  }
}

const ORDERS: Readonly<Record<DateOrder | 'ask', string>> = {
  ask: msg('Choose…'),
  ymd: msg('Year first (2024-01-31)'),
  dmy: msg('Day first (31.01.2024)'),
  mdy: msg('Month first (01/31/2024)'),
};

export function orderOptions(isOpen: boolean): readonly Option<DateOrder | 'ask'>[] {
  const orders = isOpen ? (['ask', 'dmy', 'mdy'] as const) : (['ymd', 'dmy', 'mdy'] as const);
  return orders.map((value) => ({ value, label: t(ORDERS[value]) }));
}

const PARTIES: Readonly<Record<PartyField, string>> = {
  people: msg('People nobody here knows'),
  teams: msg('Groups nobody here knows'),
  sites: msg('Sites nobody here knows'),
  services: msg('Services nobody here knows'),
};

export function partyLabel(field: PartyField): string {
  return t(PARTIES[field]);
}

const ENCODINGS: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Latin-1',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
};

export function encodingName(encoding: TextEncoding): string {
  return ENCODINGS[encoding];
}

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': msg('comma'),
  ';': msg('semicolon'),
  '\t': msg('tab'),
  '|': msg('bar'),
};

export function delimiterName(delimiter: string): string {
  const name = DELIMITERS[delimiter];
  return name === undefined ? delimiter : t(name);
}
