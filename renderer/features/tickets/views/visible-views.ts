import type { SavedView } from '../../../../shared/model/policy.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { policiesOf } from '../../../replica/reference.ts';

/** Shared views are everybody's, private ones their owner's alone. */
export function isVisibleTo(view: SavedView, userName: string): boolean {
  if (view.removedAt) return false;
  return view.ownerUserName === undefined || view.ownerUserName === userName;
}

/** The views a person sees, in their order; shared ones first where the order is the same. */
export function visibleViews(reference: ReferenceSnapshot, userName: string): readonly SavedView[] {
  return policiesOf(reference, 'saved-view')
    .filter((view) => isVisibleTo(view, userName))
    .sort(
      (a, b) =>
        a.order - b.order ||
        Number(a.ownerUserName !== undefined) - Number(b.ownerUserName !== undefined) ||
        a.name.localeCompare(b.name) ||
        (a.id < b.id ? -1 : 1),
    );
}
