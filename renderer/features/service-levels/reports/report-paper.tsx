import type { ReactElement } from 'react';
import { useReference, useTrustedTime } from '../../../replica/hooks.ts';
import { PrintSheet } from '../../../ui/print-sheet.tsx';
import { t } from '../../../ui/i18n.ts';
import { KeptView } from './kept-view.tsx';
import { ReasonsView } from './reasons-view.tsx';
import { useReportChoices } from './report-choices.ts';
import { ReportBasis, ReportFacts } from './report-facts.tsx';
import { filterSentence, groupName } from './report-words.ts';
import { rangeLabel } from '../../../words/period-words.ts';
import type { Report } from './use-report.ts';
import { HeldBars, HeldTable, HoldsTable } from './held-parts.tsx';
import type { HeldSums } from '../../../../shared/sla/report-held.ts';

interface PaperProps {
  readonly report: Report;
  readonly held: HeldSums;
  onReady(): void;
}

/** The whole report on paper: what was kept, who held the records, why targets were missed. */
export function ReportPaper({ report, held, onReady }: PaperProps): ReactElement {
  const reference = useReference();
  const { filter, timezone } = useReportChoices();
  const isProvisional = useTrustedTime().state === 'provisional';
  return (
    <PrintSheet onReady={onReady}>
      <div className="sl-paper">
        <h1>{t('Service levels')}</h1>
        <p className="med">{`${rangeLabel(report.range)} (${timezone})`}</p>
        <p>{filterSentence(filter, reference)}</p>
        {isProvisional ? <p className="med">{t('Provisional')}</p> : null}
        <ReportFacts report={report} />
        <h2>{t('Kept, by {{group}}', { group: groupName(report.groupBy) })}</h2>
        <KeptView report={report} />
        <h2>{t('Who held the records, in hours of open time')}</h2>
        <HeldBars sums={held} holders="teams" clock="open" people={reference.people} />
        <HeldTable sums={held} holders="teams" clock="open" people={reference.people} isWhole />
        <HoldsTable sums={held} clock="open" />
        <h2>{t('Breach reasons')}</h2>
        <ReasonsView report={report} />
        <ReportBasis report={report} />
      </div>
    </PrintSheet>
  );
}
