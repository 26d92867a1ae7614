import type { FieldChange } from '../model/entry.ts';
import type { EntryId, TicketId } from '../model/ids.ts';
import type { Level, Ticket, TicketKind, TicketState } from '../model/ticket.ts';
import type { CommandContext, CommandResult, NewBody } from './command.ts';
import type { ImportMapping } from '../model/policy.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { updateDocument } from './record-commands.ts';
import { priorityOf } from './priority.ts';
import { stateSpec } from './states.ts';

/** What an import says of a ticket; priority and openness follow from it. */
export interface ImportedContent {
  readonly kind: TicketKind;
  readonly number: string;
  readonly title: string;
  readonly state: TicketState;
  readonly impact: Level;
  readonly urgency: Level;
  readonly [field: string]: unknown;
}

export interface ImportedEntry {
  readonly id: EntryId;
  readonly at: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly kind: string };
}

/** One ticket of another tool, with ids that follow from its key there. */
export interface ImportedTicket {
  readonly id: TicketId;
  readonly scope: string;
  readonly system: string;
  readonly key: string;
  readonly content: ImportedContent;
  /** Last thing anybody did to it there. */
  readonly activityAt: string;
  readonly entries: readonly ImportedEntry[];
}

/** What an import does to a ticket that is here already. */
export interface ImportedChange {
  readonly base: Ticket;
  /** Fields to set; undefined takes one off. */
  readonly patch: Readonly<Record<string, unknown>>;
  readonly seen: Readonly<Record<string, string>>;
  readonly activityAt: string;
  readonly entries: readonly ImportedEntry[];
}

/** Fields of the state that go along with it and are neither compared nor told on their own. */
export const STATE_FIELDS = [
  'state',
  'holdReason',
  'resolutionCode',
  'resolution',
  'resolvedAt',
  'closedAt',
  'resolvedBy',
] as const;

/** All writes of one run carry its id: it is one thing that a person did, and is taken back as one. */
function inRun(runId: string, context: CommandContext): CommandBuilder {
  let isFirst = true;
  const ulid = (): string => {
    if (!isFirst) return context.ulid();
    isFirst = false;
    return runId;
  };
  return new CommandBuilder({ ...context, ulid });
}

function derived(
  content: Pick<ImportedContent, 'kind' | 'state' | 'impact' | 'urgency'>,
  context: CommandContext,
) {
  return {
    priority: priorityOf(context.matrix, content.impact, content.urgency),
    open: stateSpec(content.kind, content.state).open ? 1 : 0,
  };
}

