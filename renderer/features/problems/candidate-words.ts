import type { Candidate } from '../../../shared/desk/candidate-evidence.ts';
import { formatDate, formatDateTime } from '../../ui/format.ts';
import type { IconName } from '../../ui/icon-paths.ts';
import { t } from '../../ui/i18n.ts';

/** Names behind the ids of a candidate. */
export interface CandidateNames {
  item(id: string): string;
  place(id: string): string;
}

export interface Evidence {
  readonly icon: IconName;
  readonly text: string;
}

/** What brought them together, as a title: "24 incidents on PRN-07". */
export function candidateTitle(candidate: Candidate, names: CandidateNames): string {
  const count = candidate.incidentIds.length;
  switch (candidate.kind) {
    case 'item':
      return t('{{count}} incidents about {{item}}', {
        count,
        item: candidate.item === null ? '' : names.item(candidate.item.id),
      });
    case 'words':
      return t('{{count}} incidents say “{{words}}”', { count, words: candidate.words.join(', ') });
    case 'burst':
      return t('{{count}} incidents within four hours', { count });
  }
}

function about(candidate: Candidate, names: CandidateNames): readonly Evidence[] {
  const { item, words, category, subcategory, siteId, kind } = candidate;
  const all = candidate.incidentIds.length;
  const found: Evidence[] = [];
  if (item !== null && (kind !== 'item' || item.count < all)) {
    const name = names.item(item.id);
    found.push({
      icon: 'cmdb',
      text: t('{{count}} of {{all}} are about {{item}}', { count: item.count, all, item: name }),
    });
  }
  if (words.length > 0 && kind !== 'words') {
    found.push({
      icon: 'text',
      text: t('their titles share “{{words}}”', { words: words.join(', ') }),
    });
  }
  if (category !== null) {
    const text = subcategory === null ? category : `${category} / ${subcategory}`;
    found.push({ icon: 'tag', text: t('all of category {{category}}', { category: text }) });
  }
  if (siteId !== null) {
    found.push({ icon: 'pin', text: t('all at {{site}}', { site: names.place(siteId) }) });
  }
  if (kind === 'burst') {
    found.push({
      icon: 'pulse',
      text: t('far more than usual there: eight times and up'),
    });
  }
  return found;
}

/** What speaks for a candidate, a line each. */
export function evidenceOf(
  candidate: Candidate,
  names: CandidateNames,
  locale: string,
): readonly Evidence[] {
  const { since, until, peak, openCount, incidentIds } = candidate;
  const from = formatDate(locale, since);
  const to = formatDate(locale, until);
  const when =
    from === to
      ? t('all on {{day}}', { day: from })
      : t('since {{from}}, last on {{to}}', { from, to });
  const isDense = peak.count > 2 && peak.count < incidentIds.length;
  return [
    ...about(candidate, names),
    { icon: 'calendar', text: when },
    ...(isDense
      ? [
          {
            icon: 'pulse' as const,
            text: t('{{count}} of them within a day from {{time}}', {
              count: peak.count,
              time: formatDateTime(locale, peak.from),
            }),
          },
        ]
      : []),
    {
      icon: 'incident',
      text: openCount === 0 ? t('none is open') : t('{{count}} still open', { count: openCount }),
    },
  ];
}

/** The title a problem made of it begins with. */
export function problemTitle(candidate: Candidate, names: CandidateNames, first: string): string {
  switch (candidate.kind) {
    case 'item':
      return t('{{item}} fails again and again', {
        item: candidate.item === null ? '' : names.item(candidate.item.id),
      });
    case 'words':
      return first;
    case 'burst':
      return candidate.category === null
        ? first
        : t('Many incidents at once: {{category}}', {
            category: [candidate.category, candidate.subcategory].filter(Boolean).join(' / '),
          });
  }
}
