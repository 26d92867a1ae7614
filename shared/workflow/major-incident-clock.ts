import type { CommunicationEntry, Entry } from '../model/entry.ts';
import type { Incident } from '../model/ticket.ts';

/** How the promise of the next communication stands. */
export type UpdateState = 'none' | 'running' | 'due' | 'overdue';

export interface UpdateClock {
  readonly state: UpdateState;
  /** When the next one is promised, milliseconds since 1970; null: none is. */
  readonly dueMs: number | null;
  /** Oldest first. */
  readonly said: readonly CommunicationEntry[];
}

/** So long before the instant somebody has to begin writing. */
export const UPDATE_DUE_SOON_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

function promised(incident: Incident, last: CommunicationEntry | undefined): number | null {
  if (last !== undefined) {
    return last.nextUpdateAt === undefined ? null : Date.parse(last.nextUpdateAt);
  }
  const { majorDeclaredAt, majorUpdateMinutes } = incident;
  if (majorDeclaredAt === undefined || majorUpdateMinutes === undefined) return null;
  return Date.parse(majorDeclaredAt) + majorUpdateMinutes * MINUTE_MS;
}

function stateOf(dueMs: number | null, nowMs: number): UpdateState {
  if (dueMs === null) return 'none';
  if (nowMs >= dueMs) return 'overdue';
  return nowMs >= dueMs - UPDATE_DUE_SOON_MS ? 'due' : 'running';
}

/**
 * The clock of the communication log: the last one says when the next is promised; before the first
 * it is the interval from the declaration on. It runs while the major incident is declared.
 */
export function updateClock(
  incident: Incident,
  entries: readonly Entry[],
  nowMs: number,
): UpdateClock {
  const said = entries.filter((entry) => entry.kind === 'communication');
  if (incident.majorStage !== 'declared') return { state: 'none', dueMs: null, said };
  // What was said before an earlier declaration still counts as the last word.
  const last = said.reduce<CommunicationEntry | undefined>(
    (latest, entry) => (latest === undefined || entry.at >= latest.at ? entry : latest),
    undefined,
  );
  const dueMs = promised(incident, last);
  return { state: stateOf(dueMs, nowMs), dueMs, said };
}
