import type { SlaEvent, SlaPolicy, SlaTarget } from '../../../shared/sla/sla-types.ts';

/** A stretch in which a target's clock may count; without an end it lasts. */
export interface PlainSpan {
  readonly fromMs: number;
  toMs: number | null;
}

/** The latest run of one target, as a straightforward reading of the log gives it. */
export interface PlainRun {
  readonly metric: SlaTarget['metric'];
  /** By the priority of the run's last moment. */
  targetMs: number;
  readonly spans: PlainSpan[];
  stoppedMs: number | null;
}

const DONE = ['resolved', 'closed', 'cancelled'];
const PAUSES = ['awaiting-caller', 'awaiting-parts'];

/**
 * What both packages are given to count: for each target the stretches in which its clock may run.
 * Reads the logs of `slaRecords` and no others: nothing is reopened, nothing comes out of order.
 */
export function plainRuns({ targets }: SlaPolicy, events: readonly SlaEvent[]): PlainRun[] {
  return targets.map((target) => plainRun(target, events));
}

function plainRun({ metric, minutesByPriority }: SlaTarget, events: readonly SlaEvent[]): PlainRun {
  let run: PlainRun = { metric, targetMs: 0, spans: [], stoppedMs: null };
  const pauses = metric === 'next-update' || metric === 'resolution';
  let isPaused = false;
  for (const event of events) {
    const ms = Date.parse(event.at);
    if (event.kind === 'created' || event.kind === 'priority') {
      run.targetMs = (minutesByPriority[event.priority ?? 0] ?? 0) * 60_000;
    }
    if (event.kind === 'created') run.spans.push({ fromMs: ms, toMs: null });
    if (isStop(metric, event)) {
      end(run, ms);
      run.stoppedMs = ms;
      return run;
    }
    if (event.kind === 'state' && pauses) {
      const shallPause = event.state === 'on-hold' && PAUSES.includes(event.reason ?? '');
      if (shallPause && !isPaused) end(run, ms);
      if (!shallPause && isPaused) run.spans.push({ fromMs: ms, toMs: null });
      isPaused = shallPause;
    } else if (event.kind === 'comment' && metric === 'next-update') {
      const spans = isPaused ? [] : [{ fromMs: ms, toMs: null }];
      run = { metric, targetMs: run.targetMs, spans, stoppedMs: null };
    }
  }
  return run;
}

function isStop(metric: SlaTarget['metric'], event: SlaEvent): boolean {
  if (event.kind === 'state' && DONE.includes(event.state)) return true;
  if (metric === 'assignment') return event.kind === 'assignment';
  if (metric !== 'response') return false;
  return event.kind === 'comment' || (event.kind === 'state' && event.state === 'in-progress');
}

function end(run: PlainRun, ms: number): void {
  const last = run.spans.at(-1);
  if (last?.toMs === null) last.toMs = ms;
}

/** How an engine counts open time. */
export interface Counter {
  readonly elapsedMs: (calendarId: string, fromMs: number, toMs: number) => number;
  /** Null where nothing is found. */
  readonly dueMs: (calendarId: string, fromMs: number, amountMs: number) => number | null;
}

/** A target as far as all three engines answer it. */
export interface PlainResult {
  readonly metric: SlaTarget['metric'];
  readonly elapsedMs: number;
  readonly dueMs: number | null;
  readonly isBreached: boolean;
}

/**
 * Elapsed time, due instant and breach of a run: less than `evaluateSla` answers, which also says
 * when it warns, when it changes next and which runs came before.
 */
export function measurePlainRun(
  counter: Counter,
  calendarId: string,
  run: PlainRun,
  nowMs: number,
): PlainResult {
  let elapsedMs = 0;
  let dueMs: number | null = null;
  for (const { fromMs, toMs } of run.spans) {
    const openMs = counter.elapsedMs(calendarId, fromMs, toMs ?? nowMs);
    const restMs = run.targetMs - elapsedMs;
    if (dueMs === null && (toMs === null || openMs >= restMs)) {
      dueMs = counter.dueMs(calendarId, fromMs, restMs);
    }
    elapsedMs += openMs;
  }
  if (dueMs === null && run.stoppedMs !== null) {
    dueMs = counter.dueMs(calendarId, run.stoppedMs, run.targetMs - elapsedMs);
  }
  const isBreached = dueMs !== null && (run.stoppedMs ?? nowMs) > dueMs;
  return { metric: run.metric, elapsedMs, dueMs, isBreached };
}
