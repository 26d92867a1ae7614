import type { ReactElement } from 'react';
import { IconButton } from '../../../ui/button.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuItem } from '../../../ui/menu.tsx';
import type { CalendarDraft, DraftProblem } from './calendar-draft.ts';
import { DayTrack, TRACK_HOURS } from './day-track.tsx';
import { HoursInput } from './hours-input.tsx';
import { WEEK, weekdayName } from './week-hours.ts';
import type { Interval, WeekDay } from './week-hours.ts';

type Week = CalendarDraft['hours'];

interface WeekGridProps {
  readonly hours: Week;
  readonly problems: readonly DraftProblem[];
  readonly readOnly: boolean;
  onChange(hours: Week): void;
}

const WORKDAYS: readonly WeekDay[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

function withDays(hours: Week, days: readonly WeekDay[], intervals: readonly Interval[]): Week {
  return { ...hours, ...Object.fromEntries(days.map((day) => [day, intervals])) };
}

function copyItems(
  hours: Week,
  day: WeekDay,
  locale: string,
  onChange: (hours: Week) => void,
): readonly MenuItem[] {
  const intervals = hours[day];
  const to = (id: string, label: string, days: readonly WeekDay[]): MenuItem => ({
    id,
    label,
    onSelect: () => onChange(withDays(hours, days, intervals)),
  });
  return [
    { kind: 'label', id: 'copy', label: t('Copy these hours to') },
    to('workdays', t('Monday to Friday'), WORKDAYS),
    to('all', t('all days'), WEEK),
    { kind: 'separator', id: 'line' },
    ...WEEK.filter((each) => each !== day).map((each) =>
      to(each, weekdayName(each, locale, 'long'), [each]),
    ),
    { kind: 'separator', id: 'line-2' },
    {
      id: 'always',
      label: t('Open this day around the clock'),
      onSelect: () => onChange(withDays(hours, [day], [['00:00', '24:00']])),
    },
    {
      id: 'closed',
      label: t('Close this day'),
      onSelect: () => onChange(withDays(hours, [day], [])),
    },
  ];
}

/** The seven days, each as a line to draw on and as typed hours. */
export function WeekGrid({ hours, problems, readOnly, onChange }: WeekGridProps): ReactElement {
  const locale = useLocale();
  return (
    <div className="cal-week">
      <div className="cal-week__hours" aria-hidden="true">
        <div className="cal-week__scale">
          {TRACK_HOURS.map(({ label, left }) => (
            <span key={label} style={{ left }}>
              {label}
            </span>
          ))}
        </div>
      </div>
      {WEEK.map((day) => {
        const name = weekdayName(day, locale, 'long');
        const wrong = problems.filter(({ field }) => field === `hours.${day}`);
        const change = (next: readonly Interval[]): void => onChange(withDays(hours, [day], next));
        return (
          <div key={day} className="cal-week__day" role="group" aria-label={name}>
            <span className="cal-week__name">{name}</span>
            <HoursInput
              label={t('Hours on {{day}}', { day: name })}
              hours={hours[day]}
              readOnly={readOnly}
              isInvalid={wrong.length > 0}
              onChange={change}
            />
            {readOnly ? null : (
              <Menu
                label={t('Copy hours of {{day}}', { day: name })}
                align="end"
                items={copyItems(hours, day, locale, onChange)}
                trigger={
                  <IconButton
                    icon="copy"
                    size="sm"
                    label={t('Copy hours of {{day}}', { day: name })}
                  />
                }
              />
            )}
            <DayTrack day={name} hours={hours[day]} readOnly={readOnly} onChange={change} />
            {wrong.map(({ text }) => (
              <p key={text} className="cal-error cal-week__wrong" role="alert">
                {text}
              </p>
            ))}
          </div>
        );
      })}
    </div>
  );
}
