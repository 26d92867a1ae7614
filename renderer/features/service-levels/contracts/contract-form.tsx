import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Contract } from '../../../../shared/model/reference.ts';
import { useReference } from '../../../replica/hooks.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { toast } from '../../../ui/toast.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { useMayEdit } from '../may-edit.ts';
import { PageFrame } from '../page-frame.tsx';
import { useKeptForm } from '../../../replica/use-kept-form.ts';
import type { KeptForm } from '../../../replica/use-kept-form.ts';
import { useContractActs } from './contract-acts.ts';
import { ContractFields } from './contract-fields.tsx';
import { contractsOf, openContract, StateChip } from './contract-list.tsx';
import { checkContract, contractState, dayOf, policiesAsking } from './contract-state.ts';
import type { ContractBody, ContractField } from './contract-state.ts';

const HOUR_MS = 3_600_000;
const EMPTY: ContractBody = { name: '', serviceIds: [] };

interface ContractFormProps {
  /** Null: a new one. */
  readonly base: Contract | null;
  readonly id: string;
}

/** A contract as a form; edits are kept until they are saved or dropped. */
export function ContractForm({ base, id }: ContractFormProps): ReactElement | null {
  const initial = useMemo(() => (base ? bodyOf(base) : EMPTY), [base]);
  const kept = useKeptForm(`contract:${id}`, initial, base?.version ?? null);
  return kept ? <LoadedForm base={base} kept={kept} /> : null;
}

function bodyOf(contract: Contract): ContractBody {
  const { name, number, partyId, serviceIds, siteIds, validFrom, validTo } = contract;
  return {
    name,
    serviceIds,
    ...(number === undefined ? {} : { number }),
    ...(partyId === undefined ? {} : { partyId }),
    ...(siteIds === undefined ? {} : { siteIds }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
  };
}

interface LoadedFormProps {
  readonly base: Contract | null;
  readonly kept: KeptForm<ContractBody>;
}

function useSave({ base, kept }: LoadedFormProps, isValid: boolean, onTry: () => void) {
  const acts = useContractActs();
  return (): void => {
    onTry();
    if (!isValid) {
      toast({ tone: 'warning', text: t('Not saved yet: something has to be corrected first.') });
      return;
    }
    if (base && !kept.isChanged) return;
    void acts.save(base, kept.value).then((saved) => {
      if ('problem' in saved) {
        toast({ tone: 'danger', text: saved.problem });
        return;
      }
      kept.discard();
      openContract(null);
    });
  };
}

function LoadedForm(props: LoadedFormProps): ReactElement {
  const { base, kept } = props;
  const reference = useReference();
  const mayEdit = useMayEdit();
  const [tried, setTried] = useState(false);
  const problems = useMemo(
    () =>
      checkContract(
        kept.value,
        contractsOf(reference).filter(({ id }) => id !== base?.id),
      ),
    [kept.value, reference, base],
  );
  const isValid = problems.every(({ severity }) => severity !== 'error');
  const save = useSave(props, isValid, () => setTried(true));
  useCommands([
    {
      id: 'contract.save',
      label: t('Save the contract'),
      keys: 'Ctrl+Enter',
      group: t('Service levels'),
      icon: 'check',
      when: () => mayEdit,
      run: save,
    },
    {
      id: 'contract.back',
      label: t('Back to the contracts'),
      keys: 'Escape',
      group: t('Service levels'),
      icon: 'arrow-left',
      run: () => openContract(null),
    },
  ]);
  const problemOf = (field: ContractField): string | undefined => {
    const found = problems.find(
      (problem) =>
        problem.field === field && (tried || base !== null || problem.severity === 'warning'),
    );
    return found && t(found.text);
  };
  const name = kept.value.name.trim();
  return (
    <PageFrame
      title={name === '' ? t('New contract') : name}
      actions={<FormActions {...props} mayEdit={mayEdit} onSave={save} />}
    >
      <div
        className="slc-form"
        {...(mayEdit ? {} : { role: 'group', 'aria-label': name, tabIndex: 0 })}
      >
        {kept.isOvertaken ? (
          <Notice tone="warning">
            <p>
              {t(
                'Somebody changed this contract after you began. Saving puts your edits in the place of theirs.',
              )}
            </p>
          </Notice>
        ) : null}
        <fieldset className="slc-form__fields" disabled={!mayEdit}>
          <ContractFields kept={kept} problemOf={problemOf} />
        </fieldset>
        {base ? <AskedBy contract={base} /> : null}
      </div>
    </PageFrame>
  );
}

function FormActions(
  props: LoadedFormProps & { readonly mayEdit: boolean; onSave(): void },
): ReactElement {
  const { base, kept, mayEdit, onSave } = props;
  const acts = useContractActs();
  const remove = async (contract: Contract): Promise<void> => {
    const problem = await acts.remove(contract);
    if (problem !== undefined) {
      toast({ tone: 'danger', text: problem });
      return;
    }
    kept.discard();
    openContract(null);
  };
  return (
    <>
      <IconButton
        icon="arrow-left"
        label={t('All contracts')}
        kbd="Escape"
        onClick={() => openContract(null)}
      />
      {mayEdit && base ? (
        <IconButton
          icon="trash"
          label={t('Remove the contract')}
          onClick={() => void remove(base)}
        />
      ) : null}
      {mayEdit && kept.isChanged ? (
        <Button onClick={kept.discard}>{t('Drop the edits')}</Button>
      ) : null}
      {mayEdit ? (
        <Button
          variant="primary"
          kbd="Ctrl+Enter"
          disabled={base !== null && !kept.isChanged}
          onClick={onSave}
        >
          {t('Save')}
        </Button>
      ) : null}
    </>
  );
}

/** Policies that ask for the contract, and how it stands today. */
function AskedBy({ contract }: { readonly contract: Contract }): ReactElement {
  const { policies } = useReference();
  const go = useNavigation((state) => state.go);
  const today = dayOf(useNow(HOUR_MS));
  const asking = policiesAsking(policies.values(), contract.id);
  return (
    <section className="slc-asked" aria-label={t('Policies that ask for it')}>
      <h3 className="t12 med">{t('Policies that ask for it')}</h3>
      <StateChip state={contractState(contract, today)} />
      {asking.length === 0 ? (
        <p className="t3 t12">{t('None yet. Add a condition “Contract” to a policy.')}</p>
      ) : (
        <ul>
          {asking.map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                className="slc-link"
                onClick={() => go({ kind: 'service-levels', page: 'policies', id })}
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
