import type { ReactElement } from 'react';
import type { Item } from '../../../shared/model/item.ts';
import { useBreakpoint } from '../../ui/breakpoint.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/i18n.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { ImpactGraph } from './impact-graph.tsx';
import { useImpactChoice } from './use-impact.ts';
import type { ImpactState } from './use-impact.ts';
import type { LinkedTicket } from './use-linked-tickets.ts';
import { WhyItMatters } from './why-it-matters.tsx';

/** How it fails, and how far one looks. */
export function ImpactControls(): ReactElement {
  const { failure, steps } = useImpactChoice();
  return (
    <div className="cmdb-controls">
      <span className="t3 nowrap hide-compact">{t('If it fails')}</span>
      <Segmented
        label={t('If it fails')}
        value={failure}
        onChange={(next) => useImpactChoice.setState({ failure: next })}
        options={[
          { value: 'stops', label: t('Stops') },
          { value: 'degrades', label: t('Degrades') },
        ]}
      />
      <Segmented
        label={t('How far')}
        value={steps}
        onChange={(next) => useImpactChoice.setState({ steps: next })}
        options={[
          { value: '1', label: t('1 step') },
          { value: '3', label: t('3 steps') },
          { value: 'all', label: t('All') },
        ]}
      />
    </div>
  );
}

function KeyLine({ look, label }: { readonly look: string; readonly label: string }): ReactElement {
  return (
    <span className="cmdb-key__line">
      <svg width="24" height="8" aria-hidden>
        <path d="M0 4h24" className={`cmdb-key__stroke is-${look}`} />
      </svg>
      {label}
    </span>
  );
}

function Key({ state }: { readonly state: ImpactState }): ReactElement {
  const { view, opened, closeAll, isComplete } = state;
  return (
    <div className="cmdb-key">
      <KeyLine look="hit" label={t('carries the impact')} />
      <KeyLine look="plain" label={t('related, no impact')} />
      <KeyLine look="held" label={t('held by redundancy')} />
      <span className="grow" />
      {opened.size > 0 ? (
        <Button size="sm" variant="quiet" onClick={closeAll}>
          {t('Group again')}
        </Button>
      ) : null}
      <span className="t3 nowrap">
        {isComplete
          ? t('{{shown}} of {{total}} items shown, grouped by class and place', {
              shown: view.shown,
              total: view.total,
            })
          : t('Relations are still being read')}
      </span>
    </div>
  );
}

interface ImpactTabProps {
  readonly item: Item;
  readonly state: ImpactState;
  readonly tickets: readonly LinkedTicket[];
}

/** What a failure does, as a picture; in a narrow window as a list below it, too. */
export function ImpactTab({ item, state, tickets }: ImpactTabProps): ReactElement {
  const breakpoint = useBreakpoint();
  const isNarrow = breakpoint === 'compact' || breakpoint === 'field';
  return (
    <div className="cmdb-impact">
      {isNarrow ? <ImpactControls /> : null}
      <div className="cmdb-impact__frame">
        <ImpactGraph state={state} name={item.name} />
        <Key state={state} />
      </div>
      {isNarrow ? (
        <WhyItMatters id={item.id} name={item.name} state={state} tickets={tickets} />
      ) : null}
    </div>
  );
}
