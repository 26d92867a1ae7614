import type { Documents } from '../model/collections.ts';
import type { FieldChange, MergeDecision, MergeEntry } from '../model/entry.ts';
import type { CollectionName } from '../model/ids.ts';
import { collectionOfId, makeEntryId } from '../model/ids.ts';
import type { HoldReason, ResolutionCode, Ticket, TicketState } from '../model/ticket.ts';
import { FOLLOWS_STATE } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { priorityOf } from './priority.ts';
import { STATE_MACHINES, stateSpec } from './states.ts';
import { checkDemand, resolutionFields } from './ticket-commands.ts';
import type { StateArguments } from './ticket-commands.ts';

/**
 * What a person wants a field to be. `mine` and `theirs` are the entry's words: `mine` is what the
 * person who merged had written, whoever chooses now. `present` leaves the field as it is.
 */
export type SettleChoice =
  | { readonly field: string; readonly take: 'mine' | 'theirs' | 'present' }
  | { readonly field: string; readonly take: 'own'; readonly value: unknown };

export interface Settlement {
  readonly entry: MergeEntry;
  /** A field that is left out stays as it is. */
  readonly choices: readonly SettleChoice[];
  /** Values of the chosen fields on the screen when the person chose. */
  readonly seen: Readonly<Record<string, unknown>>;
  /** Somebody settled it before. */
  readonly isSettled: boolean;
}

/** Records a merge entry can be about. */
export type MergedCollection = 'tickets' | 'items' | 'relations' | 'audits';
export type MergedRecord = Documents[MergedCollection];

type Fields = Readonly<Record<string, unknown>>;

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The document whose fields were merged. */
export function mergedDocumentId(entry: MergeEntry): string {
  return entry.documentId ?? entry.recordId;
}

/** May a person choose this field? Others follow from the state, from impact and urgency. */
export function isChoosable(entry: MergeEntry, { field, rule }: MergeDecision): boolean {
  if (rule === 'derived') return false;
  return !FOLLOWS_STATE.has(field) || !entry.decisions.some((each) => each.field === 'state');
}

/** May a record get from one state to another at all, by however many steps? */
export function canReach(kind: Ticket['kind'], from: TicketState, to: TicketState): boolean {
  const found = new Set<TicketState>([from]);
  for (const state of found) {
    for (const next of STATE_MACHINES[kind].states[state]?.next ?? []) found.add(next);
  }
  return found.has(to);
}

function decisionOf(entry: MergeEntry, field: string): MergeDecision | undefined {
  return entry.decisions.find((decision) => decision.field === field);
}

function chosenValue(entry: MergeEntry, record: Fields, choice: SettleChoice): unknown {
  switch (choice.take) {
    case 'own':
      return choice.value;
    case 'present':
      return record[choice.field];
    case 'mine':
    case 'theirs':
      return decisionOf(entry, choice.field)?.[choice.take];
  }
}

/** What the state of one side brought along: the losing side's is in the decision, the other's stands. */
function argumentsOf(entry: MergeEntry, ticket: Ticket, choice: SettleChoice): StateArguments {
  const of = (field: 'holdReason' | 'resolutionCode' | 'resolution'): unknown => {
    const decision = decisionOf(entry, field);
    const isSide = choice.take === 'mine' || choice.take === 'theirs';
    return decision && isSide ? decision[choice.take] : ticket[field];
  };
  const given = {
    holdReason: of('holdReason') as HoldReason | undefined,
    resolutionCode: of('resolutionCode') as ResolutionCode | undefined,
    resolution: of('resolution') as string | undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function statePatch(
  { entry }: Settlement,
  ticket: Ticket,
  choice: SettleChoice,
  to: TicketState,
  now: string,
): Fields {
  if (!canReach(ticket.kind, ticket.state, to)) {
    throw new CommandError('Nothing leads from the present state to the one you chose.', 'state');
  }
  const args = argumentsOf(entry, ticket, choice);
  checkDemand(to, ticket, args);
  const spec = stateSpec(ticket.kind, to);
  return {
    state: to,
    open: spec.open ? 1 : 0,
    holdReason: spec.demands === 'hold-reason' ? args.holdReason : undefined,
    ...resolutionFields(ticket, to, args, now),
  };
}

/** The fields that become something else, with what follows from them. */
function patchOf(
  collection: MergedCollection,
  record: MergedRecord,
  settlement: Settlement,
  context: CommandContext,
): Fields {
  const present = record as unknown as Fields;
  const patch: Record<string, unknown> = {};
  for (const choice of settlement.choices) {
    const { field } = choice;
    if (!isSame(present[field], settlement.seen[field])) {
      throw new CommandError(
        'This field was changed again since you looked. Its new value is shown now; choose again.',
        field,
      );
    }
    const value = chosenValue(settlement.entry, present, choice);
    if (isSame(value, present[field])) continue;
    if (collection === 'tickets' && field === 'state') {
      const to = value as TicketState;
      Object.assign(patch, statePatch(settlement, record as Ticket, choice, to, context.now));
    } else patch[field] = value;
  }
  if (collection === 'tickets' && ('impact' in patch || 'urgency' in patch)) {
    const { impact, urgency } = { ...(record as Ticket), ...patch };
    patch['priority'] = priorityOf(context.matrix, impact, urgency);
  }
  return patch;
}

function toChanges(record: MergedRecord, patch: Fields): readonly FieldChange[] {
  const present = record as unknown as Fields;
  return Object.entries(patch)
    .filter(([field, after]) => field !== 'open' && !isSame(present[field], after))
    .map(
      ([field, after]) =>
        ({
          field,
          ...(present[field] === undefined ? {} : { before: present[field] }),
          ...(after === undefined ? {} : { after }),
        }) as FieldChange,
    );
}

/** Service levels count by entries of state: one that a settlement moves needs its own. */
function addMove(build: CommandBuilder, ticket: Ticket, patch: Fields, now: string): void {
  const next = { ...ticket, ...patch } as Ticket;
  if (next.state === ticket.state) return;
  const reason = patch['holdReason'] ?? patch['resolutionCode'];
  const given = typeof reason === 'string' ? { reason } : {};
  const { state: to, priority } = next;
  build.entry(ticket, { kind: 'state', from: ticket.state, to, priority, ...given }, now);
}

/**
 * Settles what a merge decided: the fields become what the person chose, as in any edit, and a
 * `change` entry says so on the timeline, so that the other one sees it settled too.
 *
 * @returns No writes when it is settled already and nothing differs.
 * @throws CommandError where a field moved on since the person looked, or the choice cannot be
 * reached.
 */
export function settleMerge(
  record: MergedRecord,
  settlement: Settlement,
  context: CommandContext,
): CommandResult {
  const collection = collectionOfId(record.id) as MergedCollection & CollectionName;
  if (record.removedAt !== undefined) {
    throw new CommandError('This record was removed. Nothing is left to be settled.');
  }
  const { entry, isSettled } = settlement;
  const build = new CommandBuilder(context);
  const patch = patchOf(collection, record, settlement, context);
  const changes = toChanges(record, patch);
  if (changes.length === 0 && isSettled) return build.result();
  if (changes.length > 0) {
    const touched = collection === 'tickets' ? { activityAt: context.now } : {};
    build.change(collection, record, { ...patch, ...touched });
  }
  if (collection === 'tickets') addMove(build, record as Ticket, patch, context.now);
  const { scope, recordId } = entry;
  build.create(
    'entries',
    { kind: 'change', scope, recordId, at: context.now, changes, resolves: entry.id },
    makeEntryId(recordId, context.ulid()),
  );
  return build.result();
}
