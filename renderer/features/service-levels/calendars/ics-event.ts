import { convertIcsEvent } from 'ts-ics';
import type { IcsDuration, IcsEvent } from 'ts-ics';
import { t } from '../../../ui/i18n.ts';
import type { EventBlock } from './ics-blocks.ts';
import { yearlyDays } from './yearly-days.ts';

const DAY_MS = 86_400_000;
/** School holidays have six weeks; what is longer is no holiday. */
const LONGEST_DAYS = 62;
/** "The Wednesday before 23 November" has 60 characters. */
const LONGEST_RULE = 500;

/**
 * The local dates of an event between two years, both inclusive; a sentence where it gives none.
 * May throw whatever the library throws about a broken line.
 */
export function eventDays(
  block: EventBlock,
  fromYear: number,
  toYear: number,
): readonly string[] | string {
  const { properties } = block;
  const start = dateOfLine(properties.get('DTSTART'));
  if (properties.get('DTSTART') === undefined) return t('It does not say when it begins.');
  if (start === 'no-date') return t('Its date is none.');
  if (start === 'time') return t('It has a time of day and is no whole day.');
  const event = parse(block);
  if (event.status === 'CANCELLED') return t('It was cancelled.');
  const length = lengthOf(event, properties, start);
  if (length === null) return t('It has a time of day and is no whole day.');
  if (length < 1) return t('It ends before it begins.');
  if (length > LONGEST_DAYS) {
    return t('It lasts {{count}} days; at most {{most}} are taken as holidays.', {
      count: length,
      most: LONGEST_DAYS,
    });
  }
  const isLong = (properties.get('RRULE') ?? '').length > LONGEST_RULE;
  const firsts = isLong ? null : firstDays(event, start, fromYear, toYear);
  if (firsts === null) return t('It repeats, but not once a year; such days are not taken.');
  const without = new Set(exceptionDays(properties.get('EXDATE')));
  const dates = firsts
    .filter((first) => !without.has(first))
    .flatMap((first) => Array.from({ length }, (_, n) => dateText(first + n * DAY_MS)))
    .filter((date) => Number(date.slice(0, 4)) >= fromYear && Number(date.slice(0, 4)) <= toYear);
  return dates.length > 0
    ? dates
    : t('It lies outside the years {{from}} to {{to}}.', { from: fromYear, to: toYear });
}

/** Only what says when it is reaches the library, and what it needs beside that. */
function parse({ properties }: EventBlock): IcsEvent {
  const lines = ['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'STATUS'].flatMap(
    (name) => properties.get(name) ?? [],
  );
  return convertIcsEvent(
    undefined,
    [
      'BEGIN:VEVENT',
      'UID:1',
      'DTSTAMP:20000101T000000Z',
      'SUMMARY:event',
      ...lines,
      'END:VEVENT',
    ].join('\r\n'),
  );
}

function firstDays(
  event: IcsEvent,
  start: number,
  fromYear: number,
  toYear: number,
): readonly number[] | null {
  const rule = event.recurrenceRule;
  if (rule === undefined) return [start];
  // An event of several days may begin in the year before.
  return yearlyDays(rule, start, fromYear - 1, toYear);
}

/** Midnight UTC of the date of a line; `time` where it has a time other than midnight. */
function dateOfLine(line: string | undefined): number | 'no-date' | 'time' {
  const value = line?.slice(line.lastIndexOf(':') + 1).trim() ?? '';
  const found = /^(\d{4})(\d{2})(\d{2})(?:T(\d{6})Z?)?$/.exec(value);
  if (!found) return 'no-date';
  const ms = Date.parse(`${found[1]!}-${found[2]!}-${found[3]!}T00:00:00Z`);
  if (Number.isNaN(ms) || dateText(ms).replaceAll('-', '') !== value.slice(0, 8)) return 'no-date';
  return found[4] === undefined || found[4] === '000000' ? ms : 'time';
}

/** The days that a repetition leaves out. */
function exceptionDays(lines: string | undefined): readonly number[] {
  return (lines?.split('\n') ?? [])
    .flatMap((line) => line.slice(line.lastIndexOf(':') + 1).split(','))
    .map((value) => dateOfLine(value))
    .filter((day) => typeof day === 'number');
}

/** Whole days from the first to the last; null where it ends within a day. */
function lengthOf(
  event: IcsEvent,
  properties: ReadonlyMap<string, string>,
  start: number,
): number | null {
  const isDate = !/T\d{6}/.test(properties.get('DTSTART') ?? '');
  if (properties.has('DTEND')) {
    const end = dateOfLine(properties.get('DTEND'));
    if (typeof end !== 'number') return null;
    // Some programs write the last day itself as the end.
    return isDate && end === start ? 1 : (end - start) / DAY_MS;
  }
  const duration: IcsDuration | null | undefined = event.duration;
  if (!duration) return isDate ? 1 : null;
  const { weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = duration;
  const total = weeks * 7 + days + hours / 24 + minutes / 1440 + seconds / 86_400;
  return Number.isInteger(total) ? total * (duration.before === true ? -1 : 1) : null;
}

function dateText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
