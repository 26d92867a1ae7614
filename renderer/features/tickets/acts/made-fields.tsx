import type { ReactElement } from 'react';
import { Checkbox } from '../../../ui/choice.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { TextInput } from '../../../ui/text-input.tsx';

/** What a new record that is made of another begins with. */
export interface MadeWords {
  readonly title: string;
  readonly description: string;
  /** Linked items of the old one go along. */
  readonly items: boolean;
}

interface MadeFieldsProps {
  readonly words: MadeWords;
  readonly titleError: string | undefined;
  readonly descriptionLabel: string;
  /** How many items are linked. */
  readonly itemCount: number;
  onChange(part: Partial<MadeWords>): void;
}

/** Title, text and items of a new record. */
export function MadeFields(props: MadeFieldsProps): ReactElement {
  const { words, titleError, descriptionLabel, itemCount, onChange } = props;
  return (
    <>
      <FormField label={t('Title')} required error={titleError}>
        {(ids) => (
          <TextInput
            {...ids}
            maxLength={400}
            value={words.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </FormField>
      <FormField label={descriptionLabel}>
        {(ids) => (
          <TextArea
            {...ids}
            minRows={3}
            maxRows={10}
            value={words.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </FormField>
      {itemCount === 0 ? null : (
        <Checkbox
          label={t('{{count}} linked items go along', { count: itemCount })}
          checked={words.items}
          onChange={(items) => onChange({ items })}
        />
      )}
    </>
  );
}
