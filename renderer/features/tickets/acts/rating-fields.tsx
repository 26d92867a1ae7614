import type { ReactElement } from 'react';
import { SATISFACTIONS } from '../../../../shared/workflow/ticket-acts-people.ts';
import type { Rating } from '../../../../shared/workflow/ticket-acts-people.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextInput } from '../../../ui/text-input.tsx';

const WORDS = {
  1: msg('bad'),
  2: msg('poor'),
  3: msg('fair'),
  4: msg('good'),
  5: msg('very good'),
} as const;

/** “4 of 5, good”. */
export function ratingWords(satisfaction: NonNullable<Rating['satisfaction']>): string {
  return t('{{stars}} of 5, {{words}}', { stars: satisfaction, words: t(WORDS[satisfaction]) });
}

/** As many stars as were given; words stand beside it. */
export function Stars({ of }: { readonly of: number }): ReactElement {
  return (
    <span className="tickets-stars" aria-hidden>
      {SATISFACTIONS.map((each) => (
        <Icon key={each} name={each <= of ? 'star-filled' : 'star'} size={14} />
      ))}
    </span>
  );
}

interface RatingFieldsProps {
  readonly rating: Rating;
  onChange(rating: Rating): void;
}

/** Asks what the requester thought of it; nothing has to be answered. */
export function RatingFields({ rating, onChange }: RatingFieldsProps): ReactElement {
  const value = String(rating.satisfaction ?? 'none');
  return (
    <>
      <div className="form-field">
        <span className="form-field__label">{t('How satisfied was the requester?')}</span>
        <Segmented
          label={t('How satisfied was the requester?')}
          value={value}
          onChange={(next) =>
            onChange({
              ...rating,
              satisfaction: SATISFACTIONS.find((each) => String(each) === next),
            })
          }
          options={[
            { value: 'none', label: t('not asked') },
            ...SATISFACTIONS.map((each) => ({ value: String(each), label: String(each) })),
          ]}
        />
        <span className="form-field__hint">
          {rating.satisfaction === undefined
            ? t('1 is bad, 5 is very good.')
            : ratingWords(rating.satisfaction)}
        </span>
      </div>
      {rating.satisfaction === undefined ? null : (
        <FormField label={t('What they said')}>
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={2000}
              value={rating.note}
              onChange={(event) => onChange({ ...rating, note: event.target.value })}
            />
          )}
        </FormField>
      )}
    </>
  );
}
