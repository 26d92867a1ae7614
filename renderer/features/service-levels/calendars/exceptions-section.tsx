import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { withExceptions } from './calendar-draft.ts';
import type { CalendarDraft, DraftException, DraftProblem } from './calendar-draft.ts';
import { dateWords } from './date-words.ts';
import type { DaysSectionProps } from './holidays-section.tsx';
import { HoursInput } from './hours-input.tsx';

interface ExceptionRowProps {
  readonly exception: DraftException;
  readonly wrong: readonly DraftProblem[];
  readonly readOnly: boolean;
  onPut(next: DraftException | null): void;
}

function ExceptionRow({ exception, wrong, readOnly, onPut }: ExceptionRowProps): ReactElement {
  const locale = useLocale();
  const { date, name, hours } = exception;
  const words = dateWords(date, locale);
  return (
    <li className="cal-day cal-day--own">
      <span className="cal-day__date tnum">{words}</span>
      <TextInput
        className="cal-day__name"
        aria-label={t('Name of {{date}}', { date: words })}
        placeholder={t('Why, such as stocktaking')}
        maxLength={160}
        readOnly={readOnly}
        value={name}
        onChange={(event) => onPut({ ...exception, name: event.target.value })}
      />
      <HoursInput
        label={t('Hours on {{day}}', { day: words })}
        hours={hours}
        readOnly={readOnly}
        isInvalid={wrong.length > 0}
        onChange={(next) => onPut({ ...exception, hours: next })}
      />
      {readOnly ? null : (
        <IconButton
          icon="close"
          size="sm"
          label={t('Remove {{date}}', { date: words })}
          onClick={() => onPut(null)}
        />
      )}
      {wrong.map(({ text }) => (
        <p key={text} className="cal-error" role="alert">
          {text}
        </p>
      ))}
    </li>
  );
}

function AddException({
  draft,
  onChange,
}: {
  readonly draft: CalendarDraft;
  readonly onChange: (next: CalendarDraft) => void;
}): ReactElement {
  const [date, setDate] = useState('');
  const isThere = draft.exceptions.some((each) => each.date === date);
  return (
    <form
      className="cal-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (date === '' || isThere) return;
        onChange(withExceptions(draft, [...draft.exceptions, { date, name: '', hours: [] }]));
        setDate('');
      }}
    >
      <TextInput
        type="date"
        aria-label={t('Date with hours of its own')}
        min="1900-01-01"
        max="2299-12-31"
        value={date}
        onChange={(event) => setDate(event.target.value)}
      />
      <Button type="submit" icon="plus" disabled={date === '' || isThere}>
        {t('Add')}
      </Button>
      {isThere ? <p className="cal-error">{t('This day has hours of its own already.')}</p> : null}
    </form>
  );
}

/** Single dates with hours of their own: they replace the week's and win over a holiday. */
export function ExceptionsSection(
  props: DaysSectionProps & { readonly problems: readonly DraftProblem[] },
): ReactElement {
  const { draft, readOnly, problems, onChange } = props;
  return (
    <section className="cal-section" aria-labelledby="cal-exceptions">
      <div className="cal-section__head">
        <h3 id="cal-exceptions">{t('Days with hours of their own')}</h3>
      </div>
      <p className="t3 t12">
        {t('They replace the hours of the week and win over a holiday. No hours: closed.')}
      </p>
      <ul>
        {draft.exceptions.map((exception, index) => (
          <ExceptionRow
            key={exception.date}
            exception={exception}
            readOnly={readOnly}
            wrong={problems.filter(({ field }) => field === `exceptions[${index}]`)}
            onPut={(next) =>
              onChange(
                withExceptions(
                  draft,
                  draft.exceptions.flatMap((each, n) =>
                    n === index ? (next ? [next] : []) : [each],
                  ),
                ),
              )
            }
          />
        ))}
      </ul>
      {readOnly ? null : <AddException draft={draft} onChange={onChange} />}
    </section>
  );
}
