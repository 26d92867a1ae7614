import { useState } from 'react';
import type { ReactElement } from 'react';
import type { CompiledCalendar } from '../../../../shared/sla/calendar.ts';
import { localDateOf, simulateDue } from '../../../../shared/sla/day-simulator.ts';
import type { DueStep, SimulatedDue } from '../../../../shared/sla/day-simulator.ts';
import { localToInstant } from '../../../../shared/sla/local-time.ts';
import { formatMinutes, formatTime } from '../../../ui/format.ts';
import { msg, t, tRich, useLocale } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { dateWords } from './date-words.ts';
import { closedText } from './simulator-words.ts';

type Unit = 'minutes' | 'hours' | 'business-days';

const UNITS: readonly { readonly value: Unit; readonly label: string }[] = [
  { value: 'minutes', label: msg('minutes') },
  { value: 'hours', label: msg('hours') },
  { value: 'business-days', label: msg('business days') },
];
/** Three years of hours. */
const MOST = 26_280;

interface DueTesterProps {
  readonly calendar: CompiledCalendar;
  readonly nowMs: number;
  nameOf(date: string): string;
}

function dueOf(
  calendar: CompiledCalendar,
  startMs: number,
  amount: number,
  unit: Unit,
): SimulatedDue {
  return simulateDue(
    calendar,
    startMs,
    unit === 'business-days'
      ? { businessDays: amount }
      : { minutes: unit === 'hours' ? amount * 60 : amount },
  );
}

/** `2027-03-29T16:00` in the zone of the calendar; null where it is no instant. */
function startOf(calendar: CompiledCalendar, local: string): number | null {
  try {
    return localToInstant(calendar.zone.timezone, local);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function Step({
  step,
  unit,
  name,
}: {
  readonly step: DueStep;
  readonly unit: Unit;
  readonly name: string;
}): ReactElement {
  const locale = useLocale();
  const counted = (): string => {
    if (unit === 'business-days') {
      if (step.businessDay !== null) {
        return t('business day {{number}}', { number: step.businessDay });
      }
      return step.open.length > 0 ? t('the day it starts') : closedText(step, name);
    }
    if (step.countedSeconds === 0) {
      return step.open.length > 0 ? t('nothing left of this day') : closedText(step, name);
    }
    return t('{{time}} count, {{total}} so far', {
      time: formatMinutes(step.countedSeconds / 60),
      total: formatMinutes(step.totalSeconds / 60),
    });
  };
  return (
    <li>
      <span className="cal-steps__date tnum">{dateWords(step.date, locale, 'day')}</span>
      <span>{counted()}</span>
    </li>
  );
}

function Answer({
  due,
  calendar,
  unit,
  nameOf,
}: {
  readonly due: SimulatedDue;
  readonly calendar: CompiledCalendar;
  readonly unit: Unit;
  readonly nameOf: (date: string) => string;
}): ReactElement {
  const locale = useLocale();
  const { dueMs, steps, moreDays } = due;
  if (dueMs === null) {
    return <p>{t('It is never due: ten years bring no open time.')}</p>;
  }
  const when = `${dateWords(localDateOf(calendar.zone, dueMs), locale)} ${formatTime(locale, dueMs, calendar.zone.timezone)}`;
  return (
    <>
      <p className="cal-due" role="status">
        {tRich('it is due on {{when}}.', { when: <strong className="tnum">{when}</strong> })}
      </p>
      <details className="cal-steps">
        <summary>{t('How that is counted')}</summary>
        <ol>
          {steps.map((step) => (
            <Step key={step.date} step={step} unit={unit} name={nameOf(step.date)} />
          ))}
        </ol>
        {moreDays > 0 ? (
          <p className="t3">{t('and {{count}} more days', { count: moreDays })}</p>
        ) : null}
      </details>
    </>
  );
}

/** "If something starts at … with a target of …, it is due on …", day by day. */
export function DueTester({ calendar, nowMs, nameOf }: DueTesterProps): ReactElement {
  const zone = calendar.zone.timezone;
  const [start, setStart] = useState(
    () => `${localDateOf(calendar.zone, nowMs)}T${formatTime('en', nowMs, zone)}`,
  );
  const [amount, setAmount] = useState('8');
  const [unit, setUnit] = useState<Unit>('hours');
  const startMs = startOf(calendar, start);
  const number = Number(amount.replace(',', '.'));
  const isAmount = amount.trim() !== '' && number >= 0 && number <= MOST;
  const isWhole = unit !== 'business-days' || Number.isInteger(number);
  return (
    <div className="cal-tester">
      <p className="cal-tester__if">
        {tRich('If something starts at {{start}} with a target of {{amount}} {{unit}}', {
          start: (
            <TextInput
              type="datetime-local"
              aria-label={t('Start, in the time zone of the calendar')}
              value={start}
              onChange={(event) => setStart(event.target.value)}
            />
          ),
          amount: (
            <TextInput
              className="cal-tester__amount tnum"
              inputMode="decimal"
              aria-label={t('Amount of time')}
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
            />
          ),
          unit: (
            <Select<Unit>
              label={t('Unit')}
              value={unit}
              options={UNITS.map(({ value, label }) => ({ value, label: t(label) }))}
              onChange={setUnit}
            />
          ),
        })}
      </p>
      {startMs !== null && isAmount && isWhole ? (
        <Answer
          due={dueOf(calendar, startMs, number, unit)}
          calendar={calendar}
          unit={unit}
          nameOf={nameOf}
        />
      ) : (
        <p className="cal-error">
          {startMs === null
            ? t('Give a date and a time.')
            : isAmount
              ? t('Business days are whole days.')
              : t('Give a number from 0 to {{most}}.', { most: MOST })}
        </p>
      )}
    </div>
  );
}
