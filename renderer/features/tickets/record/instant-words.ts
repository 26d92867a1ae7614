import { toMs } from '../../../ui/format.ts';

function parts(
  locale: string,
  at: string,
  zone: string | undefined,
): { day: string; time: string } {
  const timeZone = zone === undefined ? {} : { timeZone: zone };
  const ms = toMs(at);
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...timeZone,
  }).format(ms);
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...timeZone,
  }).format(ms);
  return { day: day.replace(/,/g, ''), time };
}

/** "Thu 25 Mar 15:40:00" on the wall clock of a zone; the day is left out where it is `after`'s. */
export function instantWords(
  locale: string,
  at: string,
  zone: string | undefined,
  after?: string,
): string {
  const { day, time } = parts(locale, at, zone);
  return after !== undefined && parts(locale, after, zone).day === day ? time : `${day} ${time}`;
}
