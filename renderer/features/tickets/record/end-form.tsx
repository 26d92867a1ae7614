import { useState } from 'react';
import type { ReactElement } from 'react';
import type { ResolutionCode, TicketKind, TicketState } from '../../../../shared/model/ticket.ts';
import { RESOLUTION_CODES, RESOLUTION_CODES_OF } from '../../../../shared/model/ticket.ts';
import type { StateArguments } from '../../../../shared/workflow/ticket-commands.ts';
import type { Rating } from '../../../../shared/workflow/ticket-acts-people.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { Checkbox } from '../../../ui/choice.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { resolutionLabel, stateLabel } from '../../../words/ticket-words.ts';
import { AskDialog } from '../acts/ask-dialog.tsx';
import { RatingFields } from '../acts/rating-fields.tsx';
import { BreachFields, breachArguments, breachErrors, NO_BREACH_ANSWER } from './breach-fields.tsx';
import type { BreachErrors } from './breach-fields.tsx';

/** What ending the work can take along. */
export interface Ending {
  /** Its open children end as well. */
  readonly children: boolean;
  readonly rating: Rating;
}

export interface EndFormProps {
  readonly to: TicketState;
  /** Number of the ticket, or how many there are. */
  readonly subject: string;
  /** Of one ticket; left out: several kinds. */
  readonly kind?: TicketKind | undefined;
  readonly initialText?: string;
  /** A missed service level, in words: its reason is asked for too. */
  readonly missed?: string | undefined;
  /** Open children that can end together with it. */
  readonly openChildren?: readonly TicketRow[] | undefined;
  /** What the requester thought of it is asked for. */
  readonly asksSatisfaction?: boolean | undefined;
  onClose(): void;
  /** A returned sentence is shown and the dialog stays. */
  onConfirm(args: StateArguments, ending: Ending): Promise<string | undefined>;
}

const NO_RATING: Rating = { satisfaction: undefined, note: '' };
/** More names than these are a number. */
const NAMED = 5;

interface Answer {
  readonly code: ResolutionCode | '';
  readonly text: string;
}

interface EndErrors {
  readonly code?: string;
  readonly text?: string;
  readonly breach?: BreachErrors;
}

function errorsOf(answer: Answer, asksHow: boolean): EndErrors {
  if (!asksHow) return {};
  return {
    ...(answer.code === '' ? { code: t('Choose how it was resolved.') } : {}),
    ...(answer.text.trim() === '' ? { text: t('Say in a sentence what resolved it.') } : {}),
  };
}

interface HowFieldsProps {
  readonly kind: TicketKind | undefined;
  readonly answer: Answer;
  readonly errors: EndErrors;
  onChange(part: Partial<Answer>): void;
}

function HowFields({ kind, answer, errors, onChange }: HowFieldsProps): ReactElement {
  const codes = kind === undefined ? RESOLUTION_CODES : RESOLUTION_CODES_OF[kind];
  return (
    <>
      <FormField label={t('How was it resolved?')} required error={errors.code}>
        {(ids) => (
          <Select
            {...ids}
            value={answer.code}
            placeholder={t('Choose')}
            options={codes.map((value) => ({ value, label: resolutionLabel(value) }))}
            onChange={(next) => onChange({ code: codes.find((each) => each === next) ?? '' })}
          />
        )}
      </FormField>
      <FormField
        label={t('What resolved it?')}
        hint={t('The requester reads this.')}
        required
        error={errors.text}
      >
        {(ids) => (
          <TextArea
            {...ids}
            minRows={3}
            value={answer.text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        )}
      </FormField>
    </>
  );
}

interface ChildrenChoiceProps {
  readonly rows: readonly TicketRow[];
  readonly checked: boolean;
  onChange(checked: boolean): void;
}

function ChildrenChoice({ rows, checked, onChange }: ChildrenChoiceProps): ReactElement {
  const named = rows.slice(0, NAMED).map((row) => row.number);
  const rest = rows.length - named.length;
  const hint =
    rest > 0
      ? t('{{numbers}} and {{count}} more', { numbers: named.join(', '), count: rest })
      : named.join(', ');
  return (
    <Checkbox
      label={t('{{count}} open children are resolved with it', { count: rows.length })}
      hint={hint}
      checked={checked}
      onChange={onChange}
    />
  );
}

/** Ending the work asks how, what a missed service level was due to, and who comes along. */
export function EndForm(props: EndFormProps): ReactElement {
  const { to, subject, kind, initialText, missed, openChildren = [], onClose, onConfirm } = props;
  const asksHow = to === 'resolved';
  const [answer, setAnswer] = useState<Answer>({ code: '', text: initialText ?? '' });
  const [breach, setBreach] = useState(NO_BREACH_ANSWER);
  const [ending, setEnding] = useState<Ending>({ children: true, rating: NO_RATING });
  const [errors, setErrors] = useState<EndErrors>({});
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const confirm = async (): Promise<void> => {
    const wrong = errorsOf(answer, asksHow);
    const breachWrong = missed === undefined ? {} : breachErrors(breach);
    setErrors({ ...wrong, breach: breachWrong });
    setFailure(undefined);
    if (Object.keys(wrong).length + Object.keys(breachWrong).length > 0) return;
    const how =
      asksHow && answer.code !== '' ? { resolutionCode: answer.code, resolution: answer.text } : {};
    const said = await onConfirm({ ...how, ...breachArguments(breach) }, ending);
    if (said === undefined) onClose();
    else setFailure(said);
  };
  const state = stateLabel(to);
  return (
    <AskDialog
      title={
        asksHow
          ? t('Resolve {{subject}}', { subject })
          : t('Move {{subject}} to {{state}}', { subject, state })
      }
      act={asksHow ? t('Resolve') : state}
      error={failure}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      {asksHow ? (
        <HowFields
          kind={kind}
          answer={answer}
          errors={errors}
          onChange={(part) => setAnswer({ ...answer, ...part })}
        />
      ) : null}
      {openChildren.length === 0 ? null : (
        <ChildrenChoice
          rows={openChildren}
          checked={ending.children}
          onChange={(children) => setEnding({ ...ending, children })}
        />
      )}
      {missed === undefined ? null : (
        <BreachFields
          answer={breach}
          errors={errors.breach ?? {}}
          missed={missed}
          onChange={setBreach}
        />
      )}
      {props.asksSatisfaction === true ? (
        <RatingFields
          rating={ending.rating}
          onChange={(rating) => setEnding({ ...ending, rating })}
        />
      ) : null}
    </AskDialog>
  );
}
