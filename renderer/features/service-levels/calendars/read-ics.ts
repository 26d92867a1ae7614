import { t } from '../../../ui/i18n.ts';
import { eventBlocks, IcsError } from './ics-blocks.ts';
import type { EventBlock } from './ics-blocks.ts';
import { eventDays } from './ics-event.ts';

/** Holidays of a country for ten years are below 100 kB. */
export const MOST_ICS_BYTES = 2_000_000;
const MOST_EVENTS = 5_000;
/** More closed days than ten years have holidays, and no calendar any more. */
const MOST_DAYS = 2_000;

export { IcsError } from './ics-blocks.ts';

export interface IcsDay {
  /** Local date, `2027-12-24`. */
  readonly date: string;
  readonly name: string;
}

/** An event that gives no whole day, and why. */
export interface IcsSkipped {
  /** Of its beginning in the file, from 1. */
  readonly line: number;
  readonly name: string;
  readonly reason: string;
}

export interface IcsReading {
  readonly days: readonly IcsDay[];
  readonly skipped: readonly IcsSkipped[];
  readonly events: number;
}

/**
 * The whole days of an iCalendar file (RFC 5545) in the years from `fromYear` to `toYear`, one
 * entry a date. Yearly events are expanded within them. Throws an IcsError.
 */
export function readIcs(text: string, fromYear: number, toYear: number): IcsReading {
  if (text.length > MOST_ICS_BYTES) throw new IcsError(tooLarge(text.length));
  const blocks = eventBlocks(text);
  if (blocks.length > MOST_EVENTS) {
    throw new IcsError(
      t('The file has {{count}} events; at most {{most}} are read.', {
        count: blocks.length,
        most: MOST_EVENTS,
      }),
    );
  }
  const days = new Map<string, IcsDay>();
  const skipped: IcsSkipped[] = [];
  for (const block of blocks) {
    const found = daysOfBlock(block, fromYear, toYear);
    if (typeof found === 'string') skipped.push({ ...block, reason: found });
    else for (const date of found) if (!days.has(date)) days.set(date, { date, name: block.name });
    if (days.size > MOST_DAYS) {
      throw new IcsError(
        t(
          'Up to line {{line}} the file closes more than {{most}} days; that is no list of holidays.',
          {
            line: block.line,
            most: MOST_DAYS,
          },
        ),
      );
    }
  }
  return {
    days: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
    skipped,
    events: blocks.length,
  };
}

/** Why a file of that many bytes is not read at all. */
export function tooLarge(bytes: number): string {
  const megabytes = (Math.ceil(bytes / 100_000) / 10).toLocaleString('en');
  return t(
    'The file has {{size}} MB. A list of holidays is far below 2 MB; larger ones are not read.',
    {
      size: megabytes,
    },
  );
}

function daysOfBlock(block: EventBlock, fromYear: number, toYear: number) {
  try {
    return eventDays(block, fromYear, toYear);
  } catch {
    // The library throws what it likes about a broken line; the event's own line is what helps.
    return t('It cannot be read.');
  }
}
