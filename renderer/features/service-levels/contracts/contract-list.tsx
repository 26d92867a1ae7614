import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Contract } from '../../../../shared/model/reference.ts';
import { useReference } from '../../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useMayEdit } from '../may-edit.ts';
import { PageFrame } from '../page-frame.tsx';
import { contractState, dayOf } from './contract-state.ts';
import type { ContractState } from './contract-state.ts';

const HOUR_MS = 3_600_000;
export const NEW_CONTRACT = 'new';

export function contractsOf({ catalog }: ReferenceSnapshot): readonly Contract[] {
  return [...catalog.values()].filter(
    (entry): entry is Contract => entry.kind === 'contract' && entry.removedAt === undefined,
  );
}

export function openContract(id: string | null): void {
  useNavigation
    .getState()
    .go({ kind: 'service-levels', page: 'contracts', ...(id === null ? {} : { id }) });
}

/** All contracts, by name. */
export function ContractList(): ReactElement {
  const reference = useReference();
  const locale = useLocale();
  const mayEdit = useMayEdit();
  const contracts = useMemo(
    () => [...contractsOf(reference)].sort((a, b) => a.name.localeCompare(b.name)),
    [reference],
  );
  useCommands([
    {
      id: 'contracts.new',
      label: t('New contract'),
      keys: 'n',
      group: t('Service levels'),
      icon: 'plus',
      when: () => mayEdit,
      run: () => openContract(NEW_CONTRACT),
    },
  ]);
  const newButton = mayEdit ? (
    <Button variant="primary" icon="plus" onClick={() => openContract(NEW_CONTRACT)}>
      {t('New contract')}
    </Button>
  ) : null;
  return (
    <PageFrame
      title={t('Contracts')}
      count={formatNumber(locale, contracts.length)}
      actions={newButton}
    >
      {contracts.length === 0 ? (
        <EmptyState icon="file" title={t('No contracts yet')} actions={newButton}>
          <p>
            {t(
              'A contract names what was agreed with a customer or a supplier; policies can ask for it.',
            )}
          </p>
        </EmptyState>
      ) : (
        <ContractTable contracts={contracts} />
      )}
    </PageFrame>
  );
}

function ContractTable({ contracts }: { readonly contracts: readonly Contract[] }): ReactElement {
  const reference = useReference();
  const today = dayOf(useNow(HOUR_MS));
  return (
    <div className="slc-list" role="group" tabIndex={0} aria-label={t('Contracts')}>
      <table className="slc-table">
        <thead>
          <tr>
            <th scope="col">{t('Name')}</th>
            <th scope="col">{t('Number')}</th>
            <th scope="col">{t('Party')}</th>
            <th scope="col">{t('Services')}</th>
            <th scope="col">{t('Sites')}</th>
            <th scope="col">{t('Valid')}</th>
          </tr>
        </thead>
        <tbody>
          {contracts.map((contract) => (
            <tr key={contract.id}>
              <th scope="row">
                <button
                  type="button"
                  className="slc-link"
                  onClick={() => openContract(contract.id)}
                >
                  {contract.name}
                </button>
              </th>
              <td className="tnum">{contract.number ?? '–'}</td>
              <td>{reference.people.get(contract.partyId ?? '')?.name ?? '–'}</td>
              <td>{namesOf(contract.serviceIds, reference.catalog)}</td>
              <td>
                {contract.siteIds === undefined
                  ? t('everywhere')
                  : namesOf(contract.siteIds, reference.places)}
              </td>
              <td>
                <Validity contract={contract} state={contractState(contract, today)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function namesOf(
  ids: readonly string[],
  all: ReadonlyMap<string, { readonly name: string }>,
): string {
  return ids.map((id) => all.get(id)?.name ?? id).join(', ');
}

function Validity(props: {
  readonly contract: Contract;
  readonly state: ContractState;
}): ReactElement {
  const { contract, state } = props;
  const locale = useLocale();
  const day = (date: string): string => formatDate(locale, `${date}T00:00:00Z`, 'UTC');
  return (
    <span className="slc-valid">
      <span className="tnum">{validityText(contract, day)}</span>
      <StateChip state={state} />
    </span>
  );
}

function validityText({ validFrom, validTo }: Contract, day: (date: string) => string): string {
  if (validFrom !== undefined && validTo !== undefined) {
    return `${day(validFrom)} – ${day(validTo)}`;
  }
  if (validTo !== undefined) return t('until {{time}}', { time: day(validTo) });
  if (validFrom !== undefined) return t('from {{time}} on', { time: day(validFrom) });
  return t('until further notice');
}

/** How a contract stands where that is not simply "in force". */
export function StateChip({ state }: { readonly state: ContractState }): ReactElement | null {
  switch (state.kind) {
    case 'in-force':
      return null;
    case 'not-yet':
      return (
        <Chip size="sm" tone="info" icon="calendar">
          {t('not in force yet')}
        </Chip>
      );
    case 'over':
      return (
        <Chip size="sm" icon="stop">
          {t('ended')}
        </Chip>
      );
    case 'ends-soon':
      return (
        <Chip size="sm" tone="warning" icon="warning">
          {state.days === 0 ? t('ends today') : t('ends in {{count}} days', { count: state.days })}
        </Chip>
      );
  }
}
