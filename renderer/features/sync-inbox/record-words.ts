import type { ReferenceSnapshot } from '../../replica/reference.ts';
import type { Workspace } from '../../replica/workspace.ts';
import { formatDateTime } from '../../ui/format.ts';
import { msg, t } from '../../ui/i18n.ts';

const FIELDS: Readonly<Record<string, string>> = {
  title: msg('Title'),
  description: msg('Description'),
  requesterId: msg('Requester'),
  assigneeId: msg('Assignee'),
  teamId: msg('Group'),
  siteId: msg('Site'),
  serviceId: msg('Service'),
  category: msg('Category'),
  subcategory: msg('Subcategory'),
  impact: msg('Impact'),
  urgency: msg('Urgency'),
  priority: msg('Priority'),
  origin: msg('Origin'),
  state: msg('State'),
  watchers: msg('Watchers'),
  holdReason: msg('Waits for'),
  resolution: msg('Resolution'),
  resolutionCode: msg('Resolution code'),
  workaround: msg('Workaround'),
  rootCause: msg('Root cause'),
  changeType: msg('Change type'),
  plannedStartAt: msg('Planned start'),
  plannedEndAt: msg('Planned end'),
  implementationPlan: msg('Implementation plan'),
  backoutPlan: msg('Backout plan'),
  testPlan: msg('Test plan'),
  parentId: msg('Parent'),
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
  removedAt: msg('Removed'),
};

/** A field's name; one of a newer build as it is written. */
export function fieldName(field: string): string {
  const label = FIELDS[field];
  return label === undefined ? field : t(label);
}

const WORDS: Readonly<Record<string, string>> = {
  new: msg('New'),
  'in-progress': msg('In progress'),
  'on-hold': msg('On hold'),
  resolved: msg('Resolved'),
  closed: msg('Closed'),
  cancelled: msg('Cancelled'),
  assess: msg('Assess'),
  'root-cause-analysis': msg('Root-cause analysis'),
  'fix-in-progress': msg('Fix in progress'),
  draft: msg('Draft'),
  authorize: msg('Authorize'),
  scheduled: msg('Scheduled'),
  implement: msg('Implement'),
  review: msg('Review'),
  fulfilled: msg('Fulfilled'),
  done: msg('Done'),
  'awaiting-caller': msg('awaiting caller'),
  'awaiting-vendor': msg('awaiting vendor'),
  'awaiting-problem': msg('awaiting problem'),
  'awaiting-change': msg('awaiting change'),
  'awaiting-parts': msg('awaiting parts'),
  fixed: msg('Fixed'),
  workaround: msg('Workaround given'),
  'user-guidance': msg('User guided'),
  duplicate: msg('Duplicate'),
  'not-reproducible': msg('Not reproducible'),
  'no-fault-found': msg('No fault found'),
  'cancelled-by-caller': msg('Cancelled by the caller'),
  'risk-accepted': msg('Risk accepted'),
  phone: msg('Phone'),
  mail: msg('Mail'),
  portal: msg('Portal'),
  'walk-up': msg('Walk-up'),
  monitoring: msg('Monitoring'),
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
  standard: msg('Standard'),
  normal: msg('Normal'),
  emergency: msg('Emergency'),
};

/** Fields that hold one of the words above. */
const WORD_FIELDS = new Set([
  'state',
  'holdReason',
  'resolutionCode',
  'origin',
  'status',
  'criticality',
  'changeType',
]);

const LEVELS = [msg('High'), msg('Medium'), msg('Low')] as const;

/** Fields in which people write in their own words. */
const TEXTS = new Set([
  'title',
  'description',
  'category',
  'subcategory',
  'resolution',
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
    const word = WORD_FIELDS.has(field) ? WORDS[value] : undefined;
    if (word !== undefined) return t(word);
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
