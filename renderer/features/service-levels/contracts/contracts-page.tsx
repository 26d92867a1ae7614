import type { ReactElement } from 'react';
import { useReference } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import { PageFrame } from '../page-frame.tsx';
import { ContractForm } from './contract-form.tsx';
import { ContractList, NEW_CONTRACT, openContract } from './contract-list.tsx';
import './contracts.css';

/** What was agreed with customers and suppliers: the list, or one contract as a form. */
export function ContractsPage({ id }: { readonly id: string | null }): ReactElement {
  const { catalog } = useReference();
  if (id === null) return <ContractList />;
  if (id === NEW_CONTRACT) return <ContractForm key={id} base={null} id={id} />;
  const contract = catalog.get(id);
  if (contract?.kind === 'contract' && contract.removedAt === undefined) {
    return <ContractForm key={id} base={contract} id={id} />;
  }
  return (
    <PageFrame title={t('Contracts')}>
      <EmptyState
        icon="file"
        title={t('This contract is not here any more.')}
        actions={<Button onClick={() => openContract(null)}>{t('All contracts')}</Button>}
      />
    </PageFrame>
  );
}
