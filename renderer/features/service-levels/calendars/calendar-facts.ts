import type { CalendarPolicy, SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { Place, Team } from '../../../../shared/model/reference.ts';
import { nextOpening, openIntervals } from '../../../../shared/sla/business-time.ts';
import type { CompiledCalendar } from '../../../../shared/sla/calendar.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { formatDateTime } from '../../../ui/format.ts';
import { t } from '../../../ui/i18n.ts';
import type { CalendarDraft } from './calendar-draft.ts';
import { hoursText, WEEK, weekdayName } from './week-hours.ts';

/** Who counts by a calendar. */
export interface CalendarUsers {
  readonly policies: readonly SlaPolicyDocument[];
  readonly teams: readonly Team[];
  readonly places: readonly Place[];
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name);

/** All calendars that were not removed, by name. */
export function calendarsOf({ policies }: Pick<ReferenceSnapshot, 'policies'>) {
  return [...policies.values()]
    .filter((policy): policy is CalendarPolicy => policy.kind === 'calendar' && !policy.removedAt)
    .sort(byName);
}

/** Policies, teams and places that name a calendar. */
export function usersOf(
  { policies, people, places }: Pick<ReferenceSnapshot, 'policies' | 'people' | 'places'>,
  calendarId: string,
): CalendarUsers {
  return {
    policies: [...policies.values()]
      .filter((policy): policy is SlaPolicyDocument => policy.kind === 'sla' && !policy.removedAt)
      .filter((policy) => policy.calendarId === calendarId)
      .sort(byName),
    teams: [...people.values()]
      .filter((party): party is Team => party.kind === 'team' && !party.removedAt)
      .filter((team) => team.calendarId === calendarId)
      .sort(byName),
    places: [...places.values()]
      .filter((place) => !place.removedAt && place.calendarId === calendarId)
      .sort(byName),
  };
}

export function usersCount({ policies, teams, places }: CalendarUsers): number {
  return policies.length + teams.length + places.length;
}

/** "Mon–Fri 07:00–18:00, Sat 05:00–22:00": days of equal hours that follow each other as one. */
export function weekText(hours: CalendarDraft['hours'], locale: string): string {
  const texts = WEEK.map((day) => hoursText(hours[day]));
  if (texts.every((text) => text === '00:00–24:00')) return t('Around the clock');
  const name = (index: number): string => weekdayName(WEEK[index] ?? 'mon', locale, 'short');
  const parts: string[] = [];
  for (let first = 0; first < WEEK.length;) {
    let last = first;
    while (last + 1 < WEEK.length && texts[last + 1] === texts[first]) last += 1;
    const days = first === last ? name(first) : `${name(first)}–${name(last)}`;
    const text = texts[first] ?? '';
    if (text !== '') parts.push(`${days} ${text}`);
    first = last + 1;
  }
  return parts.length === 0 ? t('never open') : parts.join('; ');
}

export interface OpenNow {
  readonly isOpen: boolean;
  /** "until Thu 18:00", "opens Mon 07:00". */
  readonly text: string;
}

/** Whether a calendar is open at an instant, and until when it stays so. */
export function openNow(calendar: CompiledCalendar, nowMs: number, locale: string): OpenNow {
  const zone = calendar.zone.timezone;
  const opensMs = nextOpening(calendar, nowMs);
  if (opensMs === null) return { isOpen: false, text: t('Closed, never opens') };
  if (opensMs > nowMs) {
    const time = formatDateTime(locale, opensMs, nowMs, zone);
    return { isOpen: false, text: t('Closed until {{time}}', { time }) };
  }
  // Two weeks without a closing: it is open for good, as far as anybody plans.
  const [range] = openIntervals(calendar, nowMs, nowMs + 14 * 86_400_000);
  const closesMs = range?.toMs ?? nowMs;
  if (closesMs >= nowMs + 14 * 86_400_000) return { isOpen: true, text: t('Open') };
  const time = formatDateTime(locale, closesMs, nowMs, zone);
  return { isOpen: true, text: t('Open until {{time}}', { time }) };
}

/** Holidays are looked up so many days before they run out. */
const AHEAD_DAYS = 180;

/**
 * Where the holidays of a calendar run out within half a year, or have: "No holidays after
 * 26 December 2026". Null for a calendar that has enough of them, or that knows none at all.
 */
export function coverageText(
  holidays: readonly { readonly date: string }[],
  nowMs: number,
  locale: string,
): string | null {
  const last = holidays.reduce((latest, { date }) => (date > latest ? date : latest), '');
  if (last === '') return null;
  const lastYearEnds = Date.parse(`${last.slice(0, 4)}-12-31T00:00:00Z`);
  if (lastYearEnds - nowMs > AHEAD_DAYS * 86_400_000) return null;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${last}T00:00:00Z`),
  );
  return t('No holidays after {{date}}', { date });
}
