import type { SlaInterval, SlaReason } from '../../../../shared/sla/explain-sla.ts';

/** A stretch of one local day, in minutes of its wall clock. */
export interface LanePiece {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly counted: boolean;
  /** Lies ahead: what will count if nothing else happens. */
  readonly coming: boolean;
  readonly reason: SlaReason;
  readonly seconds: number;
  /** Local date of a holiday or of special hours. */
  readonly date?: string;
}

export interface Lane {
  /** An instant within the day, for its name. */
  readonly at: number;
  readonly pieces: readonly LanePiece[];
}

const DAY_MINUTES = 1_440;

interface Wall {
  readonly day: string;
  readonly minute: number;
}

function wallClock(zone: string): (ms: number) => Wall {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return (ms) => {
    const part: Partial<Record<string, string>> = {};
    for (const { type, value } of format.formatToParts(ms)) part[type] = value;
    const minute = Number(part['hour']) * 60 + Number(part['minute']) + Number(part['second']) / 60;
    return { day: `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}`, minute };
  };
}

/** The first instant of the next local day, found by halving. */
function nextMidnight(ms: number, wallOf: (ms: number) => Wall): number {
  const { day } = wallOf(ms);
  let low = ms;
  // A local day has 25 hours at most.
  let high = ms + 26 * 3_600_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallOf(middle).day === day) low = middle;
    else high = middle;
  }
  return high;
}

/** Minutes since local midnight of an instant in a zone. */
export function minuteOfDay(
  ms: number,
  zone: string,
): { readonly day: string; readonly minute: number } {
  return wallClock(zone)(ms);
}

const DAY_MS = 86_400_000;

/**
 * The intervals of the last so many days: cutting at midnights is the dear part, and a record may
 * be years old.
 */
export function lastDays(intervals: readonly SlaInterval[], days: number): readonly SlaInterval[] {
  const end = intervals.at(-1)?.to;
  if (end === undefined) return intervals;
  // A day more, since the first lane begins at a local midnight.
  const fromMs = Date.parse(end) - (days + 1) * DAY_MS;
  return intervals
    .filter(({ to }) => Date.parse(to) > fromMs)
    .map((each) =>
      Date.parse(each.from) >= fromMs ? each : { ...each, from: new Date(fromMs).toISOString() },
    );
}

/**
 * The intervals cut at local midnights, one lane a day, so that forty minutes stay visible in a
 * span of six days.
 */
export function dayLanes(
  intervals: readonly SlaInterval[],
  zone: string,
  comingFromMs = Infinity,
): readonly Lane[] {
  const wallOf = wallClock(zone);
  const lanes = new Map<string, { at: number; pieces: LanePiece[] }>();
  for (const interval of intervals) {
    const end = Date.parse(interval.to);
    for (let at = Date.parse(interval.from); at < end;) {
      const midnight = nextMidnight(at, wallOf);
      const to = Math.min(midnight, end);
      const { day, minute } = wallOf(at);
      const lane = lanes.get(day) ?? { at, pieces: [] };
      lanes.set(day, lane);
      lane.pieces.push({
        fromMinute: minute,
        toMinute: to === midnight ? DAY_MINUTES : wallOf(to).minute,
        counted: interval.counted,
        coming: Date.parse(interval.from) >= comingFromMs,
        reason: interval.reason,
        seconds: (to - at) / 1000,
        ...(interval.date === undefined ? {} : { date: interval.date }),
      });
      at = to;
    }
  }
  return [...lanes.values()];
}
