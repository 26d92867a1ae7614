import { CRITICALITIES, ITEM_STATUSES, RELATION_TYPES } from '../../../shared/model/item.ts';
import type { Criticality, ItemStatus, RelationKind } from '../../../shared/model/item.ts';
import { msg, t } from '../../ui/i18n.ts';

const STATUS_WORDS = {
  operational: msg('Operational'),
  degraded: msg('Degraded'),
  down: msg('Down'),
  maintenance: msg('Maintenance'),
  'in-stock': msg('In stock'),
  'on-order': msg('On order'),
  retired: msg('Retired'),
} as const satisfies Record<ItemStatus, string>;

/** Within a sentence or a box, after what it is. */
const STATUS_ASIDES = {
  operational: msg('working'),
  degraded: msg('degraded'),
  down: msg('down'),
  maintenance: msg('in maintenance'),
  'in-stock': msg('in stock'),
  'on-order': msg('on order'),
  retired: msg('retired'),
} as const satisfies Record<ItemStatus, string>;

const CRITICALITY_WORDS = {
  low: msg('Low'),
  medium: msg('Medium'),
  high: msg('High'),
} as const satisfies Record<Criticality, string>;

/** How a relation reads from its start and from its end. */
const RELATION_WORDS = {
  'depends-on': [msg('Depends on'), msg('Is needed by')],
  'runs-on': [msg('Runs on'), msg('Carries')],
  'connected-to': [msg('Connected to'), msg('Connects')],
  'powered-by': [msg('Powered by'), msg('Powers')],
  'part-of': [msg('Part of'), msg('Consists of')],
  provides: [msg('Provides'), msg('Provided by')],
  'backed-up-by': [msg('Backed up by'), msg('Backs up')],
  affects: [msg('Affects'), msg('Affected by')],
  'caused-by': [msg('Caused by'), msg('Cause of')],
  'resolved-by': [msg('Resolved by'), msg('Resolves')],
  'relates-to': [msg('Related to'), msg('Related to')],
  'duplicate-of': [msg('Duplicate of'), msg('Has duplicate')],
  'documented-by': [msg('Documented by'), msg('Documents')],
  'split-from': [msg('Split from'), msg('Split into')],
  'created-from': [msg('Made from'), msg('Made into')],
} as const satisfies Record<RelationKind, readonly [string, string]>;

const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: msg('Name'),
  number: msg('Number'),
  className: msg('Class'),
  status: msg('Status'),
  criticality: msg('Criticality'),
  assetTag: msg('Asset tag'),
  serial: msg('Serial number'),
  manufacturer: msg('Manufacturer'),
  model: msg('Model'),
  placeId: msg('Place'),
  ownerId: msg('Owner'),
  teamId: msg('Team'),
  description: msg('Description'),
  purchasedOn: msg('Purchased on'),
  warrantyEndsOn: msg('Warranty ends on'),
};

function isOneOf<T extends string>(list: readonly T[], value: string): value is T {
  return (list as readonly string[]).includes(value);
}

/** A status in words; one of a newer console as it is written. */
export function statusWord(status: string): string {
  return isOneOf(ITEM_STATUSES, status) ? t(STATUS_WORDS[status]) : status;
}

/** A status as an aside: "Label printer, degraded". */
export function statusAside(status: string): string {
  return isOneOf(ITEM_STATUSES, status) ? t(STATUS_ASIDES[status]) : status;
}

/** A criticality in words. */
export function criticalityWord(criticality: string): string {
  return isOneOf(CRITICALITIES, criticality) ? t(CRITICALITY_WORDS[criticality]) : criticality;
}

/** A relation in words, seen from where it starts (`out`) or ends (`in`). */
export function relationWord(kind: string, direction: 'out' | 'in'): string {
  if (!isOneOf(RELATION_TYPES, kind)) return kind;
  return t(RELATION_WORDS[kind][direction === 'out' ? 0 : 1]);
}

/** A field of an item in words; undefined for what is no base field. */
export function fieldWord(field: string): string | undefined {
  const word = FIELD_WORDS[field];
  return word === undefined ? undefined : t(word);
}
