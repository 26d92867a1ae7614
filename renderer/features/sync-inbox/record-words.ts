import type { ReferenceSnapshot } from '../../replica/reference.ts';
import type { Workspace } from '../../replica/workspace.ts';
import { formatDateTime } from '../../ui/format.ts';
import { msg, t } from '../../ui/i18n.ts';
import {
  breachLabel,
  changeTypeLabel,
  fieldLabel,
  holdLabel,
  originLabel,
  resolutionLabel,
  stateLabel,
} from '../../words/ticket-words.ts';

/** Fields that no ticket has; theirs read as on the record. */
const FIELDS: Readonly<Record<string, string>> = {
  name: msg('Name'),
  className: msg('Class'),
  status: msg('Status'),
  criticality: msg('Criticality'),
  assetTag: msg('Asset tag'),
  serial: msg('Serial number'),
  manufacturer: msg('Manufacturer'),
  model: msg('Model'),
  placeId: msg('Place'),
  ownerId: msg('Owner'),
  body: msg('Text'),
  markdown: msg('Text'),
  summary: msg('Summary'),
  note: msg('Note'),
  activity: msg('Activity'),
  minutes: msg('Minutes'),
  timezone: msg('Time zone'),
  hours: msg('Hours of the week'),
  holidays: msg('Holidays'),
  exceptions: msg('Days with hours of their own'),
  earlier: msg('Earlier versions'),
  calendarId: msg('Calendar'),
  removedAt: msg('Removed'),
};

/** A field's name; one of a newer build as it is written. */
export function fieldName(field: string): string {
  const label = FIELDS[field];
  return label === undefined ? fieldLabel(field) : t(label);
}

const ITEM_WORDS: Readonly<Record<string, string>> = {
  operational: msg('Operational'),
  degraded: msg('Degraded'),
  down: msg('Down'),
  maintenance: msg('Maintenance'),
  'in-stock': msg('In stock'),
  'on-order': msg('On order'),
  retired: msg('Retired'),
  high: msg('High'),
  medium: msg('Medium'),
  low: msg('Low'),
};

/** A value that is a word of the model, as people read it; undefined for what is none. */
function wordOf(field: string, value: string): string | undefined {
  switch (field) {
    case 'state':
      return stateLabel(value);
    case 'holdReason':
      return holdLabel(value);
    case 'resolutionCode':
      return resolutionLabel(value);
    case 'breachReason':
      return breachLabel(value);
    case 'origin':
      return originLabel(value);
    case 'changeType':
      return changeTypeLabel(value);
    case 'status':
    case 'criticality': {
      const word = ITEM_WORDS[value];
      return word === undefined ? undefined : t(word);
    }
    default:
      return undefined;
  }
}

const LEVELS = [msg('High'), msg('Medium'), msg('Low')] as const;

/** Fields in which people write in their own words. */
const TEXTS = new Set([
  'title',
  'description',
  'category',
  'subcategory',
  'resolution',
  'breachNote',
  'workaround',
  'rootCause',
  'implementationPlan',
  'backoutPlan',
  'testPlan',
  'name',
  'serial',
  'assetTag',
  'manufacturer',
  'model',
  'body',
  'markdown',
  'summary',
  'note',
  'activity',
  'phone',
  'mail',
  'jobTitle',
  'address',
]);

/** May be edited as text right here? */
export function isText(field: string): boolean {
  return TEXTS.has(field);
}

/** How values and people read. */
export interface RecordWords {
  /** A field's value in words; '' for none. */
  value(field: string, value: unknown): string;
  /** Name of a person behind a user name. */
  user(userName: string): string;
}

/** Names of people, places, services and tickets in place of their ids. */
export function recordWords(
  reference: ReferenceSnapshot,
  { tickets, items }: Pick<Workspace, 'tickets' | 'items'>,
  locale: string,
): RecordWords {
  const nameOf = (id: string): string | undefined => {
    const prefix = id.slice(0, id.indexOf(':'));
    if (prefix === 'person') return reference.people.get(id)?.name;
    if (prefix === 'place') return reference.places.get(id)?.name;
    if (prefix === 'catalog') return reference.catalog.get(id)?.name;
    if (prefix === 'ticket') return tickets.get(id)?.number;
    return prefix === 'item' ? items.get(id)?.name : undefined;
  };
  const text = (field: string, value: string): string => {
    const word = wordOf(field, value);
    if (word !== undefined) return word;
    if (field.endsWith('At') && value !== '') return formatDateTime(locale, value);
    return (TEXTS.has(field) ? undefined : nameOf(value)) ?? value;
  };
  const show = (field: string, value: unknown): string => {
    if (value === undefined || value === null) return '';
    if (typeof value === 'string') return text(field, value);
    if (typeof value === 'boolean') return value ? t('yes') : t('no');
    if (Array.isArray(value)) return value.map((each) => show(field, each)).join(', ');
    if (typeof value === 'number') {
      const level = field === 'impact' || field === 'urgency' ? LEVELS[value - 1] : undefined;
      return level === undefined ? String(value) : t(level);
    }
    return Object.entries(value)
      .map(([key, each]) => `${key}: ${show(key, each)}`)
      .join(', ');
  };
  return { value: show, user: (name) => reference.byUserName.get(name)?.name ?? name };
}
