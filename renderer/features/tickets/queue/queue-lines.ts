import type { Queue, QueueGroup } from './queue-model.ts';

/** Rows and group headers as one list. */
export interface QueueLines {
  readonly count: number;
  /** Place of the row in the queue's order; for a header −1 minus the number of its group. */
  readonly lines: Int32Array;
}

/** Headers before their rows; the rows of a folded group are left out. */
export function queueLines(queue: Queue, folded: ReadonlySet<string>): QueueLines {
  const { groups, order } = queue;
  if (groups.length === 0) {
    const lines = new Int32Array(order.length);
    for (let at = 0; at < lines.length; at += 1) lines[at] = at;
    return { count: lines.length, lines };
  }
  const shown = (each: QueueGroup): number => (folded.has(each.group) ? 0 : each.count);
  const count = groups.reduce((sum, each) => sum + 1 + shown(each), 0);
  const lines = new Int32Array(count);
  let line = 0;
  for (const [n, group] of groups.entries()) {
    lines[line] = -1 - n;
    line += 1;
    for (let i = 0; i < shown(group); i += 1) {
      lines[line] = group.from + i;
      line += 1;
    }
  }
  return { count, lines };
}

/** The group whose header stands at a line. */
export function groupOfLine(queue: Queue, lines: QueueLines, line: number): QueueGroup | undefined {
  const value = lines.lines[line];
  return value === undefined || value >= 0 ? undefined : queue.groups[-1 - value];
}
