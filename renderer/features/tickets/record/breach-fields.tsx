import type { ReactElement } from 'react';
import type { BreachReason } from '../../../../shared/model/ticket.ts';
import { BREACH_REASONS } from '../../../../shared/model/ticket.ts';
import type { StateArguments } from '../../../../shared/workflow/ticket-commands.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { breachLabel } from '../../../words/ticket-words.ts';

/** Why a service level was missed, as it is typed. */
export interface BreachAnswer {
  readonly reason: BreachReason | '';
  readonly note: string;
}

export interface BreachErrors {
  readonly reason?: string;
  readonly note?: string;
}

export const NO_BREACH_ANSWER: BreachAnswer = { reason: '', note: '' };

/** What is missing in an answer; empty where it is complete. */
export function breachErrors({ reason, note }: BreachAnswer): BreachErrors {
  if (reason === '') return { reason: t('Choose why the service level was missed.') };
  return reason === 'other' && note.trim() === ''
    ? { note: t('Say in a sentence why the service level was missed.') }
    : {};
}

/** An answer as the command takes it. */
export function breachArguments({ reason, note }: BreachAnswer): StateArguments {
  if (reason === '') return {};
  return { breachReason: reason, ...(note.trim() === '' ? {} : { breachNote: note }) };
}

interface BreachFieldsProps {
  readonly answer: BreachAnswer;
  readonly errors: BreachErrors;
  /** What was missed: "Resolution 1:12 over", or of how many of the chosen tickets. */
  readonly missed: string;
  onChange(answer: BreachAnswer): void;
}

/** Asks why a service level was missed: one of a list, and a note where one wants to say more. */
export function BreachFields(props: BreachFieldsProps): ReactElement {
  const { answer, errors, missed, onChange } = props;
  return (
    <>
      <FormField
        label={t('Why was the service level missed?')}
        hint={missed}
        required
        error={errors.reason}
      >
        {(ids) => (
          <Select
            {...ids}
            value={answer.reason}
            placeholder={t('Choose')}
            options={BREACH_REASONS.map((value) => ({ value, label: breachLabel(value) }))}
            onChange={(next) =>
              onChange({ ...answer, reason: BREACH_REASONS.find((each) => each === next) ?? '' })
            }
          />
        )}
      </FormField>
      <FormField
        label={t('Note on the breach')}
        hint={t('Internal; it stands in the report of breaches.')}
        required={answer.reason === 'other'}
        error={errors.note}
      >
        {(ids) => (
          <TextArea
            {...ids}
            minRows={2}
            maxLength={2000}
            value={answer.note}
            onChange={(event) => onChange({ ...answer, note: event.target.value })}
          />
        )}
      </FormField>
    </>
  );
}
