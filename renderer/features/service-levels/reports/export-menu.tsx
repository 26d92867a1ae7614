import { useState } from 'react';
import type { ReactElement } from 'react';
import { heldSums } from '../../../../shared/sla/report-held.ts';
import type { HeldSums } from '../../../../shared/sla/report-held.ts';
import { useReference } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { formatExact } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { usePrintReport } from '../../../ui/use-print-report.ts';
import { useReportChoices } from './report-choices.ts';
import type { ReportDesk } from './report-desk.ts';
import { exportName, figuresCsv, recordsCsv } from './report-export.ts';
import { ReportPaper } from './report-paper.tsx';
import { filterSentence } from './report-words.ts';
import { rangeLabel } from '../../../words/period-words.ts';
import type { Report } from './use-report.ts';

interface ExportMenuProps {
  readonly desk: ReportDesk;
  /** Null: there is nothing to export yet. */
  readonly report: Report | null;
}

const CSV = 'text/csv;charset=utf-8';

/** The report as files: tables for a spreadsheet, pages for people. */
export function ExportMenu({ desk, report }: ExportMenuProps): ReactElement {
  const reference = useReference();
  const [held, setHeld] = useState<HeldSums | null>(null);
  const saveFigures = (): void => {
    if (!report) return;
    saveFile(exportName(report.range, report.groupBy, 'csv'), figuresCsv(report, reference), CSV);
  };
  const saveRecords = (): void => {
    if (!report) return;
    const file = exportName(report.range, 'records', 'csv');
    void recordsCsv(report.rows, reference, new AbortController().signal).then((csv) =>
      saveFile(file, csv),
    );
  };
  const layOut = async (): Promise<void> => {
    if (!report || held !== null) return;
    const ids = [...new Set(report.rows.map(({ record }) => record.id))];
    setHeld(heldSums(await desk.whoHeld(ids, new AbortController().signal)));
  };
  const print = usePrint(report);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button icon="download" trailingIcon="chevron-down" disabled={!report}>
            {t('Export')}
          </Button>
        }
        items={[
          { id: 'figures', label: t('Figures (CSV)'), icon: 'list', onSelect: saveFigures },
          { id: 'records', label: t('Records (CSV)'), icon: 'list', onSelect: saveRecords },
          {
            id: 'pdf',
            label: t('Report (PDF)'),
            icon: 'printer',
            onSelect: () => void layOut(),
          },
        ]}
      />
      {held && report ? (
        <ReportPaper
          report={report}
          held={held}
          onReady={() => void print().finally(() => setHeld(null))}
        />
      ) : null}
    </>
  );
}

/** Prints the report that is laid out. */
function usePrint(report: Report | null): () => Promise<void> {
  const locale = useLocale();
  const reference = useReference();
  const { filter } = useReportChoices();
  const print = usePrintReport();
  return async () => {
    if (!report) return;
    await print({
      fileName: exportName(report.range, 'report', 'pdf'),
      header: [t('Service levels'), rangeLabel(report.range), filterSentence(filter, reference)]
        .join(' · ')
        .slice(0, 600),
      footer: t('Worked out on {{instant}}', { instant: formatExact(locale, report.data.nowMs) }),
    });
  };
}
