import type { ConflictSnapshot } from '../../replica/conflicts.ts';
import type { ConflictDocument } from '../../replica/local-documents.ts';
import type { VaultFinds } from '../../replica/vault.ts';
import type { DiscardedAct, InboxAct } from './inbox-groups.ts';
import type { Situation } from './situations.ts';

/** A line of the inbox. */
export type InboxRow =
  | { readonly kind: 'situation'; readonly key: string; readonly situation: Situation }
  | { readonly kind: 'vault'; readonly key: string; readonly finds: VaultFinds }
  | { readonly kind: 'conflict'; readonly key: string; readonly conflict: ConflictDocument }
  | { readonly kind: 'refused'; readonly key: string; readonly act: InboxAct }
  | { readonly kind: 'machine'; readonly key: 'machine' }
  | { readonly kind: 'waiting'; readonly key: string; readonly act: InboxAct }
  | { readonly kind: 'discarded'; readonly key: string; readonly discarded: DiscardedAct }
  | { readonly kind: 'settled'; readonly key: string; readonly conflict: ConflictDocument };

export type SectionId = 'needs-you' | 'machine' | 'waiting' | 'kept' | 'settled';

/** A head of a section, or a row of it. */
export type InboxLine =
  | {
      readonly kind: 'section';
      readonly key: string;
      readonly id: SectionId;
      readonly count: number;
    }
  | InboxRow;

export interface InboxFacts {
  readonly situations: readonly Situation[];
  readonly finds: VaultFinds | null;
  readonly conflicts: ConflictSnapshot;
  readonly acts: readonly InboxAct[];
  readonly discarded: readonly DiscardedAct[];
}

/** What waits for this person, the most pressing first. */
export function needsYou(facts: InboxFacts): readonly InboxRow[] {
  const { situations, finds, conflicts, acts } = facts;
  return [
    ...situations.map((situation): InboxRow => ({
      kind: 'situation',
      key: `situation:${situation.id}`,
      situation,
    })),
    ...(finds ? [{ kind: 'vault', key: 'vault', finds } as const] : []),
    ...conflicts.open.map((conflict): InboxRow => ({
      kind: 'conflict',
      key: conflict.id,
      conflict,
    })),
    ...acts
      .filter(({ reason }) => reason !== null)
      .map((act): InboxRow => ({ kind: 'refused', key: `refused:${act.mutationId}`, act })),
  ];
}

/** Every line of the inbox, section by section; sections without rows are left out. */
export function inboxLines(facts: InboxFacts): readonly InboxLine[] {
  const sections: readonly (readonly [SectionId, readonly InboxRow[]])[] = [
    ['needs-you', needsYou(facts)],
    ['machine', [{ kind: 'machine', key: 'machine' }]],
    [
      'waiting',
      facts.acts
        .filter(({ reason }) => reason === null)
        .map((act) => ({ kind: 'waiting', key: `waiting:${act.mutationId}`, act })),
    ],
    [
      'kept',
      facts.discarded.map((discarded) => ({
        kind: 'discarded',
        key: `discarded:${discarded.act.mutationId}`,
        discarded,
      })),
    ],
    [
      'settled',
      facts.conflicts.settled.map((conflict) => ({
        kind: 'settled',
        key: `settled:${conflict.id}`,
        conflict,
      })),
    ],
  ];
  return sections.flatMap(([id, rows]): readonly InboxLine[] => {
    const head = { kind: 'section', key: `section:${id}`, id, count: rows.length } as const;
    return rows.length === 0 ? [] : [head, ...rows];
  });
}

/**
 * The row that is shown: the one that was chosen, else the one that has come to its place, else the
 * first. So a settled conflict makes way for the next.
 */
export function shownRow(
  lines: readonly InboxLine[],
  chosen: string | null,
  lastIndex: number,
): InboxRow {
  const rows = lines.filter((line) => line.kind !== 'section');
  const found = rows.find(({ key }) => key === chosen);
  if (found) return found;
  const near = chosen === null ? undefined : lines[Math.min(lastIndex, lines.length - 1)];
  return near && near.kind !== 'section' ? near : rows[0]!;
}
