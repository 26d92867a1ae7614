import { useMemo } from 'react';
import type { Policy } from '../../../shared/model/policy.ts';
import type { CommandContext, CommandResult } from '../../../shared/workflow/command.ts';
import { CommandError } from '../../../shared/workflow/command.ts';
import { updateDocument } from '../../../shared/workflow/record-commands.ts';
import { undoPolicySave } from '../../../shared/workflow/sla-commands.ts';
import { useReplica } from '../../replica/hooks.ts';
import type { Replica } from '../../replica/replica.ts';
import { t } from '../../ui/i18n.ts';
import { offerUndo } from '../../ui/undo.ts';

/** Why something could not be done, for the person; undefined when it was done. */
export type Outcome = string | undefined;
/** Where it is now, or why it was not taken; `field` says which field that is about. */
export type Saved =
  { readonly id: string } | { readonly problem: string; readonly field: string | undefined };

function sentenceOf(error: unknown): string {
  return error instanceof CommandError
    ? t(error.message)
    : t('This could not be stored. What you typed is kept.');
}

async function attempt(act: () => Promise<unknown>): Promise<Outcome> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return sentenceOf(error);
  }
}

async function current(replica: Replica, id: string): Promise<Policy> {
  const found = await replica.get('policies', id);
  if (!found) throw new CommandError('This is not here any more.');
  return found;
}

interface SaveWords {
  /** What the sync inbox and the toast call it. */
  readonly name: string;
  /** "Macro saved". */
  readonly done: string;
}

async function save<P extends Policy>(
  replica: Replica,
  base: P | null,
  write: (former: P | null, context: CommandContext) => CommandResult,
  { name, done }: SaveWords,
): Promise<{ readonly id: string }> {
  const former = base && ((await current(replica, base.id)) as P);
  const { writes, mutationId } = await replica.run((context) => write(former, context), name);
  const id = writes[0]?.document.id ?? base?.id ?? '';
  if (writes.length === 0) return { id };
  const takeBack = async (): Promise<void> => {
    const now = await current(replica, id);
    await replica.run((context) => undoPolicySave(now, former, mutationId, context), name);
  };
  offerUndo({ text: done, detail: name, undo: () => attempt(takeBack) });
  return { id };
}

async function remove(replica: Replica, id: string, { name, done }: SaveWords): Promise<void> {
  const set = async (removed: boolean): Promise<void> => {
    const base = await current(replica, id);
    await replica.run(
      (context) =>
        updateDocument('policies', base, { removedAt: removed ? context.now : undefined }, context),
      name,
    );
  };
  await set(true);
  offerUndo({ text: done, detail: name, undo: () => attempt(() => set(false)) });
}

function actsOf(replica: Replica) {
  return {
    /**
     * Runs the command that saves a policy document, says so and offers the way back.
     * @param base What the person saw; null makes a new one.
     * @param write The command; it is given what is stored now.
     */
    save<P extends Policy>(
      base: P | null,
      write: (former: P | null, context: CommandContext) => CommandResult,
      words: SaveWords,
    ): Promise<Saved> {
      return save(replica, base, write, words).catch((error: unknown) => ({
        problem: sentenceOf(error),
        field: error instanceof CommandError ? error.field : undefined,
      }));
    },
    /** Takes a policy document away; it can be brought back. */
    remove(id: string, words: SaveWords): Promise<Outcome> {
      return attempt(() => remove(replica, id, words));
    },
  };
}

export type SettingActs = ReturnType<typeof actsOf>;

/** Saving and removing what stands in the settings, with the way back. */
export function useSettingActs(): SettingActs {
  const replica = useReplica();
  return useMemo(() => actsOf(replica), [replica]);
}
