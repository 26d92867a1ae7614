import { useCallback } from 'react';
import type { AssignmentRule } from '../../../../shared/model/policy.ts';
import { CommandError } from '../../../../shared/workflow/command.ts';
import { reorderRules } from '../../../../shared/workflow/desk-commands.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { offerUndo } from '../../../ui/undo.ts';
import type { Outcome } from '../setting-acts.ts';

interface Move {
  readonly rule: AssignmentRule;
  readonly order: number;
}

async function attempt(act: () => Promise<unknown>): Promise<Outcome> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error instanceof CommandError
      ? t(error.message)
      : t('This could not be stored. What you typed is kept.');
  }
}

async function store(
  replica: Replica,
  moves: readonly { readonly id: string; readonly from: number; readonly to: number }[],
  label: string,
): Promise<void> {
  const current: Move[] = [];
  for (const { id, from, to } of moves) {
    const rule = await replica.get('policies', id);
    if (rule?.kind !== 'assignment-rule' || rule.order !== from) {
      throw new CommandError('It was changed again since, so this was not taken back.');
    }
    current.push({ rule, order: to });
  }
  await replica.run((context) => reorderRules(current, context), label);
}

/** Moves rules in their order, with the way back; answers why it could not. */
export function useReorder(): (name: string, moves: readonly Move[]) => Promise<Outcome> {
  const replica = useReplica();
  return useCallback(
    (name, moves) =>
      attempt(async () => {
        const there = moves.map(({ rule, order }) => ({
          id: rule.id,
          from: rule.order,
          to: order,
        }));
        const back = there.map(({ id, from, to }) => ({ id, from: to, to: from }));
        await store(replica, there, name);
        offerUndo({
          text: t('Order of the rules changed'),
          detail: name,
          undo: () => attempt(() => store(replica, back, name)),
        });
      }),
    [replica],
  );
}
