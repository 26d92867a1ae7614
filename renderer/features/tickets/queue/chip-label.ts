import type { TermKey } from '../../../../shared/query/ticket-query.ts';
import { t } from '../../../ui/i18n.ts';
import type { FilterValue } from './filter-values.ts';
import { keyLabel } from './filter-values.ts';
import type { QueryToken } from './query-text.ts';

/** More names than this are counted. */
const NAMES = 3;

/** A term as a sentence: "Site is Leipzig DC, Graz", "State is not Closed". */
export function chipLabel(
  token: QueryToken,
  valuesOf: (key: TermKey) => readonly FilterValue[],
): string {
  if (token.key === null) {
    const words = token.values.join(' ');
    return token.not ? t('Without “{{words}}”', { words }) : t('Contains “{{words}}”', { words });
  }
  const known = valuesOf(token.key);
  const labels = token.values.map((value) => {
    const found = known.find((each) => each.value.toLowerCase() === value.toLowerCase());
    return found?.inSentence ?? found?.label ?? value;
  });
  const names =
    labels.length > NAMES
      ? t('{{names}} and {{more}} more', {
          names: labels.slice(0, NAMES - 1).join(', '),
          more: labels.length - NAMES + 1,
        })
      : labels.join(', ');
  const field = keyLabel(token.key);
  return token.not
    ? t('{{field}} is not {{names}}', { field, names })
    : t('{{field}} is {{names}}', { field, names });
}
