import type { ClockInput } from '../../../replica/clocks.ts';
import { compareWhatIf, isMissedBy } from '../../../../shared/sla/what-if.ts';
import type { Supposing, WhatIfTarget } from '../../../../shared/sla/what-if.ts';

/** A ticket whose service levels would stand otherwise. */
export interface Moved {
  readonly id: string;
  /** The target the change means most to. */
  readonly target: WhatIfTarget;
  readonly wasMissed: boolean;
  readonly isMissed: boolean;
}

/** What a change would mean to a queue. */
export interface QueueOutcome {
  readonly checked: number;
  /**
   * Tickets with a target missed by the end of the horizon, without and with the change; verdicts
   * that stand whatever happens are left out.
   */
  readonly missedBefore: number;
  readonly missedAfter: number;
  /** Newly missed first, then saved, then those that are due at another time. */
  readonly moved: readonly Moved[];
}

export interface QueueRun {
  readonly ids: readonly string[];
  readonly inputOf: (id: string) => ClockInput | undefined;
  readonly supposing: Supposing;
  readonly nowMs: number;
  readonly untilMs: number;
  onProgress(done: number): void;
  readonly signal: AbortSignal;
}

/** Tickets evaluated twice before the thread is given back: a few milliseconds. */
const SLICE = 60;

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Null when it was stopped. A ticket whose timeline is not read yet is left out. */
export async function runWhatIf(run: QueueRun): Promise<QueueOutcome | null> {
  const { ids, inputOf, supposing, untilMs, onProgress, signal } = run;
  const now = new Date(run.nowMs).toISOString();
  const moved: Moved[] = [];
  const sums = { checked: 0, missedBefore: 0, missedAfter: 0 };
  for (let at = 0; at < ids.length; at += 1) {
    const id = ids[at]!;
    const input = inputOf(id);
    if (input) {
      const pairs = compareWhatIf({ ...input, now }, supposing).filter(isOpenQuestion);
      const wasMissed = pairs.some(({ before }) => isMissedBy(before, untilMs));
      const isMissed = pairs.some(({ after }) => isMissedBy(after, untilMs));
      sums.checked += 1;
      if (wasMissed) sums.missedBefore += 1;
      if (isMissed) sums.missedAfter += 1;
      const target = foremost(pairs, untilMs);
      if (target) moved.push({ id, target, wasMissed, isMissed });
    }
    if (at % SLICE !== SLICE - 1) continue;
    onProgress(at + 1);
    await breathe();
    if (signal.aborted) return null;
  }
  return { ...sums, moved: moved.sort(byMeaning) };
}

/** What was decided and stays so says nothing about the change: a late response is late. */
function isOpenQuestion({ before, after }: WhatIfTarget): boolean {
  const isDecided = isStopped(before) && isStopped(after);
  return !isDecided || before?.state !== after?.state;
}

function isStopped(target: WhatIfTarget['before']): boolean {
  return target !== null && target.stoppedAt !== null;
}

function isMoved({ before, after }: WhatIfTarget): boolean {
  return before?.dueAt !== after?.dueAt || before?.state !== after?.state;
}

/** Of the targets that move one whose fate changes, else the one due first. */
function foremost(pairs: readonly WhatIfTarget[], untilMs: number): WhatIfTarget | undefined {
  const moved = pairs.filter(isMoved);
  const turned = moved.find(
    ({ before, after }) => isMissedBy(before, untilMs) !== isMissedBy(after, untilMs),
  );
  return turned ?? moved.sort((a, b) => (dueKey(a) < dueKey(b) ? -1 : 1))[0];
}

function dueKey({ before, after }: WhatIfTarget): string {
  return after?.dueAt ?? before?.dueAt ?? '9999';
}

function byMeaning(a: Moved, b: Moved): number {
  const rank = ({ wasMissed, isMissed }: Moved): number =>
    isMissed === wasMissed ? 2 : isMissed ? 0 : 1;
  return rank(a) - rank(b) || (dueKey(a.target) < dueKey(b.target) ? -1 : 1);
}
