import type { ReactElement } from 'react';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { useLocale } from '../../../ui/i18n.ts';
import { SlaCard, SlaCards } from '../../../ui/sla-card.tsx';
import { metricLabel, targetState, targetWords } from '../words/clock-words.ts';
import type { Evaluation } from './use-evaluation.ts';

interface SlaSectionProps {
  readonly evaluation: Evaluation | null;
  onWhy(target: SlaTargetResult): void;
}

/** The targets of a record as cards; nothing where no service level applies. */
export function SlaSection({ evaluation, onWhy }: SlaSectionProps): ReactElement | null {
  const locale = useLocale();
  if (evaluation === null || evaluation.targets.length === 0) return null;
  return (
    <SlaCards>
      {evaluation.targets.map((target) => {
        const words = targetWords(target, locale, evaluation.nowMs);
        return (
          <SlaCard
            key={`${target.policyId}.${target.metric}`}
            name={metricLabel(target.metric)}
            state={targetState(target)}
            headline={words.headline}
            {...(words.detail === undefined ? {} : { detail: words.detail })}
            percent={target.percent}
            {...(target.stoppedAt === null ? { warnAtPercent: target.warnAtPercent } : {})}
            spoken={words.spoken}
            onWhy={() => onWhy(target)}
          />
        );
      })}
    </SlaCards>
  );
}
