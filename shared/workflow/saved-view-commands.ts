import type { SavedView } from '../model/policy.ts';
import type { CommandContext, CommandResult, NewBody } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { updateDocument } from './record-commands.ts';

/** All that a person decides about a view. */
export type SavedViewBody = Omit<
  Extract<NewBody<'policies'>, { kind: 'saved-view' }>,
  'kind' | 'removedAt' | 'source'
>;

const NAME_MAX = 120;
const QUERY_MAX = 1000;

function checked(body: SavedViewBody): SavedViewBody {
  const name = body.name.trim();
  if (name === '') throw new CommandError('Give the view a name.', 'name');
  if (name.length > NAME_MAX) throw new CommandError('This name is too long.', 'name');
  if (body.query.length > QUERY_MAX) {
    throw new CommandError('The filter is too long to be kept.', 'query');
  }
  if (body.ticketKinds.length === 0) {
    throw new CommandError('Choose what the view is about.', 'ticketKinds');
  }
  return { ...body, name, query: body.query.trim() };
}

/** Optional fields that a view may lose: given whole, so that what is absent is taken off. */
const OPTIONAL = ['columns', 'sort', 'groupBy', 'ownerUserName'] as const;

/**
 * A new view, or a changed one. `ownerUserName` makes it private; a view that becomes shared loses
 * it. Nothing is written where nothing differs. Throws a CommandError with the field it is about.
 *
 * @param base What the person saw; null makes a new one.
 * @param id Of a new one, where it must be known beforehand.
 */
export function saveView(
  base: SavedView | null,
  body: SavedViewBody,
  context: CommandContext,
  id?: string,
): CommandResult {
  const next = checked(body);
  if (base === null) {
    const build = new CommandBuilder(context);
    build.create('policies', { kind: 'saved-view', ...next }, id);
    return build.result();
  }
  const cleared = Object.fromEntries(OPTIONAL.map((field) => [field, next[field]]));
  return updateDocument('policies', base, { ...next, ...cleared }, context);
}

/** Takes a view away; tickets are not touched. */
export function removeView(base: SavedView, context: CommandContext): CommandResult {
  return updateDocument('policies', base, { removedAt: context.now }, context);
}

/** Brings back a view that was taken away. */
export function restoreView(base: SavedView, context: CommandContext): CommandResult {
  return updateDocument('policies', base, { removedAt: undefined }, context);
}

/** The views in this order; those that stand right already are left alone. */
export function orderViews(views: readonly SavedView[], context: CommandContext): CommandResult {
  const build = new CommandBuilder(context);
  for (const [order, view] of views.entries()) {
    if (view.order !== order) build.change('policies', view, { order });
  }
  return build.result();
}

/** A list with one of them moved; the same list where it stands at the end already. */
export function movedView(
  views: readonly SavedView[],
  id: string,
  by: -1 | 1,
): readonly SavedView[] {
  const from = views.findIndex((view) => view.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= views.length) return views;
  const next = [...views];
  [next[from], next[to]] = [next[to]!, next[from]!];
  return next;
}
