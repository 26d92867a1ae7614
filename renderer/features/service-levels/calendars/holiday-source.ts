import Holidays from 'date-holidays';

/*
 * The library and its rules are two megabytes: this file is imported with `import()` alone, so that
 * they are a chunk of their own, read from the disk when somebody asks for holidays.
 */

export const HOLIDAY_TYPES = ['public', 'bank', 'optional', 'observance', 'school'] as const;
export type HolidayType = (typeof HOLIDAY_TYPES)[number];

/** A country, or a part of one: `DE`, `DE-SN`, `DE-BY-A`. */
export interface HolidayRegion {
  readonly country: string;
  readonly state?: string;
  readonly region?: string;
}

export interface RegionName {
  readonly code: string;
  readonly name: string;
}

export interface FoundHoliday {
  /** Local date, `2027-03-26`. */
  readonly date: string;
  readonly name: string;
  readonly type: HolidayType;
  /** It falls on this day because the day it belongs to was free anyway. */
  readonly isSubstitute: boolean;
}

export interface HolidayQuestion {
  readonly region: HolidayRegion;
  readonly years: readonly number[];
  readonly types: readonly HolidayType[];
  /** BCP 47; where the rules have no name in it, the country's own stands. */
  readonly locale: string;
}

const DAY_MS = 86_400_000;

function languageOf(locale: string): string {
  return locale.split('-')[0] ?? 'en';
}

function named(
  table: Readonly<Record<string, string>> | undefined,
  locale: string,
): readonly RegionName[] {
  return Object.entries(table ?? {})
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}

/** All countries that rules are known for, by name in the language of `locale`. */
export function countriesOf(locale: string): readonly RegionName[] {
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' });
  const known = new Holidays().getCountries(languageOf(locale));
  const translated = Object.entries(known).map(([code, name]) => [code, names.of(code) ?? name]);
  return named(Object.fromEntries(translated) as Record<string, string>, locale);
}

/** States of a country that have holidays of their own; none where it has the same everywhere. */
export function statesOf(country: string, locale: string): readonly RegionName[] {
  return named(new Holidays().getStates(country, languageOf(locale)), locale);
}

/** Regions of a state that have holidays of their own. */
export function regionsOf(country: string, state: string, locale: string): readonly RegionName[] {
  return named(new Holidays().getRegions(country, state, languageOf(locale)), locale);
}

/**
 * Whole days off, by date, one entry a date. Holidays that begin in the afternoon are left out:
 * they close a part of a day, which a person enters as hours of that day.
 */
export function findHolidays(question: HolidayQuestion): readonly FoundHoliday[] {
  const { region, years, types, locale } = question;
  const { country, state, region: part } = region;
  const library = new Holidays(
    { country, ...(state ? { state } : {}), ...(part ? { region: part } : {}) },
    { types: [...types], languages: [languageOf(locale)] },
  );
  const byDate = new Map<string, FoundHoliday>();
  for (const year of years) {
    for (const holiday of library.getHolidays(year)) {
      if (!types.includes(holiday.type)) continue;
      for (const date of wholeDays(holiday.date, holiday.start, holiday.end)) {
        const isSubstitute = holiday.substitute === true;
        const { name, type } = holiday;
        const before = byDate.get(date);
        // Two on one day: both have their reason to be remembered.
        const both = before && before.name !== name ? `${before.name}, ${name}` : name;
        byDate.set(date, { date, name: both, type, isSubstitute });
      }
    }
  }
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** The local dates of a holiday: its first, as written, and as many as it lasts. */
function wholeDays(written: string, start: Date, end: Date): readonly string[] {
  const first = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}))?/.exec(written);
  if (!first?.[1] || (first[2] !== undefined && first[2] !== '00:00')) return [];
  // A day on which the clocks change has 23 or 25 hours.
  const count = Math.round((end.getTime() - start.getTime()) / DAY_MS);
  const firstMs = Date.parse(`${first[1]}T00:00:00Z`);
  return Array.from({ length: count }, (_, n) =>
    new Date(firstMs + n * DAY_MS).toISOString().slice(0, 10),
  );
}
