import type { AnyDocument } from '../model/collections.ts';
import type { LinkEntry } from '../model/entry.ts';
import type { Article } from '../model/reference.ts';
import type { Relation } from '../model/item.ts';
import type { Ticket, TicketState } from '../model/ticket.ts';
import type { CommandContext, CommandResult, Write } from './command.ts';
import { CommandBuilder } from './command.ts';
import { updateDocument } from './record-commands.ts';
import { canMove, stateSpec } from './states.ts';
import type { Known } from './ticket-acts-kit.ts';
import { codeFor, endingOf, Steps, tryMove } from './ticket-acts-kit.ts';
import type { StateArguments, TicketPatch } from './ticket-commands.ts';
import { updateTicket } from './ticket-commands.ts';

/** Fields that acts change beside the state. */
const FIELDS = ['parentId', 'satisfaction', 'satisfactionNote', 'assigneeId', 'teamId'] as const;

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Back where it was, or at least to work, where its machine has no way back. */
function wayBack(now: Ticket, before: Ticket): TicketState | undefined {
  if (canMove(now.kind, now.state, before.state)) return before.state;
  if (!stateSpec(now.kind, before.state).open) return undefined;
  return stateSpec(now.kind, now.state).next.find((to) => {
    const { open, demands } = stateSpec(now.kind, to);
    return open && demands === undefined;
  });
}

function argumentsOf({ holdReason, resolutionCode, resolution }: Ticket): StateArguments {
  return {
    isUndo: true,
    ...(holdReason === undefined ? {} : { holdReason }),
    ...(resolutionCode === undefined ? {} : { resolutionCode }),
    ...(resolution === undefined ? {} : { resolution }),
  };
}

function restoreTicket(
  steps: Steps,
  before: Ticket,
  after: Ticket,
  now: Ticket,
  context: CommandContext,
): void {
  if (before.state !== after.state && now.state === after.state) {
    tryMove(steps, now, wayBack(now, before), argumentsOf(before), context);
  }
  const patch: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const hasChanged = !isSame(before[field], after[field]);
    if (hasChanged && isSame(now[field], after[field])) patch[field] = before[field];
  }
  const added = after.watchers.filter((name) => !before.watchers.includes(name));
  const gone = before.watchers.filter((name) => !after.watchers.includes(name));
  const kept = now.watchers.filter((name) => !added.includes(name) && !gone.includes(name));
  steps.take(
    updateTicket(
      steps.of(now),
      { ...(patch as TicketPatch), watchers: [...kept, ...gone] },
      context,
    ),
  );
}

/** Nobody works on it: records are never taken away, they end. */
function endTicket(steps: Steps, now: Ticket, resolution: string, context: CommandContext): void {
  if (now.open === 0) return;
  const args = { resolutionCode: codeFor(now.kind, 'cancelled'), resolution };
  tryMove(steps, now, endingOf(now, ['cancelled', 'done']), args, context);
}

function takeBackRelation(
  steps: Steps,
  now: Relation,
  links: readonly LinkEntry[],
  context: CommandContext,
): void {
  if (now.removedAt !== undefined) return;
  const build = new CommandBuilder(context);
  build.change('relations', now, { removedAt: context.now });
  for (const { recordId, scope, relation, otherId, inverse } of links) {
    const ends = [now.fromId, now.toId];
    if (!ends.includes(recordId) || !ends.includes(otherId) || relation !== now.type) continue;
    const record = { id: recordId, scope } as AnyDocument & { scope: string };
    const direction = inverse === undefined ? {} : { inverse };
    build.entry(record, { kind: 'link', relation, otherId, removed: true, ...direction });
  }
  steps.take(build.result());
}

function retire(steps: Steps, now: Article, reason: string, context: CommandContext): void {
  const patch = { state: 'retired', retiredReason: reason };
  steps.take(updateDocument('articles', now, patch, context));
}

/**
 * Takes an act back: relations are removed, states and fields go back where nobody changed them
 * since, and records it made end. What was said on a timeline stays there (L7).
 * @param now The documents as they are; what is missing is left alone.
 * @param words Why records that it made end.
 */
export function takeBackAct(
  writes: readonly Write[],
  now: Known,
  words: string,
  context: CommandContext,
): CommandResult {
  const steps = new Steps(context);
  const links = writes.flatMap(({ document }) => (document.kind === 'link' ? [document] : []));
  for (const { collection, base, document } of writes) {
    const current = now.get(document.id);
    if (current === undefined) continue;
    if (collection === 'relations') takeBackRelation(steps, current as Relation, links, context);
    if (collection === 'articles') retire(steps, current as Article, words, context);
    if (collection !== 'tickets') continue;
    if (base === null) endTicket(steps, current as Ticket, words, context);
    else restoreTicket(steps, base as Ticket, document as Ticket, current as Ticket, context);
  }
  return steps.result();
}
