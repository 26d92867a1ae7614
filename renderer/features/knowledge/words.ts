import type { Article } from '../../../shared/model/reference.ts';
import { t } from '../../ui/i18n.ts';
import type { StateMarkName } from '../../ui/state-mark.tsx';

export const STATE_MARKS: Readonly<Record<Article['state'], StateMarkName>> = {
  draft: 'draft',
  review: 'review',
  scheduled: 'scheduled',
  published: 'resolved',
  retired: 'cancelled',
};

export function stateWord(state: Article['state']): string {
  switch (state) {
    case 'draft':
      return t('Draft');
    case 'review':
      return t('In review');
    case 'scheduled':
      return t('Scheduled');
    case 'published':
      return t('Published');
    case 'retired':
      return t('Withdrawn');
  }
}

export function audienceWord(audience: Article['audience']): string {
  switch (audience) {
    case 'everyone':
      return t('Everyone');
    case 'agents':
      return t('Agents');
    case 'technicians':
      return t('Technicians');
  }
}

/** "en" → "English", in the reader's language; what is no language stays as it is. */
export function languageWord(locale: string, lang: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(lang) ?? lang;
  } catch {
    return lang;
  }
}

export function categoryWord(category: string): string {
  return category === '' ? t('Without a category') : category;
}
