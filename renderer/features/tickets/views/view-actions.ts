import type { SavedView } from '../../../../shared/model/policy.ts';
import { makeId, makeUlid } from '../../../../shared/model/ids.ts';
import type { CommandResult } from '../../../../shared/workflow/command.ts';
import { undoPolicySave } from '../../../../shared/workflow/sla-commands.ts';
import {
  movedView,
  orderViews,
  removeView,
  restoreView,
  saveView,
} from '../../../../shared/workflow/saved-view-commands.ts';
import type { SavedViewBody } from '../../../../shared/workflow/saved-view-commands.ts';
import type { Replica } from '../../../replica/replica.ts';
import { usePanels } from '../../../state/panels.ts';
import { msg, t } from '../../../ui/i18n.ts';
import { failureOf, offerUndo, sayFailure } from '../failures.ts';
import { visibleViews } from './visible-views.ts';

/** Sentences of commands, so that they are translated where they are shown. */
export const VIEW_SENTENCES = [
  msg('Give the view a name.'),
  msg('This name is too long.'),
  msg('The filter is too long to be kept.'),
  msg('Choose what the view is about.'),
] as const;

/** A stored view, or why it was not stored. */
export type Stored =
  | { readonly ok: true; readonly id: string; readonly result: CommandResult }
  | { readonly ok: false; readonly error: unknown; readonly said: string };

async function viewNow(replica: Replica, id: string): Promise<SavedView> {
  const found = await replica.get('policies', id);
  if (found?.kind !== 'saved-view') throw new Error(t('The view is no longer here.'));
  return found;
}

async function takeBack(
  replica: Replica,
  id: string,
  former: SavedView | null,
  { mutationId }: CommandResult,
): Promise<void> {
  const now = await viewNow(replica, id);
  const label = t('View {{name}}', { name: now.name });
  await replica.run((context) => undoPolicySave(now, former, mutationId, context), label);
}

/**
 * Stores a view and offers the way back.
 * @param onUndone Called once it was taken back.
 */
export async function storeView(
  replica: Replica,
  base: SavedView | null,
  body: SavedViewBody,
  onUndone: () => void = () => undefined,
): Promise<Stored> {
  const id = base?.id ?? makeId('policy', makeUlid(replica.now(), Math.random));
  const label = t('View {{name}}', { name: body.name });
  try {
    const result = await replica.run((context) => saveView(base, body, context, id), label);
    if (result.writes.length > 0) {
      offerUndo(t('View “{{name}}” saved', { name: body.name.trim() }), async () => {
        await takeBack(replica, id, base, result);
        onUndone();
      });
    }
    return { ok: true, id, result };
  } catch (error) {
    return { ok: false, error, said: failureOf(error) };
  }
}

/** What a person changed in a list, to be put back by an undo. */
export function keptLayout(path: string): () => void {
  const { filters, sorts, layouts } = usePanels.getState();
  const [filter, sort, layout] = [filters[path], sorts[path], layouts[path]];
  return () =>
    usePanels.setState((state) => ({
      ...(filter === undefined ? {} : { filters: { ...state.filters, [path]: filter } }),
      ...(sort === undefined ? {} : { sorts: { ...state.sorts, [path]: sort } }),
      ...(layout === undefined ? {} : { layouts: { ...state.layouts, [path]: layout } }),
    }));
}

/** Takes a view away and offers it back. */
export async function deleteView(replica: Replica, view: SavedView): Promise<boolean> {
  const { name } = view;
  const label = t('View {{name}}', { name });
  try {
    await replica.run((context) => removeView(view, context), label);
  } catch (error) {
    sayFailure(error);
    return false;
  }
  offerUndo(t('View “{{name}}” deleted', { name }), async () => {
    const now = await viewNow(replica, view.id);
    await replica.run((context) => restoreView(now, context), label);
  });
  return true;
}

/** Those that stand in one section of the rail with a view. */
export function neighbours(replica: Replica, view: SavedView): readonly SavedView[] {
  return visibleViews(replica.reference.get(), replica.session.userName).filter(
    (each) => each.ownerUserName === view.ownerUserName,
  );
}

/** Moves a view up or down among those of its section. */
export async function moveView(replica: Replica, view: SavedView, by: -1 | 1): Promise<void> {
  const before = neighbours(replica, view);
  const after = movedView(before, view.id, by);
  if (after === before) return;
  const label = t('Order of the views');
  try {
    await replica.run((context) => orderViews(after, context), label);
  } catch (error) {
    sayFailure(error);
    return;
  }
  offerUndo(t('View “{{name}}” moved', { name: view.name }), async () => {
    const now = neighbours(replica, view);
    const ids = before.map(({ id }) => id);
    const back = [...now].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
    await replica.run((context) => orderViews(back, context), label);
  });
}
