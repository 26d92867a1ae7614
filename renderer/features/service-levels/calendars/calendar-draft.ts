import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import { compileCalendar } from '../../../../shared/sla/calendar.ts';
import type { CompiledCalendar } from '../../../../shared/sla/calendar.ts';
import { checkCalendar } from '../../../../shared/sla/check-calendar.ts';
import type { CalendarBody } from '../../../../shared/workflow/sla-commands.ts';
import { t } from '../../../ui/i18n.ts';
import { minutesOf, WEEK, weekdayName } from './week-hours.ts';
import type { Interval, WeekDay } from './week-hours.ts';

export interface DraftHoliday {
  /** `2027-12-24` */
  readonly date: string;
  readonly name: string;
}

export interface DraftException extends DraftHoliday {
  readonly hours: readonly Interval[];
}

/** A calendar as it is edited: every day there, names beside their dates. */
export interface CalendarDraft {
  readonly name: string;
  readonly timezone: string;
  readonly hours: Readonly<Record<WeekDay, readonly Interval[]>>;
  readonly holidays: readonly DraftHoliday[];
  readonly exceptions: readonly DraftException[];
  readonly holidayRegions: readonly string[];
}

/** What is wrong, and with what: `name`, `timezone`, `hours.mon`, `holidays`, `exceptions[2]`. */
export interface DraftProblem {
  readonly field: string;
  readonly text: string;
}

const byDate = (a: { readonly date: string }, b: { readonly date: string }): number =>
  a.date < b.date ? -1 : Number(a.date > b.date);

const asIntervals = (hours: readonly (readonly string[])[] | undefined): readonly Interval[] =>
  (hours ?? []).map(([opens = '', closes = '']) => [opens, closes]);

/** A new calendar: a five-day week in the zone of this machine. */
export function newDraft(timezone: string): CalendarDraft {
  const day: readonly Interval[] = [['08:00', '17:00']];
  return {
    name: '',
    timezone,
    hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
    holidays: [],
    exceptions: [],
    holidayRegions: [],
  };
}

export function draftOf(calendar: CalendarPolicy): CalendarDraft {
  const nameOf = (date: string): string => calendar.dayNames?.[date] ?? '';
  return {
    name: calendar.name,
    timezone: calendar.timezone,
    hours: Object.fromEntries(
      WEEK.map((day) => [day, asIntervals(calendar.hours[day])]),
    ) as unknown as CalendarDraft['hours'],
    holidays: calendar.holidays.map((date) => ({ date, name: nameOf(date) })).sort(byDate),
    exceptions: (calendar.exceptions ?? [])
      .map(({ date, hours }) => ({ date, name: nameOf(date), hours: asIntervals(hours) }))
      .sort(byDate),
    holidayRegions: calendar.holidayRegions ?? [],
  };
}

/** What is saved. */
export function bodyOf(draft: CalendarDraft): CalendarBody {
  const named = [...draft.holidays, ...draft.exceptions].filter(({ name }) => name.trim() !== '');
  return {
    name: draft.name,
    timezone: draft.timezone,
    hours: draft.hours,
    holidays: draft.holidays.map(({ date }) => date),
    exceptions: draft.exceptions.map(({ date, hours }) => ({ date, hours })),
    dayNames: Object.fromEntries(named.map(({ date, name }) => [date, name.trim()])),
    holidayRegions: [...draft.holidayRegions],
  };
}

/** Whether a draft counts as the calendar did: only words differ. */
export function countsAlike(calendar: CalendarPolicy, draft: CalendarDraft): boolean {
  const content = ({ timezone, hours, holidays, exceptions }: CalendarBody): string =>
    JSON.stringify([timezone, hours, holidays, exceptions]);
  return content(bodyOf(draftOf(calendar))) === content(bodyOf(draft));
}

/** Other holidays, by date. */
export function withHolidays(
  draft: CalendarDraft,
  holidays: readonly DraftHoliday[],
): CalendarDraft {
  return { ...draft, holidays: [...holidays].sort(byDate) };
}

/** Other days with hours of their own, by date. */
export function withExceptions(
  draft: CalendarDraft,
  exceptions: readonly DraftException[],
): CalendarDraft {
  return { ...draft, exceptions: [...exceptions].sort(byDate) };
}

/** Everything that has to be put right before this can be saved. */
export function draftProblems(draft: CalendarDraft, locale: string): readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (draft.name.trim() === '') {
    problems.push({ field: 'name', text: t('Give the calendar a name.') });
  }
  for (const { field, message } of checkCalendar(bodyOf(draft))) {
    problems.push(problemOf(draft, field, message, locale));
  }
  return problems;
}

/** The check names places of the document; a person reads days and dates. */
function problemOf(
  draft: CalendarDraft,
  field: string,
  message: string,
  locale: string,
): DraftProblem {
  if (field === 'timezone') {
    const text = draft.timezone
      ? t('“{{zone}}” is no time zone that is known here.', { zone: draft.timezone })
      : t('Choose a time zone.');
    return { field, text };
  }
  const week = /^hours\.(\w+)\[(\d+)\]/.exec(field);
  if (week) {
    const day = week[1] as WeekDay;
    const text = intervalProblem(draft.hours[day], Number(week[2]));
    return { field: `hours.${day}`, text: `${weekdayName(day, locale, 'long')}: ${text}` };
  }
  const own = /^exceptions\[(\d+)\]\.(date|hours)(?:\[(\d+)\])?/.exec(field);
  const exception = own && draft.exceptions[Number(own[1])];
  if (own && exception) {
    const at = `exceptions[${own[1] ?? ''}]`;
    if (own[3] !== undefined) {
      return { field: at, text: intervalProblem(exception.hours, Number(own[3])) };
    }
    const isTwice = draft.exceptions.filter(({ date }) => date === exception.date).length > 1;
    return { field: at, text: isTwice ? t('This day has hours of its own already.') : noDate() };
  }
  if (field.startsWith('holidays[')) return { field: 'holidays', text: noDate() };
  return { field, text: message };
}

function noDate(): string {
  return t('A date lies between 1900 and 2299.');
}

function intervalProblem(intervals: readonly Interval[], index: number): string {
  const interval = intervals[index];
  if (!interval) return t('The hours overlap.');
  const [opens, closes] = interval;
  if (minutesOf(opens) < minutesOf(closes)) {
    return t('{{hours}} overlaps with other hours of the day.', { hours: `${opens}–${closes}` });
  }
  if (opens === closes) {
    return t('{{hours}} is no time at all.', { hours: `${opens}–${closes}` });
  }
  return t(
    '{{hours}} ends before it begins. Hours over midnight are written as {{opens}}–24:00, and 00:00–{{closes}} on the next day.',
    { hours: `${opens}–${closes}`, opens, closes },
  );
}

/** Ready to count with; null while something is wrong with its hours or its zone. */
export function compileDraft(draft: CalendarDraft): CompiledCalendar | null {
  const body = bodyOf(draft);
  return checkCalendar(body).length > 0 ? null : compileCalendar(body);
}
