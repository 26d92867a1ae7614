import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { CompiledCalendar } from '../../../../shared/sla/calendar.ts';
import { localDateOf, simulateDays } from '../../../../shared/sla/day-simulator.ts';
import type { SimulatedDay } from '../../../../shared/sla/day-simulator.ts';
import { parseLocalDay } from '../../../../shared/sla/local-time.ts';
import type { Zone } from '../../../../shared/sla/zone.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import type { CalendarDraft } from './calendar-draft.ts';
import { compileDraft } from './calendar-draft.ts';
import { dateWords } from './date-words.ts';
import { DayLine } from './day-line.tsx';
import { DueTester } from './due-tester.tsx';
import { clockChangeText, dayText } from './simulator-words.ts';

type Span = '1' | '7' | '14';

function DayRow({
  day,
  zone,
  name,
  nowMs,
}: {
  readonly day: SimulatedDay;
  readonly zone: Zone;
  readonly name: string;
  readonly nowMs: number;
}): ReactElement {
  const locale = useLocale();
  const change = clockChangeText(day, locale);
  return (
    <li className="cal-sim__day">
      <span className="cal-sim__date tnum">{dateWords(day.date, locale, 'day')}</span>
      <DayLine day={day} zone={zone} markMs={nowMs} />
      <span className="cal-sim__text">
        {dayText(day, name, locale, zone.timezone)}
        {change === '' ? null : (
          <Chip size="sm" icon="history" tone="info">
            {change}
          </Chip>
        )}
      </span>
    </li>
  );
}

function moved(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

interface BodyProps {
  readonly calendar: CompiledCalendar;
  readonly draft: CalendarDraft;
  readonly nowMs: number;
}

function Days({ calendar, nowMs, nameOf }: BodyProps & { nameOf(date: string): string }) {
  const [date, setDate] = useState(() => localDateOf(calendar.zone, nowMs));
  const [span, setSpan] = useState<Span>('14');
  const isDate = parseLocalDay(date) !== null;
  const days = useMemo(
    () => (isDate ? simulateDays(calendar, date, Number(span)) : []),
    [calendar, date, span, isDate],
  );
  const step = (by: 1 | -1): void => setDate(moved(date, by * Number(span)));
  return (
    <>
      <div className="cal-sim__choice">
        <TextInput
          type="date"
          aria-label={t('First day of the picture')}
          min="1900-01-01"
          max="2299-12-31"
          value={date}
          onChange={(event) => setDate(event.target.value)}
        />
        <IconButton
          icon="chevron-left"
          label={t('Earlier days')}
          disabled={!isDate}
          onClick={() => step(-1)}
        />
        <IconButton
          icon="chevron-right"
          label={t('Later days')}
          disabled={!isDate}
          onClick={() => step(1)}
        />
        <Segmented<Span>
          label={t('How many days')}
          value={span}
          onChange={setSpan}
          options={[
            { value: '1', label: t('1 day') },
            { value: '7', label: t('1 week') },
            { value: '14', label: t('2 weeks') },
          ]}
        />
      </div>
      <ul className="cal-sim__days">
        {days.map((day) => (
          <DayRow
            key={day.date}
            day={day}
            zone={calendar.zone}
            name={nameOf(day.date)}
            nowMs={nowMs}
          />
        ))}
      </ul>
    </>
  );
}

function Simulation({ calendar, draft, nowMs }: BodyProps): ReactElement {
  const names = useMemo(
    () =>
      new Map(
        [...draft.holidays, ...draft.exceptions].map(({ date, name }) => [date, name] as const),
      ),
    [draft.holidays, draft.exceptions],
  );
  const nameOf = (date: string): string => names.get(date) ?? '';
  return (
    <>
      <Days calendar={calendar} draft={draft} nowMs={nowMs} nameOf={nameOf} />
      <DueTester key={calendar.zone.timezone} calendar={calendar} nowMs={nowMs} nameOf={nameOf} />
    </>
  );
}

/** What the calendar does, as it is being edited: days as pictures and text, and when things are due. */
export function DaySimulatorPanel({
  draft,
  nowMs,
}: {
  readonly draft: CalendarDraft;
  readonly nowMs: number;
}): ReactElement {
  const calendar = useMemo(() => compileDraft(draft), [draft]);
  return (
    <section className="cal-section cal-sim" aria-labelledby="cal-sim">
      <div className="cal-section__head">
        <h3 id="cal-sim">{t('Try it out')}</h3>
        <span className="t3 t12">{draft.timezone}</span>
      </div>
      {calendar === null ? (
        <Notice tone="info">
          {t('The days are shown again as soon as hours and time zone are right.')}
        </Notice>
      ) : (
        <Simulation calendar={calendar} draft={draft} nowMs={nowMs} />
      )}
    </section>
  );
}
