import type { ArticleCheck } from '../../../shared/model/reference.ts';
import type { QualityFinding, QualityRule } from '../../../shared/knowledge/article-quality.ts';
import { t } from '../../ui/i18n.ts';

/** What a reviewer confirms by a tick. */
export function checkWords(check: ArticleCheck): string {
  switch (check) {
    case 'title-says-it':
      return t('The title says what it is about');
    case 'steps-tried':
      return t('Somebody followed the steps');
    case 'audience-right':
      return t('It is written for its audience');
    case 'no-secrets':
      return t('No passwords, keys or personal data');
    case 'links-work':
      return t('Links and commands work');
    case 'not-a-duplicate':
      return t('No other article says the same');
  }
}

const FINE: Readonly<Record<QualityRule, () => string>> = {
  'title-length': () => t('The title has a good length'),
  'summary-present': () => t('There is a summary'),
  'text-present': () => t('There is a text'),
  'has-structure': () => t('Headings or steps lead through it'),
  'links-lead-somewhere': () => t('Links to articles lead somewhere'),
  'pictures-described': () => t('Pictures are described'),
  'valid-to-set': () => t('It says how long it holds'),
  'owner-set': () => t('Somebody looks after it'),
};

/** One line of the automatic list: what is fine, or what to do. */
export function findingWords({ rule, ok, about }: QualityFinding): string {
  if (ok) return FINE[rule]();
  switch (rule) {
    case 'title-length':
      return Number(about[0]) < 40
        ? t('The title is too short to be found by')
        : t('The title is long: {{count}} characters. It is cut in lists', {
            count: Number(about[0]),
          });
    case 'summary-present':
      return t('Say in a sentence or two what it helps with');
    case 'text-present':
      return t('There is no text yet');
    case 'has-structure':
      return t('Long text without headings or steps: readers scan');
    case 'links-lead-somewhere':
      return t('Links lead nowhere: {{addresses}}', { addresses: about.join(', ') });
    case 'pictures-described':
      return t('Pictures without a description: {{count}}', { count: about.length });
    case 'valid-to-set':
      return t('Say until when it holds, so that somebody is reminded');
    case 'owner-set':
      return t('Name somebody who looks after it');
  }
}