/** Somebody or something a ticket names; `collection` says what. */
export interface ImportedParty {
  readonly collection: 'people' | 'places' | 'catalog';
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** People, teams, sites and services that tickets of the same run name. */
export function importParties(
  parties: readonly ImportedParty[],
  runId: string,
  context: CommandContext,
): CommandResult {
  const build = inRun(runId, context);
  for (const { collection, id, body } of parties) {
    build.create(collection, body as unknown as NewBody<typeof collection>, id);
  }
  return build.result();
}

/** Columns that are there and empty say so with undefined; a document leaves them out. */
function withoutGaps(content: ImportedContent): Record<string, unknown> {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}

/** Writes tickets of another tool as they ended up there, with what is known of their history. */
export function importTickets(
  news: readonly (ImportedTicket & { readonly seen: Readonly<Record<string, string>> })[],
  changes: readonly ImportedChange[],
  runId: string,
  context: CommandContext,
): CommandResult {
  const build = inRun(runId, context);
  for (const each of news) {
    const { content, scope, system, key, seen, activityAt } = each;
    const body = {
      ...withoutGaps(content),
      ...derived(content, context),
      scope,
      watchers: [],
      activityAt,
    };
    const source = { system, key, seen };
    build.create('tickets', { ...body, source } as unknown as NewBody<'tickets'>, each.id);
    writeEntries(build, each.id, scope, each.entries);
  }
  for (const change of changes) writeChange(build, change, context);
  return build.result();
}

function writeEntries(
  build: CommandBuilder,
  recordId: string,
  scope: string,
  entries: readonly ImportedEntry[],
): void {
  for (const { id, at, body } of entries) {
    build.create('entries', { ...body, scope, recordId, at } as unknown as NewBody<'entries'>, id);
  }
}

/** Fields before and after; told on the timeline, where the way back is read from too. */
function changesOf(base: Ticket, patch: Readonly<Record<string, unknown>>): FieldChange[] {
  const before = base as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(patch)
    .filter(([field, after]) => JSON.stringify(before[field]) !== JSON.stringify(after))
    .map(([field, after]) => ({
      field,
      ...(before[field] === undefined ? {} : { before: before[field] }),
      ...(after === undefined ? {} : { after }),
    })) as FieldChange[];
}

function writeChange(build: CommandBuilder, change: ImportedChange, context: CommandContext): void {
  const { base, patch, seen, activityAt, entries } = change;
  const next = { ...base, ...patch } as Ticket;
  const changes = changesOf(base, { ...patch, priority: derived(next, context).priority });
  build.change('tickets', base, {
    ...patch,
    ...derived(next, context),
    activityAt: base.activityAt > activityAt ? base.activityAt : activityAt,
    source: { ...base.source!, seen },
  });
  writeEntries(build, base.id, base.scope, entries);
  if (next.state !== base.state) {
    const reason = next.holdReason ?? next.resolutionCode;
    build.entry(
      next,
      {
        kind: 'state',
        from: base.state,
        to: next.state,
        priority: next.priority,
        ...(reason ? { reason } : {}),
      },
      activityAt,
    );
  }
  if (changes.length > 0) build.entry(next, { kind: 'change', changes });
}

/** Was anything done to it since this run wrote it? */
export function isUntouchedSince(ticket: Ticket, runId: string): boolean {
  return ticket.mutationId === runId;
}

/** A ticket that a run wrote, and what it changed of it where it was here before. */
export interface TakenBack {
  readonly ticket: Ticket;
  /** Null: the run made it. */
  readonly before: Readonly<Record<string, unknown>> | null;
  /** Fingerprints of what stood here before. */
  readonly seen: Readonly<Record<string, string>>;
}

/** Takes back what a run did: tickets it made are removed, changed ones get their fields again. */
export function takeBackImport(work: readonly TakenBack[], context: CommandContext): CommandResult {
  const build = new CommandBuilder(context);
  for (const { ticket, before, seen } of work) {
    if (before === null || 'removedAt' in before) {
      const { system, key } = ticket.source!;
      build.change('tickets', ticket, { removedAt: context.now, source: { system, key } });
      continue;
    }
    const next = { ...ticket, ...before } as Ticket;
    build.change('tickets', ticket, {
      ...before,
      ...derived(next, context),
      source: { ...ticket.source!, seen: { ...ticket.source?.seen, ...seen } },
    });
    const changes = changesOf(ticket, before);
    if (next.state !== ticket.state) {
      build.entry(next, {
        kind: 'state',
        from: ticket.state,
        to: next.state,
        priority: next.priority,
      });
    }
    if (changes.length > 0) build.entry(next, { kind: 'change', changes });
  }
  return build.result();
}

/**
 * Keeps how columns become fields under a name; throws a CommandError whose field is `name`.
 * @param base What the person saw; null makes a new one.
 */
export function saveImportMapping(
  base: ImportMapping | null,
  body: Pick<ImportMapping, 'name' | 'system' | 'mapping'>,
  context: CommandContext,
): CommandResult {
  const name = body.name.trim();
  if (name === '') throw new CommandError('Give the mapping a name.', 'name');
  if (base !== null) return updateDocument('policies', base, { ...body, name }, context);
  const build = new CommandBuilder(context);
  build.create('policies', { kind: 'import-mapping', ...body, name });
  return build.result();
}
