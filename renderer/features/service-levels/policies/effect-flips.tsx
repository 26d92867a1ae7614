import type { ReactElement } from 'react';
import { useState } from 'react';
import type { EffectFlip, EffectVerdict } from '../../../../shared/sla/policy-effect.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { formatDuration, formatNumber } from '../../../ui/format.ts';
import { msg, t, useLocale } from '../../../ui/i18n.ts';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { RecordNo } from '../../../ui/record-no.tsx';
import { metricName } from './policy-words.ts';

const VERDICTS: Readonly<Record<EffectVerdict, string>> = {
  met: msg('kept'),
  breached: msg('breached'),
  open: msg('still open'),
  none: msg('no target'),
};
/** Rows that are drawn at once; the rest is a button away. */
const STEP = 12;

/** Records whose verdict turns, those that get worse first. */
export function EffectFlips({ flips }: { readonly flips: readonly EffectFlip[] }): ReactElement {
  const locale = useLocale();
  const [most, setMost] = useState(STEP);
  if (flips.length === 0) return <p className="t2">{t('No verdict turns.')}</p>;
  const worse = flips.filter(({ after }) => after === 'breached');
  const better = flips.filter(({ after }) => after !== 'breached');
  const shown = [...worse, ...better].slice(0, most);
  return (
    <>
      <h4 className="slp-effect__head">
        {t('{{shown}} verdicts turn', {
          count: flips.length,
          shown: formatNumber(locale, flips.length),
        })}{' '}
        <span className="t3">
          {t('{{worse}} to breached, {{better}} away from it', {
            worse: formatNumber(locale, worse.length),
            better: formatNumber(locale, better.length),
          })}
        </span>
      </h4>
      <ul className="slp-flips">
        {shown.map((flip) => (
          <Flip key={`${flip.ticketId} ${flip.metric}`} flip={flip} />
        ))}
      </ul>
      {flips.length > shown.length ? (
        <Button size="sm" onClick={() => setMost(most + STEP)}>
          {t('Show {{number}} more', {
            number: formatNumber(locale, Math.min(STEP, flips.length - shown.length)),
          })}
        </Button>
      ) : null}
    </>
  );
}

function Flip({ flip }: { readonly flip: EffectFlip }): ReactElement {
  const openRecord = useNavigation((state) => state.openRecord);
  const overSeconds = flip.after === 'breached' ? flip.overAfterSeconds : flip.overBeforeSeconds;
  return (
    <li className="slp-flip">
      <PriorityMark priority={flip.priority} />
      <button type="button" className="slp-link" onClick={() => openRecord(flip.ticketId)}>
        <RecordNo value={flip.number} />
      </button>
      <span className="cut" title={flip.title}>
        {flip.title}
      </span>
      <span className="slp-flip__turn">
        {metricName(flip.metric)}: {t(VERDICTS[flip.before])} → {t(VERDICTS[flip.after])}
        {overSeconds > 0 ? (
          <span className="t3 tnum">
            {' '}
            {t('{{time}} over', { time: formatDuration(overSeconds * 1000) })}
          </span>
        ) : null}
      </span>
    </li>
  );
}
