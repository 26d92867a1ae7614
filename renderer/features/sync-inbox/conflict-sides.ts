import type { MergeDecision, MergeEntry } from '../../../shared/model/entry.ts';

/** A merge from one person's sight: the entry's `mine` is theirs alone who merged. */
export interface Sides {
  /** The key of the value this person wrote. */
  readonly yours: 'mine' | 'theirs';
  readonly others: 'mine' | 'theirs';
  /** User name of the other one; the same name where one person worked on two machines. */
  readonly other: string;
}

/** Who is who in a merge, for the person who looks at it. */
export function sidesOf(
  entry: Pick<MergeEntry, 'createdBy' | 'otherUser'>,
  userName: string,
): Sides {
  return entry.createdBy === userName
    ? { yours: 'mine', others: 'theirs', other: entry.otherUser }
    : { yours: 'theirs', others: 'mine', other: entry.createdBy };
}

/** Why a value stands, as something to be put in words. */
export type Reason = 'yours-first' | 'others-first' | 'further' | 'with-state' | 'derived';

/** Why the value that stands was kept, from this person's sight. */
export function reasonOf({ rule, field }: MergeDecision, { yours }: Sides): Reason {
  if (rule === 'derived') return 'derived';
  if (rule === 'state-machine') return field === 'state' ? 'further' : 'with-state';
  // What the server had first is the entry's `theirs`.
  return yours === 'theirs' ? 'yours-first' : 'others-first';
}
