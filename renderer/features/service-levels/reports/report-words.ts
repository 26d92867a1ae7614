import type { BreachReason } from '../../../../shared/model/ticket.ts';
import type {
  CountedAt,
  ReportFigures,
  ReportFilter,
  ReportGroupBy,
} from '../../../../shared/sla/report-compliance.ts';
import type { ReportOutcome } from '../../../../shared/sla/report-rows.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { currentLocale, msg, t } from '../../../ui/i18n.ts';
import { breachLabel } from '../../../words/ticket-words.ts';
import { metricLabel } from '../../../words/clock-words.ts';
import { slotLabel } from '../../../words/period-words.ts';
import { agreementName } from '../policies/policy-words.ts';

/** Names behind the ids of a report. */
export type Names = Pick<ReferenceSnapshot, 'people' | 'places' | 'policies'>;

const GROUPS: Readonly<Record<ReportGroupBy, string>> = {
  policy: msg('Policy'),
  agreement: msg('Agreement'),
  metric: msg('Metric'),
  team: msg('Team'),
  priority: msg('Priority'),
  site: msg('Site'),
  category: msg('Category'),
  assignee: msg('Assignee'),
  day: msg('Day'),
  week: msg('Week'),
  month: msg('Month'),
  quarter: msg('Quarter'),
};

export function groupName(groupBy: ReportGroupBy): string {
  return t(GROUPS[groupBy]);
}

const NONE = msg('None');
const NOTHING: Partial<Readonly<Record<ReportGroupBy, string>>> = {
  team: msg('No team'),
  priority: msg('No priority'),
  site: msg('No site'),
  category: msg('No category'),
  assignee: msg('Nobody'),
};

/** What a group of a report is called; what is not known here any more reads as its key. */
export function groupLabel(groupBy: ReportGroupBy, key: string, names: Names): string {
  if (key === '') {
    const nothing = NOTHING[groupBy] ?? NONE;
    return t(nothing);
  }
  switch (groupBy) {
    case 'policy':
      return nameOf(names.policies.get(key), key);
    case 'team':
    case 'assignee':
      return names.people.get(key)?.name ?? key;
    case 'site':
      return names.places.get(key)?.name ?? key;
    case 'agreement':
      return key === 'sla' || key === 'ola' || key === 'uc' ? agreementName(key) : key;
    case 'metric':
      return isMetric(key) ? metricLabel(key) : key;
    case 'priority':
      return `P${key}`;
    case 'category':
      return key;
    case 'day':
    case 'week':
    case 'month':
    case 'quarter':
      return slotLabel(groupBy, key);
  }
}

function nameOf(policy: { readonly kind: string } | undefined, key: string): string {
  return policy && 'name' in policy && typeof policy.name === 'string' ? policy.name : key;
}

function isMetric(key: string): key is Parameters<typeof metricLabel>[0] {
  return ['assignment', 'response', 'next-update', 'resolution'].includes(key);
}

/** A day, week, month or quarter by the local date on which it begins. */
const OUTCOMES: Readonly<Record<ReportOutcome, string>> = {
  met: msg('Met'),
  breached: msg('Breached'),
  running: msg('Still running'),
};

export function outcomeLabel(outcome: ReportOutcome): string {
  return t(OUTCOMES[outcome]);
}

const COUNTED: Readonly<Record<CountedAt, string>> = {
  settled: msg('A target counts on the day it was met or breached; what still runs counts today.'),
  opened: msg('A target counts on the day its record was reported.'),
};

export function countedSentence(countedAt: CountedAt): string {
  return t(COUNTED[countedAt]);
}

export function breachReasonLabel(reason: BreachReason | null): string {
  return reason === null ? t('No reason given') : breachLabel(reason);
}

/** "84.1 %"; a dash where nothing was decided. */
export function shareText({ shareMet }: Pick<ReportFigures, 'shareMet'>): string {
  return shareMet === null ? '–' : formatPercent(currentLocale(), shareMet, 1);
}

/** Elapsed of target, which may exceed 100 %. */
export function percentText(percent: number | null): string {
  return percent === null ? '–' : formatPercent(currentLocale(), percent / 100);
}

/** "+3.2 points"; null where one of the two has no share. */
export function shareChange(now: ReportFigures, before: ReportFigures): string | null {
  if (now.shareMet === null || before.shareMet === null) return null;
  const points = (now.shareMet - before.shareMet) * 100;
  const text = formatNumber(currentLocale(), points, {
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  return t('{{points}} points', { points: text });
}

/** "Agreement: …, Team: …", or that nothing is left out. */
export function filterSentence(filter: ReportFilter, names: Names): string {
  const { agreement, metric, policyId, priority, teamId, siteId } = filter;
  const asked: readonly (readonly [ReportGroupBy, string | null | undefined])[] = [
    ['agreement', agreement],
    ['metric', metric],
    ['policy', policyId],
    ['priority', typeof priority === 'number' ? String(priority) : null],
    ['team', teamId],
    ['site', siteId],
  ];
  const parts = asked.flatMap(([groupBy, key]) =>
    typeof key === 'string' ? [`${groupName(groupBy)}: ${groupLabel(groupBy, key, names)}`] : [],
  );
  return parts.length === 0 ? t('All targets, without a filter') : parts.join(' · ');
}

export function targetsText(count: number): string {
  return t('{{shown}} targets', { count, shown: formatNumber(currentLocale(), count) });
}

export function recordsText(count: number): string {
  return t('{{shown}} records', { count, shown: formatNumber(currentLocale(), count) });
}
