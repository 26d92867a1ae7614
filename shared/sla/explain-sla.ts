import type { SlaMetric } from '../model/policy.ts';
import type { CompiledCalendar } from './calendar.ts';
import type { SlaInput } from './evaluate-sla.ts';
import { currentRun, nowOf } from './evaluate-sla.ts';
import type { EpochMs } from './instant.ts';
import { DAY_MS, formatInstant, SECOND_MS } from './instant.ts';
import type { MeasurableRun } from './measure-run.ts';
import { isMeasurable } from './measure-run.ts';
import { openRanges } from './open-time.ts';
import { orderLog } from './order-log.ts';
import { runLines } from './run-lines.ts';

/**
 * Why an interval counted or not. `exception` is time of a date with hours of its own, open
 * (counted) or closed; `pause` is open time lost to a hold; `stopped` lies between a stop and the
 * reopening that resumed the run.
 */
export type SlaReason = 'open' | 'closed' | 'holiday' | 'exception' | 'pause' | 'stopped';

export interface SlaInterval {
  readonly from: string;
  readonly to: string;
  readonly counted: boolean;
  readonly reason: SlaReason;
  /** Length of the interval as it passed; the counted ones add up to the elapsed seconds. */
  readonly seconds: number;
  /** Seconds the wall clock jumped within it: 3600 in spring, -3600 in autumn; absent: none. */
  readonly clockChangeSeconds?: number;
  /** Local date of a holiday or an exception, `2027-03-26`: what its calendar calls it. */
  readonly date?: string;
  /** Counted seconds up to the end of this interval. */
  readonly totalSeconds: number;
  /** The event that began this stretch: creation, hold, resumption, reopening. */
  readonly causeEventId?: string;
}

interface Piece {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly counted: boolean;
  readonly reason: SlaReason;
  readonly causeEventId: string | undefined;
  readonly calendar: CompiledCalendar;
}

/**
 * Every interval of the latest run of one target, from its start to its stop or to now, without
 * gaps; empty where no run began. Throws a RangeError for an instant that cannot be read.
 */
export function explainSla(
  input: SlaInput,
  policyId: string,
  metric: SlaMetric,
): readonly SlaInterval[] {
  const log = orderLog(input.events, nowOf(input));
  const found = runLines(log, input.policies, input).find(
    (line) => line.metric === metric && line.runs.at(-1)?.policy.id === policyId,
  );
  const run = currentRun(found?.runs ?? []);
  if (run === null || !isMeasurable(run)) return [];
  return withTotals(run.spans.flatMap((span) => piecesOf(span, log.nowMs)));
}

function piecesOf(span: MeasurableRun['spans'][number], nowMs: EpochMs): Piece[] {
  const { fromMs, kind, causeEventId, calendar } = span;
  const toMs = span.toMs ?? nowMs;
  if (kind === 'stopped') {
    if (fromMs === toMs) return [];
    return [{ fromMs, toMs, counted: false, reason: 'stopped', causeEventId, calendar }];
  }
  const pieces: Piece[] = [];
  let atMs = fromMs;
  for (const open of openRanges(calendar, fromMs, toMs)) {
    pieces.push(...byDay(calendar, atMs, open.fromMs, false));
    if (kind === 'active') pieces.push(...byDay(calendar, open.fromMs, open.toMs, true));
    else pieces.push({ ...open, counted: false, reason: 'pause', causeEventId, calendar });
    atMs = open.toMs;
  }
  pieces.push(...byDay(calendar, atMs, toMs, false));
  return pieces.map((piece, i) => (i === 0 ? { ...piece, causeEventId } : piece));
}

/** Cuts open or closed time at local midnights where the reason changes with the date. */
function byDay(
  calendar: CompiledCalendar,
  fromMs: EpochMs,
  toMs: EpochMs,
  counted: boolean,
): Piece[] {
  const pieces: Piece[] = [];
  const { zone } = calendar;
  for (let atMs = fromMs; atMs < toMs;) {
    const day = Math.floor((atMs + zone.offsetAt(atMs)) / DAY_MS);
    const midnightMs = zone.toInstant((day + 1) * DAY_MS);
    const endMs = midnightMs > atMs ? Math.min(midnightMs, toMs) : toMs;
    const reason = reasonOf(calendar, day, counted);
    const last = pieces.at(-1);
    // A holiday and a date with hours of its own have names, so each is told apart.
    const isNamed = reason === 'holiday' || reason === 'exception';
    if (last?.reason === reason && !isNamed) pieces[pieces.length - 1] = { ...last, toMs: endMs };
    else pieces.push({ ...piece(calendar, atMs, endMs), counted, reason });
    atMs = endMs;
  }
  return pieces;
}

function piece(calendar: CompiledCalendar, fromMs: EpochMs, toMs: EpochMs) {
  return { fromMs, toMs, calendar, causeEventId: undefined };
}

function reasonOf(calendar: CompiledCalendar, day: number, counted: boolean): SlaReason {
  if (calendar.exceptions.has(day)) return 'exception';
  if (counted) return 'open';
  return calendar.holidays.has(day) ? 'holiday' : 'closed';
}

function withTotals(pieces: readonly Piece[]): SlaInterval[] {
  let totalMs = 0;
  return pieces.map(({ fromMs, toMs, counted, reason, causeEventId, calendar: { zone } }) => {
    if (counted) totalMs += toMs - fromMs;
    const isNamed = reason === 'holiday' || reason === 'exception';
    const clockChangeMs = zone.offsetAt(toMs) - zone.offsetAt(fromMs);
    return {
      from: formatInstant(fromMs),
      to: formatInstant(toMs),
      counted,
      reason,
      seconds: (toMs - fromMs) / SECOND_MS,
      ...(clockChangeMs === 0 ? {} : { clockChangeSeconds: clockChangeMs / SECOND_MS }),
      ...(isNamed ? { date: formatInstant(fromMs + zone.offsetAt(fromMs)).slice(0, 10) } : {}),
      totalSeconds: totalMs / SECOND_MS,
      ...(causeEventId === undefined ? {} : { causeEventId }),
    };
  });
}
