import type { CalendarDraft, DraftHoliday } from './calendar-draft.ts';
import { withHolidays } from './calendar-draft.ts';

/** A day that is offered, and what adding it would do. */
export interface DayOffer extends DraftHoliday {
  /** `named`: it is closed already and gets its name. */
  readonly effect: 'added' | 'named' | 'none';
}

/** What adding days would do, before it is done. The same days again do nothing. */
export function offerDays(
  draft: CalendarDraft,
  days: readonly DraftHoliday[],
): readonly DayOffer[] {
  const known = new Map(draft.holidays.map(({ date, name }) => [date, name]));
  return days.map(({ date, name }) => {
    const before = known.get(date);
    const effect = before === undefined ? 'added' : before === '' && name ? 'named' : 'none';
    return { date, name, effect };
  });
}

/** A calendar with further holidays, and where they were taken from. */
export function addDays(
  draft: CalendarDraft,
  days: readonly DraftHoliday[],
  region: string | null,
): CalendarDraft {
  const byDate = new Map(draft.holidays.map((holiday) => [holiday.date, holiday]));
  for (const { date, name, effect } of offerDays(draft, days)) {
    if (effect !== 'none') byDate.set(date, { date, name });
  }
  const isNew = region !== null && !draft.holidayRegions.includes(region);
  return {
    ...withHolidays(draft, [...byDate.values()]),
    holidayRegions: isNew ? [...draft.holidayRegions, region] : draft.holidayRegions,
  };
}
