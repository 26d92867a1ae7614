/** Where the demo company has sites, as the holiday library names them. */
export type HolidayRegion = 'DE' | 'DE-SN' | 'DE-MV' | 'DE-HH' | 'AT' | 'PL';

/** A day on which a region's public holiday closes the site. */
export interface Holiday {
  readonly date: string;
  readonly name: string;
}

/** A day and month `MM-DD`, or days after Easter Sunday. */
type Rule = readonly [when: string | number, name: string];

const GERMANY: readonly Rule[] = [
  ['01-01', 'Neujahr'],
  [-2, 'Karfreitag'],
  [1, 'Ostermontag'],
  ['05-01', 'Maifeiertag'],
  [39, 'Christi Himmelfahrt'],
  [50, 'Pfingstmontag'],
  ['10-03', 'Tag der Deutschen Einheit'],
  ['12-25', '1. Weihnachtstag'],
  ['12-26', '2. Weihnachtstag'],
];
const REFORMATION: Rule = ['10-31', 'Reformationstag'];
const AUSTRIA: readonly Rule[] = [
  ['01-01', 'Neujahr'],
  ['01-06', 'Heilige Drei Könige'],
  [1, 'Ostermontag'],
  ['05-01', 'Staatsfeiertag'],
  [39, 'Christi Himmelfahrt'],
  [50, 'Pfingstmontag'],
  [60, 'Fronleichnam'],
  ['08-15', 'Mariä Himmelfahrt'],
  ['10-26', 'Nationalfeiertag'],
  ['11-01', 'Allerheiligen'],
  ['12-08', 'Mariä Empfängnis'],
  ['12-25', 'Christtag'],
  ['12-26', 'Stefanitag'],
];
const POLAND: readonly Rule[] = [
  ['01-01', 'Nowy Rok'],
  ['01-06', 'Święto Trzech Króli'],
  [0, 'Pierwszy dzień Wielkanocy'],
  [1, 'Drugi dzień Wielkanocy'],
  ['05-01', 'Święto Państwowe'],
  ['05-03', 'Święto Narodowe Trzeciego Maja'],
  [49, 'Pierwszy dzień Zielonych Świątek'],
  [60, 'Dzień Bożego Ciała'],
  ['08-15', 'Wniebowzięcie Najświętszej Maryi Panny'],
  ['11-01', 'Wszystkich Świętych'],
  ['11-11', 'Narodowe Święto Niepodległości'],
  ['12-24', 'Wigilia Bożego Narodzenia'],
  ['12-25', 'Pierwszy dzień Bożego Narodzenia'],
  ['12-26', 'Drugi dzień Bożego Narodzenia'],
];

/**
 * Public holidays of a region in a year from 2026 on, ascending. The laws as they stand: what
 * earlier years had differently (Poland's Christmas Eve) is left out.
 */
export function holidaysOf(region: HolidayRegion, year: number): readonly Holiday[] {
  const easter = easterSunday(year);
  return rulesOf(region, year)
    .map(([when, name]) => ({
      date: typeof when === 'number' ? addDays(easter, when) : `${String(year)}-${when}`,
      name,
    }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

function rulesOf(region: HolidayRegion, year: number): readonly Rule[] {
  switch (region) {
    case 'DE':
      return GERMANY;
    case 'DE-SN':
      return [...GERMANY, REFORMATION, [repentanceDay(year), 'Buß- und Bettag']];
    case 'DE-MV':
      return [...GERMANY, REFORMATION, ['03-08', 'Internationaler Frauentag']];
    case 'DE-HH':
      return [...GERMANY, REFORMATION];
    case 'AT':
      return AUSTRIA;
    case 'PL':
      return POLAND;
  }
}

/** The Wednesday before 23 November, `MM-DD`. */
function repentanceDay(year: number): string {
  const weekday = new Date(Date.UTC(year, 10, 22)).getUTCDay();
  const daysBack = (weekday + 4) % 7;
  return `11-${String(22 - daysBack)}`;
}

/** Easter Sunday of the Gregorian calendar (anonymous algorithm; Meeus, Astronomical Algorithms, ch. 8). */
function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
