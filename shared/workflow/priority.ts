import type { PriorityMatrix } from '../model/policy.ts';
import type { Level, Priority } from '../model/ticket.ts';

/**
 * The matrix every workspace starts with, rows impact, columns urgency. The same that 20,000
 * incidents of the UCI event log (doi 10.24432/C57S4H) follow without exception; cell 1/3, which
 * they never use, is set like 3/1's mirror in ITIL's example.
 */
export const DEFAULT_MATRIX: PriorityMatrix['rows'] = [
  [1, 2, 3],
  [2, 3, 4],
  [3, 4, 4],
];

/** Priority 1–4 of an impact and urgency of 1 (high) to 3 (low). */
export function priorityOf(rows: PriorityMatrix['rows'], impact: Level, urgency: Level): Priority {
  return rows[impact - 1]![urgency - 1]!;
}
