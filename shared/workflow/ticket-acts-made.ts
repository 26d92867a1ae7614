import type { Entry } from '../model/entry.ts';
import type { ArticleId } from '../model/ids.ts';
import { makeId } from '../model/ids.ts';
import type { RelationKind } from '../model/item.ts';
import type { Level, Ticket, TicketKind } from '../model/ticket.ts';
import type { CommandContext, CommandResult, NewArticle } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { canMove } from './states.ts';
import { carryEntry, putRelation, relateBoth, Steps } from './ticket-acts-kit.ts';
import { changeTicketState, createTicket } from './ticket-commands.ts';
import { createDocument } from './record-commands.ts';

/** What a new record takes over from the one it is made of. */
export interface MadeOf {
  readonly ticket: Ticket;
  /** Already taken (L5). */
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly impact?: Level;
  readonly urgency?: Level;
  /** Entries of the old one that belong to the new one as well. */
  readonly entries: readonly Entry[];
  /** Configuration items that the new one is about. */
  readonly itemIds: readonly string[];
}

const NOTHING_KNOWN = new Map<string, never>();

function makeTicket(
  steps: Steps,
  given: MadeOf,
  kind: TicketKind,
  context: CommandContext,
): Ticket {
  const { ticket, number, title, description, entries, itemIds } = given;
  const { requesterId, teamId, siteId, serviceId, category, subcategory } = ticket;
  const isSameKind = kind === ticket.kind;
  const created = createTicket(
    {
      kind,
      scope: ticket.scope,
      number,
      title,
      description,
      impact: given.impact ?? ticket.impact,
      urgency: given.urgency ?? ticket.urgency,
      origin: ticket.origin,
      ...(requesterId === undefined ? {} : { requesterId }),
      ...(teamId === undefined || !isSameKind ? {} : { teamId }),
      ...(siteId === undefined ? {} : { siteId }),
      ...(serviceId === undefined ? {} : { serviceId }),
      ...(category === undefined ? {} : { category }),
      ...(subcategory === undefined ? {} : { subcategory }),
      id: makeId('ticket', context.ulid()),
    },
    context,
  );
  steps.take(created);
  const made = created.writes[0]!.document as Ticket;
  const build = new CommandBuilder(context);
  for (const entry of entries) carryEntry(build, entry, ticket, made, NOTHING_KNOWN);
  for (const itemId of itemIds) {
    putRelation(build, made, 'affects', itemId, NOTHING_KNOWN);
    build.entry(made, { kind: 'link', relation: 'affects', otherId: itemId });
  }
  steps.take(build.result());
  return made;
}

/** Parts work off into a record of its own; what was chosen is on both. */
export function splitTicket(given: MadeOf, context: CommandContext): CommandResult {
  const steps = new Steps(context);
  const made = makeTicket(steps, given, given.ticket.kind, context);
  steps.take(relateBoth(made, 'split-from', given.ticket, NOTHING_KNOWN, context));
  return steps.result();
}

export const CONVERT_KINDS = ['problem', 'change', 'request'] as const;
export type ConvertKind = (typeof CONVERT_KINDS)[number];

/** What happens to the incident once the new record is there. */
export type Afterwards = 'stays' | 'waits' | 'cancelled';

const WAITS_FOR = { problem: 'awaiting-problem', change: 'awaiting-change' } as const;

/** What one may choose for the old record; the first is the usual. */
export function afterwardsOf(ticket: Ticket, kind: ConvertKind): readonly Afterwards[] {
  const { state } = ticket;
  const mayWait = kind !== 'request' && canMove(ticket.kind, state, 'on-hold');
  const mayCancel = kind === 'request' && canMove(ticket.kind, state, 'cancelled');
  return [
    'stays',
    ...(mayWait ? ['waits' as const] : []),
    ...(mayCancel ? ['cancelled' as const] : []),
  ];
}

/** From the old record to the new one, as the words of the relation read: it is caused by a problem. */
const RELATION_TO = { problem: 'caused-by', change: 'resolved-by' } as const;

/** Makes a problem, change or request of a record, with fields, items and the way back kept. */
export function convertTicket(
  given: MadeOf,
  kind: ConvertKind,
  afterwards: Afterwards,
  context: CommandContext,
): CommandResult {
  const { ticket } = given;
  if (ticket.kind === kind) {
    throw new CommandError('The record is of this kind already.', 'kind');
  }
  const steps = new Steps(context);
  const made = makeTicket(steps, given, kind, context);
  if (kind === 'request') {
    steps.take(relateBoth(made, 'created-from', ticket, NOTHING_KNOWN, context));
  } else {
    const type: RelationKind = RELATION_TO[kind];
    steps.take(relateBoth(ticket, type, made, NOTHING_KNOWN, context));
  }
  if (afterwards === 'waits' && kind !== 'request') {
    const holdReason = WAITS_FOR[kind];
    steps.take(changeTicketState(steps.of(ticket), 'on-hold', { holdReason }, context));
  }
  if (afterwards === 'cancelled') {
    steps.take(changeTicketState(steps.of(ticket), 'cancelled', {}, context));
  }
  return steps.result();
}

export interface ArticleWords {
  readonly number: string;
  readonly title: string;
  readonly summary: string;
  readonly markdown: string;
  readonly author: string;
  readonly lang: string;
  readonly ownerId?: string | undefined;
}

function slugOf(title: string): string {
  const plain = title.normalize('NFKD').replace(/[̀-ͯ]/g, '').toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 120) || 'article'
  );
}

/** Writes a draft of an article out of a record, which says from then on what documents it. */
export function draftArticle(
  ticket: Ticket,
  words: ArticleWords,
  context: CommandContext,
): CommandResult {
  const title = words.title.trim();
  if (title === '') throw new CommandError('Give the article a title.', 'title');
  const steps = new Steps(context);
  const body: NewArticle = {
    kind: 'article',
    number: words.number,
    slug: `${slugOf(title)}-${words.number.toLowerCase()}`,
    title,
    summary: words.summary.trim(),
    markdown: words.markdown,
    ...(ticket.category === undefined ? {} : { category: ticket.category }),
    tags: [],
    audience: 'agents',
    state: 'draft',
    author: words.author,
    lang: words.lang,
    revisedAt: context.now,
    related: [],
    ...(words.ownerId === undefined
      ? {}
      : { ownerId: words.ownerId as NewArticle['ownerId'] & string }),
  };
  const id = makeId('article', context.ulid()) as ArticleId;
  steps.take(createDocument('articles', body, context, id));
  const build = new CommandBuilder(context);
  build.create('relations', {
    kind: 'relation',
    scope: ticket.scope,
    type: 'created-from',
    fromId: id,
    toId: ticket.id,
  });
  build.entry(ticket, { kind: 'link', relation: 'created-from', otherId: id, inverse: true });
  steps.take(build.result());
  return steps.result();
}
