import { useMemo } from 'react';
import type { Contract } from '../../../../shared/model/reference.ts';
import { CommandError } from '../../../../shared/workflow/command.ts';
import { createDocument, updateDocument } from '../../../../shared/workflow/record-commands.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { offerUndo } from '../../../ui/undo.ts';
import type { ContractBody } from './contract-state.ts';

/** Why something could not be done, for the person; undefined when it was done. */
type Outcome = string | undefined;
export type SavedContract = { readonly id: string } | { readonly problem: string };

const FIELDS = [
  'name',
  'number',
  'partyId',
  'serviceIds',
  'siteIds',
  'validFrom',
  'validTo',
] as const;

/** Only what a person decides; what is not said is there as undefined, so that it is taken off. */
function fieldsOf(body: ContractBody): Record<string, unknown> {
  return Object.fromEntries(FIELDS.map((field) => [field, body[field]]));
}

function say(error: unknown): string {
  if (error instanceof CommandError) return t(error.message);
  return t('This could not be stored. What you typed is kept.');
}

async function attempt(act: () => Promise<unknown>): Promise<Outcome> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return say(error);
  }
}

async function patch(
  replica: Replica,
  id: string,
  change: Record<string, unknown>,
  label: string,
): Promise<Contract> {
  const found = await replica.get('catalog', id);
  if (found?.kind !== 'contract') throw new CommandError(t('This contract is not here any more.'));
  await replica.run((context) => updateDocument('catalog', found, change, context), label);
  return found;
}

/** Makes a contract or changes one; `base` is null for a new one. */
async function save(
  replica: Replica,
  base: Contract | null,
  body: ContractBody,
): Promise<{ readonly id: string }> {
  const given = { ...body, name: body.name.trim() };
  const label = t('Contract {{name}}', { name: given.name });
  if (base) {
    const former = await patch(replica, base.id, fieldsOf(given), label);
    offerUndo({
      text: t('Contract saved'),
      detail: given.name,
      undo: () => attempt(() => patch(replica, base.id, fieldsOf(former), label)),
    });
    return { id: base.id };
  }
  const { writes } = await replica.run(
    (context) => createDocument('catalog', { kind: 'contract', ...given }, context),
    label,
  );
  const id = writes[0]?.document.id ?? '';
  offerUndo({
    text: t('Contract made'),
    detail: given.name,
    undo: () => attempt(() => patch(replica, id, { removedAt: instantOf(replica) }, label)),
  });
  return { id };
}

function instantOf(replica: Replica): string {
  return new Date(replica.now()).toISOString();
}

function actsOf(replica: Replica) {
  return {
    save: (base: Contract | null, body: ContractBody): Promise<SavedContract> =>
      save(replica, base, body).catch((error: unknown) => ({ problem: say(error) })),
    /** Takes a contract away, with a way back. */
    remove({ id, name }: Contract): Promise<Outcome> {
      return attempt(async () => {
        const label = t('Contract {{name}}', { name });
        await patch(replica, id, { removedAt: instantOf(replica) }, label);
        offerUndo({
          text: t('Contract removed'),
          detail: name,
          undo: () => attempt(() => patch(replica, id, { removedAt: undefined }, label)),
        });
      });
    },
  };
}

export type ContractActs = ReturnType<typeof actsOf>;

/** Everything a person can do to a contract; each act says what went wrong in a sentence. */
export function useContractActs(): ContractActs {
  const replica = useReplica();
  return useMemo(() => actsOf(replica), [replica]);
}
