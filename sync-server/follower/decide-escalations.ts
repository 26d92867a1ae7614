import { derivedUlid } from '../../shared/model/derived-ulid.ts';
import type { Entry } from '../../shared/model/entry.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { evaluateSla, type SlaInput } from '../../shared/sla/evaluate-sla.ts';
import { escalationWrites } from '../../shared/sla/escalation-writes.ts';
import { dueEscalations, type DueEscalation } from '../../shared/sla/plan-escalations.ts';
import { slaMarks } from '../../shared/sla/sla-marks.ts';
import { FOLLOWER_DEVICE, FOLLOWER_NAME } from './decide-verdicts.ts';
import type { FollowerRules } from './reference-rules.ts';

/**
 * Consoles of the people concerned are first, up to 15 s after the mark; who fires at it offline, or
 * not at all, is waited for no longer than this.
 */
export const GRACE_MS = 60_000;

export interface EscalationPlan {
  /** The changed record, or null. Written before the entries: they say that it is done. */
  readonly ticket: Ticket | null;
  readonly entries: readonly Entry[];
  /** When to look again though nothing happens; null: no need. */
  readonly wakeAtMs: number | null;
}

interface Given {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
  /** Of the ticket, now by the server's clock. */
  readonly input: SlaInput;
  readonly rules: FollowerRules;
  readonly nowMs: number;
}

function wakeOf(input: SlaInput, waiting: readonly DueEscalation[], hasMore: boolean) {
  const instants = waiting.map(({ mark }) => Date.parse(mark.reachedAt));
  const { nextChangeAt } = evaluateSla(input);
  if (hasMore && nextChangeAt !== null) instants.push(Date.parse(nextChangeAt));
  return instants.length === 0 ? null : Math.min(...instants) + GRACE_MS;
}

/** Escalations of one record that no console has carried out in time. Pure. */
export function decideEscalations(given: Given): EscalationPlan {
  const { ticket, entries, input, rules, nowMs } = given;
  const marks = slaMarks(input);
  const { policies, people, matrix } = rules;
  const reached = dueEscalations({ ticket, entries, marks, policies, people, nowMs });
  const isOver = ({ mark }: DueEscalation): boolean =>
    Date.parse(mark.reachedAt) + GRACE_MS <= nowMs;
  const due = reached.filter(isOver);
  const waiting = reached.filter((each) => !isOver(each));
  const hasMore = marks.some(({ reachedAt }) => reachedAt === null);
  const wakeAtMs = wakeOf(input, waiting, hasMore);
  const [first] = due;
  if (!first) return { ticket: null, entries: [], wakeAtMs };
  const keys = due.map(({ entryId }) => entryId);
  const mutationId = derivedUlid(Date.parse(first.mark.reachedAt), 'escalations', ...keys);
  const now = new Date(nowMs).toISOString();
  const by = { userName: FOLLOWER_NAME, deviceId: FOLLOWER_DEVICE, mutationId };
  // The record has it already: we ended between it and its entries, or a second follower is at it.
  const isDone = ticket.mutationId === mutationId;
  const writes = escalationWrites(ticket, due, { ...by, now, matrix, people, isDone });
  return { ...writes, wakeAtMs };
}
