import type { FieldChange } from '../model/entry.ts';
import type { CollectionName } from '../model/ids.ts';
import type { Documents } from '../model/collections.ts';
import type { Item, Relation, RelationKind } from '../model/item.ts';
import type { Ticket } from '../model/ticket.ts';
import type { CommandContext, CommandResult, NewBody } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';

type ReferenceCollection = 'articles' | 'catalog' | 'policies' | 'people' | 'places';

/** A new configuration item, with the first entry of its history. */
export function createItem(
  body: NewBody<'items'>,
  context: CommandContext,
  id?: string,
): CommandResult {
  if (body.name.trim() === '') throw new CommandError('Give the item a name.', 'name');
  const build = new CommandBuilder(context);
  const item = build.create('items', body, id);
  build.entry(item, { kind: 'state', from: null, to: item.status });
  return build.result();
}

/** Edits fields of an item; attributes are given whole. Nothing is written when nothing differs. */
export function updateItem(
  item: Item,
  patch: Partial<Record<keyof NewBody<'items'>, unknown>>,
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  const before = item as unknown as Record<string, unknown>;
  const changes = Object.entries(patch)
    .filter(([field, after]) => JSON.stringify(before[field]) !== JSON.stringify(after))
    .map(([field, after]) => ({ field, before: before[field], after }) as FieldChange);
  if (changes.length === 0) return build.result();
  const next = build.change(
    'items',
    item,
    Object.fromEntries(changes.map((change) => [change.field, change.after])),
  );
  build.entry(next, { kind: 'change', changes });
  return build.result();
}

/** Relates two records; the entry goes on the timeline of the one the person stands on. */
export function relate(
  from: Ticket | Item,
  type: RelationKind,
  toId: string,
  context: CommandContext,
  id?: string,
): CommandResult {
  if (from.id === toId) throw new CommandError('A record cannot be related to itself.', 'toId');
  const build = new CommandBuilder(context);
  build.create(
    'relations',
    { kind: 'relation', scope: from.scope, type, fromId: from.id, toId },
    id,
  );
  build.entry(from, { kind: 'link', relation: type, otherId: toId });
  return build.result();
}

/** Takes a relation back (a soft delete). */
export function unrelate(
  record: Ticket | Item,
  relation: Relation,
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  build.change('relations', relation, { removedAt: context.now });
  const otherId = relation.fromId === record.id ? relation.toId : relation.fromId;
  build.entry(record, { kind: 'link', relation: relation.type, otherId, removed: true });
  return build.result();
}

/** A new document of the shared reference data or of a scope, without a timeline of its own. */
export function createDocument<C extends CollectionName>(
  collection: C,
  body: NewBody<C>,
  context: CommandContext,
  id?: string,
): CommandResult {
  const build = new CommandBuilder(context);
  build.create(collection, body, id);
  return build.result();
}

/** Edits a document of the reference data. Nothing is written when nothing differs. */
export function updateDocument<C extends ReferenceCollection>(
  collection: C,
  base: Documents[C],
  patch: Partial<Record<string, unknown>>,
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  const before = base as unknown as Record<string, unknown>;
  const differs = Object.entries(patch).some(
    ([field, after]) => JSON.stringify(before[field]) !== JSON.stringify(after),
  );
  if (differs) build.change(collection, base, patch);
  return build.result();
}
