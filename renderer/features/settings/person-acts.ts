import { useMemo } from 'react';
import type { Person } from '../../../shared/model/reference.ts';
import type { CommandContext, CommandResult } from '../../../shared/workflow/command.ts';
import { CommandError } from '../../../shared/workflow/command.ts';
import { updateDocument } from '../../../shared/workflow/record-commands.ts';
import { useReplica } from '../../replica/hooks.ts';
import type { Replica } from '../../replica/replica.ts';
import { t } from '../../ui/i18n.ts';
import { offerUndo } from '../../ui/undo.ts';
import type { Outcome } from './setting-acts.ts';

type Field = 'skills' | 'absences';

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

async function current(replica: Replica, id: string): Promise<Person> {
  const found = await replica.get('people', id);
  if (found?.kind !== 'person') throw new CommandError('This is not here any more.');
  return found;
}

async function change(
  replica: Replica,
  id: string,
  field: Field,
  write: (person: Person, context: CommandContext) => CommandResult,
): Promise<void> {
  const before = await current(replica, id);
  const { writes } = await replica.run((context) => write(before, context), before.name);
  if (writes.length === 0) return;
  const after = JSON.stringify((await current(replica, id))[field]);
  const takeBack = async (): Promise<void> => {
    const now = await current(replica, id);
    if (JSON.stringify(now[field]) !== after) {
      throw new CommandError('It was changed again since, so this was not taken back.');
    }
    await replica.run(
      (context) => updateDocument('people', now, { [field]: before[field] }, context),
      before.name,
    );
  };
  const text = field === 'skills' ? t('Skills saved') : t('Absences saved');
  offerUndo({ text, detail: before.name, undo: () => attempt(takeBack) });
}

export interface PersonActs {
  /** Runs a command about one person's skills or absences, with the way back. */
  change(
    id: string,
    field: Field,
    write: (person: Person, context: CommandContext) => CommandResult,
  ): Promise<Outcome>;
}

/** What the settings change about people; each act says what went wrong in a sentence. */
export function usePersonActs(): PersonActs {
  const replica = useReplica();
  return useMemo(
    () => ({
      change: (id, field, write) => attempt(() => change(replica, id, field, write)),
    }),
    [replica],
  );
}
