import type { ItemStatus, RelationKind } from '../../shared/model/item.ts';
import { msg, t } from '../ui/i18n.ts';
import type { ItemStatus as ItemMark } from '../ui/item-status-mark.tsx';

const RELATIONS: Readonly<Record<RelationKind, { out: string; back: string }>> = {
  'depends-on': { out: msg('depends on'), back: msg('is needed by') },
  'runs-on': { out: msg('runs on'), back: msg('runs') },
  'connected-to': { out: msg('is connected to'), back: msg('is connected to') },
  'powered-by': { out: msg('is powered by'), back: msg('powers') },
  'part-of': { out: msg('is part of'), back: msg('contains') },
  provides: { out: msg('provides'), back: msg('is provided by') },
  'backed-up-by': { out: msg('is backed up by'), back: msg('backs up') },
  affects: { out: msg('affects'), back: msg('is affected by') },
  'caused-by': { out: msg('is caused by'), back: msg('causes') },
  'resolved-by': { out: msg('is resolved by'), back: msg('resolves') },
  'relates-to': { out: msg('relates to'), back: msg('relates to') },
  'duplicate-of': { out: msg('is a duplicate of'), back: msg('has the duplicate') },
  'documented-by': { out: msg('is documented by'), back: msg('documents') },
  'split-from': { out: msg('was split from'), back: msg('was split into') },
  'created-from': { out: msg('was made from'), back: msg('was made into') },
};

/** How a relation reads from the record one stands on. */
export function relationLabel(type: string, direction: 'out' | 'back'): string {
  const words = type in RELATIONS ? RELATIONS[type as RelationKind] : undefined;
  return words ? t(words[direction]) : type;
}

const STATUSES: Readonly<Record<ItemStatus, { label: string; mark: ItemMark }>> = {
  operational: { label: msg('operational'), mark: 'working' },
  degraded: { label: msg('degraded'), mark: 'degraded' },
  down: { label: msg('down'), mark: 'down' },
  maintenance: { label: msg('in maintenance'), mark: 'unknown' },
  'in-stock': { label: msg('in stock'), mark: 'in-stock' },
  'on-order': { label: msg('on order'), mark: 'in-stock' },
  retired: { label: msg('retired'), mark: 'retired' },
};

export function itemStatusLabel(status: string): string {
  return status in STATUSES ? t(STATUSES[status as ItemStatus].label) : status;
}

export function itemStatusMark(status: string): ItemMark {
  return status in STATUSES ? STATUSES[status as ItemStatus].mark : 'unknown';
}
