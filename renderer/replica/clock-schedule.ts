/** Entries handed out before the thread is given back; 100 evaluations take a few milliseconds. */
const BATCH = 100;

export interface ScheduleOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The longest sleep: a machine that was asleep or whose clock was set notices after it. */
  readonly stepMs: number;
  /** Told of ids whose instant came, earliest first; each has to be set again to be told again. */
  onDue(ids: readonly string[]): void;
  /** Told every `stepMs`, due or not. */
  onStep(): void;
}

interface Due {
  readonly id: string;
  readonly atMs: number;
}

/**
 * One timer for any number of instants. Nothing is looked at before its instant comes: a heap knows
 * which is next. Setting an id again leaves its old place in the heap, which is skipped when it
 * comes up.
 */
export class ClockSchedule {
  private readonly options: ScheduleOptions;
  private readonly heap: Due[] = [];
  private readonly current = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private timerAtMs = Infinity;
  private nextStepMs: number;
  private isClosed = false;

  constructor(options: ScheduleOptions) {
    this.options = options;
    this.nextStepMs = options.now() + options.stepMs;
    this.arm();
  }

  /** Ids that wait for their instant. */
  get size(): number {
    return this.current.size;
  }

  /** Milliseconds since 1970; Infinity takes the id out. */
  set(id: string, atMs: number): void {
    if (atMs === Infinity) {
      this.current.delete(id);
      return;
    }
    if (this.current.get(id) === atMs) return;
    this.current.set(id, atMs);
    push(this.heap, { id, atMs });
    if (this.heap.length > 2 * this.current.size + BATCH) this.tidy();
    if (atMs < this.timerAtMs) this.arm();
  }

  remove(id: string): void {
    this.current.delete(id);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private arm(): void {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    const now = this.options.now();
    this.timerAtMs = Math.min(this.nextStepMs, this.heap[0]?.atMs ?? Infinity);
    const waitMs = Math.min(this.options.stepMs, Math.max(0, this.timerAtMs - now));
    this.timer = setTimeout(() => this.wake(), waitMs);
  }

  private wake(): void {
    const { now, onDue, onStep, stepMs } = this.options;
    // Whatever is set from here on is armed for below.
    this.timerAtMs = -Infinity;
    const nowMs = now();
    const due = this.takeDue(nowMs);
    if (due.length > 0) onDue(due);
    // A clock that was put back must not stop the steps until it has caught up.
    if (nowMs >= this.nextStepMs || nowMs < this.nextStepMs - stepMs) {
      this.nextStepMs = nowMs + stepMs;
      onStep();
    }
    this.arm();
  }

  private takeDue(nowMs: number): readonly string[] {
    const due: string[] = [];
    while (due.length < BATCH && this.heap.length > 0 && this.heap[0]!.atMs <= nowMs) {
      const { id, atMs } = pop(this.heap);
      if (this.current.get(id) !== atMs) continue;
      this.current.delete(id);
      due.push(id);
    }
    return due;
  }

  /** Drops the places that were left, once they are the greater part. */
  private tidy(): void {
    this.heap.length = 0;
    for (const [id, atMs] of this.current) push(this.heap, { id, atMs });
  }
}

function push(heap: Due[], due: Due): void {
  let at = heap.length;
  heap.push(due);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent]!.atMs <= due.atMs) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = due;
}

/** Takes the earliest; the heap must not be empty. */
function pop(heap: Due[]): Due {
  const first = heap[0]!;
  const last = heap.pop()!;
  const size = heap.length;
  if (size === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && heap[child + 1]!.atMs < heap[child]!.atMs) child += 1;
    if (heap[child]!.atMs >= last.atMs) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return first;
}
