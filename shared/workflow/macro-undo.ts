import type { FieldChange } from '../model/entry.ts';
import type { Ticket } from '../model/ticket.ts';
import { FOLLOWS_STATE } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { canMove } from './states.ts';

const ENVELOPE: ReadonlySet<string> = new Set([
  'id',
  'schemaVersion',
  'version',
  'mutationId',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'deviceId',
  'activityAt',
]);
/** What is said of the state by nobody but the state. */
const OF_STATE: ReadonlySet<string> = new Set([
  ...FOLLOWS_STATE,
  'state',
  'open',
  'resolvedBy',
  'reopens',
]);
/** Counted and noted by the commands; the timeline tells what was changed, not these. */
const UNTOLD: ReadonlySet<string> = new Set([...OF_STATE, 'respondedAt', 'reassignments']);

interface Done {
  readonly before: Ticket;
  readonly after: Ticket;
  /** It said something to the requester, which stays said. */
  readonly hasAnswered: boolean;
}

function doneBy({ writes }: CommandResult): Done | null {
  const write = writes.find(({ collection, base }) => collection === 'tickets' && base !== null);
  if (write === undefined) return null;
  return {
    before: write.base as Ticket,
    after: write.document as Ticket,
    hasAnswered: writes.some(
      ({ collection, document }) =>
        collection === 'entries' && (document as { kind?: unknown }).kind === 'comment',
    ),
  };
}

/** Is there a way back to the state before? Where there is none, an undo leaves the state. */
export function canUndoState(before: Pick<Ticket, 'kind' | 'state'>, after: Ticket): boolean {
  return before.state === after.state || canMove(after.kind, after.state, before.state);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The fields that go back, with what they were. */
function reversed({ before, after, hasAnswered }: Done, now: Ticket): Record<string, unknown> {
  const was = before as unknown as Readonly<Record<string, unknown>>;
  const became = after as unknown as Readonly<Record<string, unknown>>;
  const is = now as unknown as Readonly<Record<string, unknown>>;
  const isStateLeft = !canUndoState(before, after) || now.state !== after.state;
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) =>
      !ENVELOPE.has(field) &&
      !isSame(was[field], became[field]) &&
      isSame(is[field], became[field]) &&
      !(isStateLeft && OF_STATE.has(field)) &&
      !((hasAnswered || isStateLeft) && field === 'respondedAt'),
  );
  return Object.fromEntries(fields.map((field) => [field, was[field]]));
}

/**
 * Takes a command on one record back as one command: every field it changed says again what it
 * said before, but for those somebody changed since and for a state without a way back. What was
 * written on the timeline stays there. Throws a CommandError where nothing is left to take back.
 *
 * @param command As it was carried out.
 * @param now The record as it stands.
 */
export function undoMacro(
  command: CommandResult,
  now: Ticket,
  context: CommandContext,
): CommandResult {
  const done = doneBy(command);
  const patch = done === null ? {} : reversed(done, now);
  if (Object.keys(patch).length === 0) {
    throw new CommandError('What this did cannot be taken back: it was changed since.');
  }
  const build = new CommandBuilder(context);
  const next = build.change('tickets', now, { ...patch, activityAt: context.now });
  if (next.state !== now.state) {
    const reason = next.holdReason ?? next.resolutionCode;
    build.entry(next, {
      kind: 'state',
      from: now.state,
      to: next.state,
      priority: next.priority,
      ...(reason === undefined ? {} : { reason }),
    });
  }
  const is = now as unknown as Readonly<Record<string, unknown>>;
  const changes = Object.entries(patch)
    .filter(([field]) => !UNTOLD.has(field))
    .map(
      ([field, after]) =>
        ({
          field,
          ...(is[field] === undefined ? {} : { before: is[field] }),
          ...(after === undefined ? {} : { after }),
        }) as FieldChange,
    );
  if (changes.length > 0) build.entry(next, { kind: 'change', changes });
  return build.result();
}
