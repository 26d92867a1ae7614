import type { ReactElement } from 'react';
import { useReference } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import { PageFrame } from '../page-frame.tsx';
import { agreementOfNew } from './new-policy.ts';
import { PolicyEditor } from './policy-editor.tsx';
import { PolicyList } from './policy-list.tsx';
import './policies.css';

/** What is promised for which tickets: the list, or one policy as a form. */
export function PoliciesPage({ id }: { readonly id: string | null }): ReactElement {
  const { policies } = useReference();
  if (id === null) return <PolicyList />;
  if (agreementOfNew(id)) return <PolicyEditor key={id} base={null} id={id} />;
  const policy = policies.get(id);
  if (policy?.kind !== 'sla' || policy.removedAt !== undefined) return <NotHere />;
  return <PolicyEditor key={id} base={policy} id={id} />;
}

function NotHere(): ReactElement {
  const go = useNavigation((state) => state.go);
  return (
    <PageFrame title={t('Policies')}>
      <EmptyState
        icon="shield"
        title={t('This policy is not here any more.')}
        actions={
          <Button onClick={() => go({ kind: 'service-levels', page: 'policies' })}>
            {t('All policies')}
          </Button>
        }
      >
        <p>{t('It was removed, or it has not come with a sync yet.')}</p>
      </EmptyState>
    </PageFrame>
  );
}
