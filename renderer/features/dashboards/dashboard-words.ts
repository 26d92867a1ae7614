import { DESK_GROUPS } from '../../../shared/desk/desk-record.ts';
import type { DeskFilter, DeskGroupBy } from '../../../shared/desk/desk-record.ts';
import type { DeskFigures, Duration } from '../../../shared/desk/desk-figures.ts';
import { TICKET_KINDS } from '../../../shared/model/ticket.ts';
import type { TicketKind } from '../../../shared/model/ticket.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import { formatDuration, formatNumber, formatPercent } from '../../ui/format.ts';
import { currentLocale, msg, t } from '../../ui/i18n.ts';

const GROUPS: Readonly<Record<DeskGroupBy, string>> = {
  team: msg('Team'),
  site: msg('Site'),
  category: msg('Category'),
  service: msg('Service'),
  priority: msg('Priority'),
  kind: msg('Kind'),
};

export function groupName(groupBy: DeskGroupBy): string {
  return t(GROUPS[groupBy]);
}

export const GROUP_OPTIONS = DESK_GROUPS;

const KINDS: Readonly<Record<TicketKind, string>> = {
  incident: msg('Incidents'),
  problem: msg('Problems'),
  change: msg('Changes'),
  request: msg('Requests'),
  task: msg('Tasks'),
};

export function kindsLabel(kind: string): string {
  return (TICKET_KINDS as readonly string[]).includes(kind) ? t(KINDS[kind as TicketKind]) : kind;
}

const NOTHING: Readonly<Partial<Record<DeskGroupBy, string>>> = {
  team: msg('No team'),
  site: msg('No site'),
  category: msg('No category'),
  service: msg('No service'),
};

/** What a group is called; what is not known here any more reads as its key. */
export function groupLabel(
  groupBy: DeskGroupBy,
  key: string | null,
  names: Pick<ReferenceSnapshot, 'people' | 'places' | 'catalog'>,
): string {
  if (key === null) {
    const nothing = NOTHING[groupBy] ?? '';
    return nothing === '' ? '–' : t(nothing);
  }
  switch (groupBy) {
    case 'team':
      return names.people.get(key)?.name ?? key;
    case 'site':
      return names.places.get(key)?.name ?? key;
    case 'service':
      return names.catalog.get(key)?.name ?? key;
    case 'priority':
      return `P${key}`;
    case 'kind':
      return kindsLabel(key);
    case 'category':
      return key;
  }
}

const FILTERS = [
  ['kind', 'kind'],
  ['teamId', 'team'],
  ['siteId', 'site'],
  ['serviceId', 'service'],
  ['category', 'category'],
  ['priority', 'priority'],
] as const;

/** "Kind: Incidents · Team: …", or that nothing is left out. */
export function filterSentence(
  filter: DeskFilter,
  names: Pick<ReferenceSnapshot, 'people' | 'places' | 'catalog'>,
): string {
  const parts = FILTERS.flatMap(([field, groupBy]) => {
    const value = filter[field] ?? null;
    if (value === null) return [];
    return [`${groupName(groupBy)}: ${groupLabel(groupBy, String(value), names)}`];
  });
  return parts.length === 0 ? t('All records, without a filter') : parts.join(' · ');
}

/** A count; a dash is for what could not be worked out, never for none. */
export function countText(value: number): string {
  return formatNumber(currentLocale(), value);
}

export function shareText(share: number | null): string {
  return share === null ? '–' : formatPercent(currentLocale(), share, 1);
}

export function timeText(ms: number | null): string {
  return ms === null ? '–' : formatDuration(ms);
}

/** "4.2 of 5"; a dash where nobody said anything. */
export function satisfactionText({
  satisfactionMean,
}: Pick<DeskFigures, 'satisfactionMean'>): string {
  if (satisfactionMean === null) return '–';
  const figure = formatNumber(currentLocale(), satisfactionMean, { maximumFractionDigits: 1 });
  return t('{{figure}} of 5', { figure });
}

/** What a mean leaves out: "median 2:10, 90 % within 8:00". */
export function spreadText({ medianMs, p90Ms }: Duration): string {
  if (medianMs === null || p90Ms === null) return t('nothing to measure');
  return t('median {{median}}, nine of ten within {{most}}', {
    median: formatDuration(medianMs),
    most: formatDuration(p90Ms),
  });
}

export function wasText(figure: string): string {
  return t('before: {{figure}}', { figure });
}
