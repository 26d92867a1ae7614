import type { DeskRecord, DeskSlot } from './desk-record.ts';

const DAY_MS = 86_400_000;

/**
 * Resolved at the first contact: nobody else had it, it never came back, and it was resolved within
 * this time of the first answer. Usual definitions say "during the first contact" (HDI, MetricNet);
 * an hour is how long the desk may stay on the line.
 */
export const FIRST_CONTACT_MS = 3_600_000;

/** Lower edges of the age groups of a backlog, in days. */
export const AGE_EDGES_DAYS = [0, 1, 3, 7, 30, 90] as const;

/** Was it waiting for somebody at this instant? One that was reopened counts as never ended. */
export function wasOpenAt(record: DeskRecord, atMs: number): boolean {
  return record.openedMs <= atMs && (record.endedMs === null || record.endedMs > atMs);
}

/** The backlog of an instant. */
export function backlogAt(records: readonly DeskRecord[], atMs: number): readonly DeskRecord[] {
  return records.filter((record) => wasOpenAt(record, atMs));
}

export interface AgeGroup {
  readonly fromDays: number;
  /** Outside; null: no upper edge. */
  readonly toDays: number | null;
  readonly records: readonly DeskRecord[];
}

/** A backlog by how long its records had been open at an instant, youngest first. */
export function ageGroups(backlog: readonly DeskRecord[], atMs: number): readonly AgeGroup[] {
  return AGE_EDGES_DAYS.map((fromDays, index) => {
    const toDays = AGE_EDGES_DAYS[index + 1] ?? null;
    const records = backlog.filter((record) => {
      const days = (atMs - record.openedMs) / DAY_MS;
      return days >= fromDays && (toDays === null || days < toDays);
    });
    return { fromDays, toDays, records };
  });
}

export interface SlotFlow {
  readonly slot: DeskSlot;
  /** Reported in the slot. */
  readonly opened: number;
  /** Resolved, closed or cancelled in it. */
  readonly ended: number;
  /** Still open when it ended. */
  readonly backlog: number;
}

/**
 * What came in and went out by slot.
 *
 * @param slots Ascending and without gaps.
 */
export function flowOf(
  records: readonly DeskRecord[],
  slots: readonly DeskSlot[],
): readonly SlotFlow[] {
  const first = slots[0];
  if (first === undefined) return [];
  const edges = slots.map(({ toMs }) => toMs);
  const opened = new Array<number>(slots.length).fill(0);
  const ended = new Array<number>(slots.length).fill(0);
  let backlog = 0;
  for (const { openedMs, endedMs } of records) {
    if (openedMs < first.fromMs) backlog += 1;
    else add(opened, slotAt(edges, openedMs));
    if (endedMs === null) continue;
    if (endedMs < first.fromMs) backlog -= 1;
    else add(ended, slotAt(edges, endedMs));
  }
  return slots.map((slot, index) => {
    backlog += opened[index]! - ended[index]!;
    return { slot, opened: opened[index]!, ended: ended[index]!, backlog };
  });
}

function add(counts: number[], index: number): void {
  if (index < counts.length) counts[index]! += 1;
}

/** Index of the first slot whose end lies after an instant; their number where none does. */
function slotAt(edges: readonly number[], ms: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! > ms) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How long something took, in milliseconds of the wall clock; null where nothing was done. */
export interface Duration {
  readonly count: number;
  readonly meanMs: number | null;
  readonly medianMs: number | null;
  /** Nine in ten took no longer. */
  readonly p90Ms: number | null;
}

/** Mean, median and ninth decile (nearest rank) of durations. */
export function durationOf(values: readonly number[]): Duration {
  const sorted = Float64Array.from(values).sort();
  const count = sorted.length;
  if (count === 0) return { count, meanMs: null, medianMs: null, p90Ms: null };
  const rank = (share: number): number => sorted[Math.max(0, Math.ceil(share * count) - 1)]!;
  return {
    count,
    meanMs: sorted.reduce((sum, value) => sum + value, 0) / count,
    medianMs: rank(0.5),
    p90Ms: rank(0.9),
  };
}

export interface DeskFigures {
  /** Reported in the stretch. */
  readonly opened: number;
  /** Resolved in the stretch. */
  readonly resolved: number;
  /** From report to first answer, of what was first answered in the stretch (MTTA). */
  readonly acknowledge: Duration;
  /** From report to resolution, of what was resolved in the stretch (MTTR). */
  readonly resolve: Duration;
  /** Of the resolved: 0 to 1, null where nothing was. */
  readonly firstContactShare: number | null;
  /** Of the resolved: came back at least once before. */
  readonly reopenedShare: number | null;
  /** Of the resolved: went from one person or team to another. */
  readonly reassignedShare: number | null;
  readonly satisfactionMean: number | null;
  /** How many of the resolved say what they thought of it. */
  readonly satisfactionCount: number;
}

/** Is it one that the first contact resolved? */
export function isFirstContact(record: DeskRecord): boolean {
  const { resolvedMs, respondedMs, openedMs, reassignments, reopens } = record;
  if (resolvedMs === null || reassignments > 0 || reopens > 0) return false;
  return resolvedMs - (respondedMs ?? openedMs) <= FIRST_CONTACT_MS;
}

/** Does an instant lie in a stretch? */
export function isWithin(ms: number | null, { fromMs, toMs }: Omit<DeskSlot, 'key'>): ms is number {
  return ms !== null && ms >= fromMs && ms < toMs;
}

/** Records to which anything happened in a stretch: all that its figures and those of its parts count. */
export function activeIn(
  records: readonly DeskRecord[],
  stretch: Omit<DeskSlot, 'key'>,
): readonly DeskRecord[] {
  return records.filter(({ openedMs, respondedMs, resolvedMs, endedMs }) =>
    [openedMs, respondedMs, resolvedMs, endedMs].some((ms) => isWithin(ms, stretch)),
  );
}

function shareOf(records: readonly DeskRecord[], holds: (record: DeskRecord) => boolean) {
  return records.length === 0 ? null : records.filter(holds).length / records.length;
}

/** The figures of a stretch of time. An instant before the report counts as no time at all. */
export function figuresOf(
  records: readonly DeskRecord[],
  stretch: Omit<DeskSlot, 'key'>,
): DeskFigures {
  const resolved = records.filter(({ resolvedMs }) => isWithin(resolvedMs, stretch));
  const answered = records.filter(({ respondedMs }) => isWithin(respondedMs, stretch));
  const rated = resolved.flatMap(({ satisfaction }) => satisfaction ?? []);
  return {
    opened: records.filter(({ openedMs }) => isWithin(openedMs, stretch)).length,
    resolved: resolved.length,
    acknowledge: durationOf(
      answered.map(({ respondedMs, openedMs }) => Math.max(0, respondedMs! - openedMs)),
    ),
    resolve: durationOf(
      resolved.map(({ resolvedMs, openedMs }) => Math.max(0, resolvedMs! - openedMs)),
    ),
    firstContactShare: shareOf(resolved, isFirstContact),
    reopenedShare: shareOf(resolved, ({ reopens }) => reopens > 0),
    reassignedShare: shareOf(resolved, ({ reassignments }) => reassignments > 0),
    satisfactionMean:
      rated.length === 0 ? null : rated.reduce((sum, value) => sum + value, 0) / rated.length,
    satisfactionCount: rated.length,
  };
}
