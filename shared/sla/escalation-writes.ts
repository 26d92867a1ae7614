import type { ChangeEntry, Entry, EscalationEntry, FieldChange } from '../model/entry.ts';
import { SCHEMA_VERSION } from '../model/envelope.ts';
import type { EntryId, PolicyId } from '../model/ids.ts';
import type { EscalationAction, PriorityMatrix } from '../model/policy.ts';
import type { Party } from '../model/reference.ts';
import type { Level, Ticket } from '../model/ticket.ts';
import type { DueEscalation } from './plan-escalations.ts';
import { escalationId } from './plan-escalations.ts';

/** Who carries escalations out, and with what. */
export interface EscalationWriter {
  /** ISO instant. */
  readonly now: string;
  readonly userName: string;
  readonly deviceId: string;
  readonly mutationId: string;
  readonly matrix: PriorityMatrix['rows'];
  /** People and teams, by id. */
  readonly people: ReadonlyMap<string, Party>;
  /** The record was changed already; only the entries are missing. */
  readonly isDone?: boolean;
}

/** Documents that escalations leave behind. */
export interface EscalationWrites {
  /** The changed record; null where nothing about it changes. */
  readonly ticket: Ticket | null;
  /** All new. */
  readonly entries: readonly Entry[];
}

type Patch = Readonly<Record<string, unknown>>;

/** One step of urgency, then of impact, until the matrix gives a higher priority. */
function raisedPriority(ticket: Ticket, matrix: PriorityMatrix['rows']): Patch {
  let { impact, urgency } = ticket;
  while (urgency > 1 || impact > 1) {
    if (urgency > 1) urgency = (urgency - 1) as Level;
    else impact = (impact - 1) as Level;
    const priority = matrix[impact - 1]![urgency - 1]!;
    if (priority < ticket.priority) return { impact, urgency, priority };
  }
  return {};
}

function isThere(people: EscalationWriter['people'], id: string | undefined): boolean {
  return id !== undefined && people.has(id) && people.get(id)?.removedAt === undefined;
}

function patchOf(
  ticket: Ticket,
  { do: what, personId, teamId }: EscalationAction,
  { matrix, people }: EscalationWriter,
): Patch {
  switch (what) {
    case 'notify':
      return {};
    case 'raise-priority':
      return raisedPriority(ticket, matrix);
    case 'reassign':
      return {
        ...(isThere(people, teamId) ? { teamId, assigneeId: undefined } : {}),
        ...(isThere(people, personId) ? { assigneeId: personId } : {}),
      };
    case 'add-watcher':
      return isThere(people, personId) && !ticket.watchers.includes(personId!)
        ? { watchers: [...ticket.watchers, personId] }
        : {};
  }
}

function changesOf(before: Ticket, patch: Patch): FieldChange[] {
  const fields = before as unknown as Patch;
  return Object.entries(patch).flatMap(([field, after]): FieldChange[] => {
    const value = fields[field];
    if (JSON.stringify(value) === JSON.stringify(after)) return [];
    const was = value === undefined ? {} : { before: value };
    return [{ field, ...was, ...(after === undefined ? {} : { after }) } as FieldChange];
  });
}

function changed(ticket: Ticket, changes: readonly FieldChange[]): Ticket {
  const next: Record<string, unknown> = { ...ticket };
  for (const { field, after } of changes) {
    if (after === undefined) Reflect.deleteProperty(next, field);
    else next[field] = after;
  }
  return next as unknown as Ticket;
}

function envelope(writer: EscalationWriter, ticket: Ticket, id: EntryId, at: string) {
  const { now, userName, deviceId, mutationId } = writer;
  return {
    id,
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    mutationId,
    createdAt: now,
    createdBy: userName,
    updatedAt: now,
    updatedBy: userName,
    deviceId,
    scope: ticket.scope,
    recordId: ticket.id,
    at,
  };
}

function fire(ticket: Ticket, due: DueEscalation, writer: EscalationWriter) {
  const { entryId, mark, actions, notified } = due;
  const { reachedAt, policyId, metric, runStartedAt, ruleId, percent, dueAt } = mark;
  const entry: EscalationEntry = {
    ...envelope(writer, ticket, entryId, reachedAt),
    kind: 'escalation',
    policyId: policyId as PolicyId,
    metric,
    runStartedAt,
    ruleId,
    percent,
    ...(dueAt === null ? {} : { dueAt }),
    actions,
    notified,
  };
  let after = ticket;
  for (const action of writer.isDone ? [] : actions) {
    after = changed(after, changesOf(after, patchOf(after, action, writer)));
  }
  const changes = changesOf(ticket, patchBetween(ticket, after));
  if (changes.length === 0) return { after, entries: [entry] };
  const change: ChangeEntry = {
    ...envelope(writer, ticket, escalationId(ticket, mark, 'change'), reachedAt),
    kind: 'change',
    changes,
    escalationId: entryId,
  };
  return { after, entries: [entry, change] };
}

/** The fields that differ, those that went as undefined. */
function patchBetween(before: Ticket, after: Ticket): Patch {
  const [was, is] = [before, after] as unknown as Patch[];
  const names = new Set([...Object.keys(was!), ...Object.keys(is!)]);
  return Object.fromEntries([...names].map((name) => [name, is![name]]));
}

/**
 * What carrying escalations out writes: for each the entry that says so, and the change it makes to
 * the record with an entry of its own, both dated when the mark was reached. Pure.
 */
export function escalationWrites(
  ticket: Ticket,
  due: readonly DueEscalation[],
  writer: EscalationWriter,
): EscalationWrites {
  const entries: Entry[] = [];
  let after = ticket;
  for (const each of due) {
    const fired = fire(after, each, writer);
    ({ after } = fired);
    entries.push(...fired.entries);
  }
  if (after === ticket || changesOf(ticket, patchBetween(ticket, after)).length === 0) {
    return { ticket: null, entries };
  }
  const { now, userName, deviceId, mutationId } = writer;
  const version = ticket.version + 1;
  const written = { version, mutationId, updatedAt: now, updatedBy: userName, deviceId };
  return { ticket: { ...after, ...written }, entries };
}
