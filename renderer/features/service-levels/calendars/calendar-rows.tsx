import type { ReactElement } from 'react';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { Column } from '../../../ui/data-table.tsx';
import { t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { compileDraft, draftOf, draftProblems } from './calendar-draft.ts';
import { coverageText, openNow, usersOf, weekText } from './calendar-facts.ts';
import type { CalendarUsers, OpenNow } from './calendar-facts.ts';

/** What a list says about a calendar. */
export interface CalendarRow {
  readonly calendar: CalendarPolicy;
  readonly week: string;
  /** Null where it cannot be counted with. */
  readonly now: OpenNow | null;
  readonly users: CalendarUsers;
  /** What is wrong with it, or will be. */
  readonly notes: readonly string[];
}

export function calendarRows(
  calendars: readonly CalendarPolicy[],
  reference: ReferenceSnapshot,
  nowMs: number,
  locale: string,
): readonly CalendarRow[] {
  return calendars.map((calendar) => {
    const draft = draftOf(calendar);
    const compiled = compileDraft(draft);
    const coverage = coverageText(draft.holidays, nowMs, locale);
    const notes = [
      ...draftProblems(draft, locale).map(({ text }) => text),
      ...(compiled?.opensAtAll === false ? [t('This calendar never opens')] : []),
      ...(coverage === null ? [] : [coverage]),
    ];
    return {
      calendar,
      week: weekText(draft.hours, locale),
      now: compiled && openNow(compiled, nowMs, locale),
      users: usersOf(reference, calendar.id),
      notes,
    };
  });
}

function usersText({ policies, teams, places }: CalendarUsers): string {
  const parts = [
    policies.length > 0 ? t('{{count}} policies', { count: policies.length }) : '',
    teams.length > 0 ? t('{{count}} teams', { count: teams.length }) : '',
    places.length > 0 ? t('{{count}} places', { count: places.length }) : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? t('nobody') : parts.join(', ');
}

function usersTitle({ policies, teams, places }: CalendarUsers): string {
  return [...policies, ...teams, ...places].map(({ name }) => name).join(', ');
}

/** The name, with a mark where something is wrong: narrow lists have no room for the notes. */
function nameCell(row: CalendarRow | undefined): ReactElement | null {
  if (row === undefined) return null;
  const notes = row.notes.join(' ');
  return (
    <>
      <span className="cut med">{row.calendar.name}</span>
      {notes === '' ? null : (
        <span className="cal-note" role="img" aria-label={notes} title={notes}>
          <Icon name="warning" size={12} />
        </span>
      )}
    </>
  );
}

/** The columns of the list of calendars. */
export function calendarColumns(rows: readonly CalendarRow[]): readonly Column[] {
  return [
    {
      id: 'name',
      label: t('Name'),
      width: 'minmax(0, 2fr)',
      cell: (index) => nameCell(rows[index]),
    },
    {
      id: 'now',
      label: t('Now'),
      width: 'minmax(0, 1.6fr)',
      cell: (index) => {
        const now = rows[index]?.now;
        return now ? (
          <>
            <Icon name={now.isOpen ? 'check' : 'minus'} size={12} />
            <span className="cut">{now.text}</span>
          </>
        ) : null;
      },
    },
    {
      id: 'hours',
      label: t('Hours'),
      width: 'minmax(0, 3fr)',
      hideBelow: 560,
      cell: (index) => (
        <span className="cut tnum" title={rows[index]?.week}>
          {rows[index]?.week}
        </span>
      ),
    },
    {
      id: 'zone',
      label: t('Time zone'),
      width: 'minmax(0, 1.4fr)',
      hideBelow: 860,
      cell: (index) => <span className="cut t2">{rows[index]?.calendar.timezone}</span>,
    },
    {
      id: 'users',
      label: t('Used by'),
      width: 'minmax(0, 1.6fr)',
      hideBelow: 720,
      cell: (index) => {
        const users = rows[index]?.users;
        return users ? (
          <span className="cut" title={usersTitle(users)}>
            {usersText(users)}
          </span>
        ) : null;
      },
    },
    {
      id: 'notes',
      label: t('Notes'),
      width: 'minmax(0, 2fr)',
      hideBelow: 1_000,
      cell: (index) => {
        const notes = rows[index]?.notes ?? [];
        return notes.length > 0 ? (
          <span className="cut" title={notes.join(' ')}>
            {notes.join(' · ')}
          </span>
        ) : null;
      },
    },
  ];
}
