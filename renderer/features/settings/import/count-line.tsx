import type { ReactElement } from 'react';
import type { ImportCounts } from '../../../../shared/import/import-counts.ts';
import { formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { ImportOutcome } from './import-engine.ts';
import { saidWithColumn } from './import-words.ts';

interface CountLineProps {
  readonly counts: ImportCounts;
  readonly partyCount: number;
  /** It happened; otherwise it would. */
  readonly isDone: boolean;
}

/** The rows by what becomes of them. */
export function CountLine({ counts, partyCount, isDone }: CountLineProps): ReactElement {
  const locale = useLocale();
  const facts: readonly (readonly [string, number])[] = [
    [t('Rows'), counts.rows],
    [t('New tickets'), counts.news],
    [t('Changed tickets'), counts.changed],
    [t('Nothing new'), counts.same],
    [t('Refused'), counts.refused],
    [isDone ? t('Names made') : t('Names to be made'), partyCount],
  ];
  return (
    <dl className="imp__facts">
      {facts.map(([label, count]) => (
        <div key={label} className="imp__fact">
          <dt className="t12 t3">{label}</dt>
          <dd className="tnum">{formatNumber(locale, count)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Sentences listed; the rest are in the report. */
const SHOWN = 12;

/** What is said of many rows, once, with some of them. */
export function NoteGroups({
  outcome,
}: {
  readonly outcome: Pick<ImportOutcome, 'repeated'>;
}): ReactElement | null {
  const locale = useLocale();
  const { repeated } = outcome;
  if (repeated.length === 0) return null;
  const most = [...repeated].sort((a, b) => b.count - a.count);
  return (
    <ul className="imp__notes">
      {most.slice(0, SHOWN).map(({ said, count, examples }) => (
        <li key={JSON.stringify(said)}>
          <span className="imp__note-count tnum">{formatNumber(locale, count)}</span>
          <span>
            {saidWithColumn(said)}{' '}
            <span className="t12 t3">
              {t('e.g. {{examples}}', { examples: examples.join(', ') })}
            </span>
          </span>
        </li>
      ))}
      {most.length > SHOWN ? (
        <li className="t3">{t('and {{number}} more kinds', { number: most.length - SHOWN })}</li>
      ) : null}
    </ul>
  );
}
