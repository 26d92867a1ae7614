import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import type { HolidayRegion } from './holidays.ts';
import { holidaysOf } from './holidays.ts';

const REGIONS: readonly HolidayRegion[] = ['DE', 'DE-SN', 'DE-MV', 'DE-HH', 'AT', 'PL'];

describe('holidays of the demo sites', () => {
  it.each(REGIONS)('are those the library knows: %s', (region) => {
    const [country = '', state] = region.split('-');
    const library = state === undefined ? new Holidays(country) : new Holidays(country, state);
    for (let year = 2026; year <= 2032; year += 1) {
      const known = library
        .getHolidays(year)
        .filter(({ type }) => type === 'public')
        .map(({ date }) => date.slice(0, 10));
      expect(holidaysOf(region, year).map(({ date }) => date)).toEqual([...new Set(known)].sort());
    }
  });
});
