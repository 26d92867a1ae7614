import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { useTrustedTime } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { SlaCard, SlaCards } from '../../../ui/sla-card.tsx';
import { targetName, targetState, targetWords } from '../../../words/clock-words.ts';
import { finalVerdict, relianceWords } from './final-verdict.ts';
import { foremostTargets } from './foremost-targets.ts';
import { targetKey } from './target-key.ts';
import type { Evaluation } from './use-evaluation.ts';

interface SlaSectionProps {
  readonly evaluation: Evaluation | null;
  readonly entries: readonly Entry[];
  onWhy(target: SlaTargetResult): void;
  onWhatIf(): void;
}

/** The targets of a record as cards; nothing where no service level applies. */
export function SlaSection(props: SlaSectionProps): ReactElement | null {
  const { evaluation, entries, onWhy, onWhatIf } = props;
  const locale = useLocale();
  const isProvisional = useTrustedTime().state === 'provisional';
  const [all, setAll] = useState(false);
  if (evaluation === null || evaluation.targets.length === 0) return null;
  const { targets, nowMs } = evaluation;
  const foremost = foremostTargets(targets);
  const shown = all ? targets : foremost;
  return (
    <>
      <SlaCards>
        {shown.map((target) => {
          const words = targetWords(target, locale, nowMs);
          const note = relianceWords(target, finalVerdict(target, entries), isProvisional);
          return (
            <SlaCard
              key={targetKey(target)}
              id={targetKey(target)}
              name={targetName(target)}
              state={targetState(target)}
              headline={words.headline}
              {...(words.detail === undefined ? {} : { detail: words.detail })}
              percent={target.percent}
              {...(target.stoppedAt === null ? { warnAtPercent: target.warnAtPercent } : {})}
              {...(note === undefined ? {} : { note })}
              spoken={[words.spoken, note].filter(Boolean).join('. ')}
              onWhy={() => onWhy(target)}
            />
          );
        })}
      </SlaCards>
      <div className="tickets-clock-acts">
        {targets.length > foremost.length ? (
          <Button variant="quiet" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {all
              ? t('Fewer service levels')
              : t('All {{count}} service levels', { count: targets.length })}
          </Button>
        ) : null}
        <Button variant="quiet" size="sm" icon="question" onClick={onWhatIf}>
          {t('What if…')}
        </Button>
      </div>
    </>
  );
}
