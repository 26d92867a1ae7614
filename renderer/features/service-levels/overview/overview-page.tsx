import type { ReactElement } from 'react';
import { useNavigation } from '../../../state/navigation.ts';
import { t } from '../../../ui/i18n.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { PageFrame } from '../page-frame.tsx';
import { BreachingView } from './breaching-view.tsx';
import { WhatIfView } from './what-if-view.tsx';
import './overview.css';

const WHAT_IF = 'what-if';

/** How the service levels stand now, and how they would if something were otherwise. */
export function OverviewPage({ id }: { readonly id: string | null }): ReactElement {
  const go = useNavigation((state) => state.go);
  const view = id === WHAT_IF ? WHAT_IF : 'next';
  return (
    <PageFrame
      title={view === 'next' ? t('Breaching next') : t('What if')}
      actions={
        <Segmented
          label={t('What is shown')}
          value={view}
          options={[
            { value: 'next', label: t('Breaching next') },
            { value: WHAT_IF, label: t('What if') },
          ]}
          onChange={(next) =>
            go({
              kind: 'service-levels',
              page: 'overview',
              ...(next === WHAT_IF ? { id: WHAT_IF } : {}),
            })
          }
        />
      }
    >
      {view === 'next' ? <BreachingView /> : <WhatIfView />}
    </PageFrame>
  );
}
