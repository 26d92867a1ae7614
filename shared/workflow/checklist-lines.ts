import type { ChecklistPolicy } from '../model/policy.ts';
import type { ChecklistLine, Ticket } from '../model/ticket.ts';
import { CommandError } from './command.ts';

/** Of the CommandError of a record that cannot be resolved yet. */
export const REQUIRED_LEFT = 'Tick the required lines of the checklist first.';

export interface ChecklistEntry extends ChecklistLine {
  readonly key: string;
}

/** Of the checklist it came from; lines somebody added on the record have none. */
const OF_POLICY = '/';

export function policyLineKey(policyId: string, lineId: string): string {
  return `${policyId}${OF_POLICY}${lineId}`;
}

/** Was the line written on the record, and not by a checklist of the desk? */
export function isOwnLine(key: string): boolean {
  return !key.includes(OF_POLICY);
}

/** The lines of a record in their order. */
export function checklistOf({ checklist }: Pick<Ticket, 'checklist'>): readonly ChecklistEntry[] {
  return Object.entries(checklist ?? {})
    .map(([key, line]) => ({ key, ...line }))
    .sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
}

/** Lines that hold up resolving. */
export function requiredLeft(ticket: Pick<Ticket, 'checklist'>): readonly ChecklistEntry[] {
  return checklistOf(ticket).filter((line) => line.required === true && line.doneAt === undefined);
}

export interface ChecklistProgress {
  readonly done: number;
  readonly total: number;
  readonly requiredLeft: number;
}

export function checklistProgress(ticket: Pick<Ticket, 'checklist'>): ChecklistProgress {
  const lines = checklistOf(ticket);
  return {
    done: lines.filter((line) => line.doneAt !== undefined).length,
    total: lines.length,
    requiredLeft: requiredLeft(ticket).length,
  };
}

/**
 * The checklist of a record with the lines of a policy below what is there. Lines of that policy
 * it has already stay as they are, ticks and all.
 */
export function withChecklist(
  checklist: Ticket['checklist'],
  policy: Pick<ChecklistPolicy, 'id' | 'lines'>,
): NonNullable<Ticket['checklist']> {
  const present = checklist ?? {};
  let order = Math.max(0, ...Object.values(present).map((line) => line.order));
  const added = policy.lines
    .map((line) => ({ key: policyLineKey(policy.id, line.id), line }))
    .filter(({ key }) => present[key] === undefined)
    .map(({ key, line }): [string, ChecklistLine] => {
      order += 1;
      return [key, { text: line.text, order, ...(line.required ? { required: true } : {}) }];
    });
  return { ...present, ...Object.fromEntries(added) };
}

/** Throws a CommandError while a required line is open. */
export function refuseOpenLines(ticket: Pick<Ticket, 'checklist'>): void {
  if (requiredLeft(ticket).length > 0) throw new CommandError(REQUIRED_LEFT, 'checklist');
}
