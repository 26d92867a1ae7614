import { useMemo } from 'react';
import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { CommandContext, CommandResult } from '../../../../shared/workflow/command.ts';
import { CommandBuilder, CommandError } from '../../../../shared/workflow/command.ts';
import {
  removeSlaPolicy,
  restorePolicy,
  saveSlaPolicy,
  undoPolicySave,
} from '../../../../shared/workflow/sla-commands.ts';
import type { SlaPolicyBody } from '../../../../shared/workflow/sla-commands.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { offerUndo } from '../../../ui/undo.ts';

/** Why something could not be done, for the person; undefined when it was done. */
export type Outcome = string | undefined;

export async function attempt(act: () => Promise<unknown>): Promise<Outcome> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return t(error.message);
    return t('This could not be stored. What you typed is kept.');
  }
}

async function current(replica: Replica, id: string): Promise<SlaPolicyDocument> {
  const found = await replica.get('policies', id);
  if (found?.kind !== 'sla') throw new CommandError(t('This policy is not here any more.'));
  return found;
}

/** Gives policies new places in one go. */
function reorder(
  changes: readonly { readonly policy: SlaPolicyDocument; readonly order: number }[],
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  for (const { policy, order } of changes) build.change('policies', policy, { order });
  return build.result();
}

/**
 * The places that bring one policy of a list above or below its neighbour; those that stay as they
 * are left out. Where places repeat, all are counted anew.
 */
export function swapped(
  list: readonly SlaPolicyDocument[],
  id: string,
  by: 1 | -1,
): readonly { readonly id: string; readonly order: number }[] {
  const at = list.findIndex((policy) => policy.id === id);
  const other = at + by;
  if (at < 0 || other < 0 || other >= list.length) return [];
  const next = [...list];
  next[at] = list[other]!;
  next[other] = list[at]!;
  const given = list.map(({ order }) => order);
  const isStrict = given.every((order, i) => i === 0 || order > given[i - 1]!);
  const orders = isStrict ? given : given.map((_order, i) => (i + 1) * 10);
  return next.flatMap((policy, i) =>
    policy.order === orders[i] ? [] : [{ id: policy.id, order: orders[i]! }],
  );
}

async function setOrders(
  replica: Replica,
  orders: readonly { readonly id: string; readonly order: number }[],
  label: string,
): Promise<readonly { readonly id: string; readonly order: number }[]> {
  const changes = await Promise.all(
    orders.map(async ({ id, order }) => ({ policy: await current(replica, id), order })),
  );
  await replica.run((context) => reorder(changes, context), label);
  return changes.map(({ policy }) => ({ id: policy.id, order: policy.order }));
}

export type Saved = { readonly id: string } | { readonly problem: string };

async function savePolicy(
  replica: Replica,
  base: SlaPolicyDocument | null,
  body: SlaPolicyBody,
): Promise<Saved> {
  const name = body.name.trim();
  const label = base ? t('Policy {{name}}', { name }) : t('New policy {{name}}', { name });
  const former = base && (await current(replica, base.id));
  const { writes, mutationId } = await replica.run(
    (context) => saveSlaPolicy(former, body, context),
    label,
  );
  const id = writes[0]?.document.id ?? base?.id ?? '';
  if (writes.length === 0) return { id };
  offerUndo({
    text: base ? t('Policy saved') : t('Policy made'),
    detail: name,
    undo: () =>
      attempt(async () => {
        const now = await current(replica, id);
        await replica.run((context) => undoPolicySave(now, former, mutationId, context), label);
      }),
  });
  return { id };
}

function actsOf(replica: Replica) {
  return {
    /** Moves a policy up or down among those of its agreement. */
    move(list: readonly SlaPolicyDocument[], id: string, by: 1 | -1): Promise<Outcome> {
      return attempt(async () => {
        const orders = swapped(list, id, by);
        if (orders.length === 0) return;
        const name = list.find((policy) => policy.id === id)?.name ?? '';
        const label = t('Order of {{name}}', { name });
        const former = await setOrders(replica, orders, label);
        offerUndo({
          text: t('Order changed'),
          detail: name,
          undo: () => attempt(() => setOrders(replica, former, label)),
        });
      });
    },
    /** Saves a policy and resolves to its id, or to what was wrong; `base` is null for a new one. */
    save(base: SlaPolicyDocument | null, body: SlaPolicyBody): Promise<Saved> {
      return savePolicy(replica, base, body).catch((error: unknown) => ({
        problem:
          error instanceof CommandError
            ? t(error.message)
            : t('This could not be stored. What you typed is kept.'),
      }));
    },
    remove({ id, name }: SlaPolicyDocument): Promise<Outcome> {
      return attempt(async () => {
        const label = t('Policy {{name}}', { name });
        const base = await current(replica, id);
        await replica.run((context) => removeSlaPolicy(base, context), label);
        offerUndo({
          text: t('Policy removed'),
          detail: name,
          undo: () =>
            attempt(async () => {
              const now = await current(replica, id);
              await replica.run((context) => restorePolicy(now, context), label);
            }),
        });
      });
    },
  };
}

export type PolicyActs = ReturnType<typeof actsOf>;

/** Everything a person can do to a policy; each act says what went wrong in a sentence. */
export function usePolicyActs(): PolicyActs {
  const replica = useReplica();
  return useMemo(() => actsOf(replica), [replica]);
}
