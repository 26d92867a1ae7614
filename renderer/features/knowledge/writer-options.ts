import type { ReferenceSnapshot } from '../../replica/reference.ts';
import { peopleOf } from '../../replica/reference.ts';
import { t } from '../../ui/i18n.ts';
import type { Option } from '../../ui/option.ts';

/** People who sign in, oneself first. */
export function writerOptions(
  reference: ReferenceSnapshot,
  meId: string | undefined,
): readonly Option[] {
  return peopleOf(reference)
    .filter(({ userName, removedAt }) => userName !== undefined && removedAt === undefined)
    .sort((a, b) => Number(b.id === meId) - Number(a.id === meId) || a.name.localeCompare(b.name))
    .map(({ id, name, jobTitle }) => ({
      value: id,
      label: name,
      ...(id === meId ? { detail: t('That is me') } : jobTitle ? { detail: jobTitle } : {}),
    }));
}
