import { formatDate } from '../../../ui/format.ts';
import { t } from '../../../ui/i18n.ts';
import { stateLabel } from '../../../words/ticket-words.ts';
import type { Similarity } from './similar-tickets.ts';

/** More words than this explain nothing further. */
const WORDS = 3;

/** Why a ticket is shown as similar, and how it stands: "driver, blank · same service · resolved". */
export function similarWords(similar: Similarity, locale: string): string {
  const { row, words, sameService, sameCategory } = similar;
  const parts: string[] = [];
  if (words.length > 0) parts.push(`“${words.slice(0, WORDS).join(', ')}”`);
  if (sameService) parts.push(t('same service'));
  else if (sameCategory) parts.push(t('same category'));
  const state = stateLabel(row.state).toLocaleLowerCase();
  parts.push(t('{{state}}, {{date}}', { state, date: formatDate(locale, row.activityAt) }));
  return parts.join(' · ');
}
