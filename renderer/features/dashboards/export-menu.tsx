import { useState } from 'react';
import type { ReactElement } from 'react';
import { useReference, useWorkspace } from '../../replica/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { formatExact } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Menu } from '../../ui/menu.tsx';
import { PrintSheet } from '../../ui/print-sheet.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { usePrintReport } from '../../ui/use-print-report.ts';
import { rangeLabel } from '../../words/period-words.ts';
import { BacklogPage } from './backlog-page.tsx';
import { useDashboardChoices } from './dashboard-choices.ts';
import { exportName, figuresCsv, recordsCsv } from './dashboard-export.ts';
import { filterSentence } from './dashboard-words.ts';
import { FlowPage } from './flow-page.tsx';
import { QualityPage } from './quality-page.tsx';
import { SpeedPage } from './speed-page.tsx';
import type { Dashboard } from './use-dashboard.ts';

const CSV = 'text/csv;charset=utf-8';

/** The dashboards as files: tables for a spreadsheet, pages for people. */
export function ExportMenu({ dashboard }: { readonly dashboard: Dashboard }): ReactElement {
  const reference = useReference();
  const { tickets } = useWorkspace();
  const locale = useLocale();
  const { filter } = useDashboardChoices();
  const print = usePrintReport();
  const [printed, setPrinted] = useState<Dashboard | null>(null);
  const { range } = dashboard;
  const save = (what: string, text: string): void =>
    saveFile(exportName(range, what, 'csv'), text, CSV);
  const printNow = (what: Dashboard): void => {
    const request = {
      fileName: exportName(what.range, 'report', 'pdf'),
      header: [t('Dashboards'), rangeLabel(what.range), filterSentence(filter, reference)]
        .join(' · ')
        .slice(0, 600),
      footer: t('Worked out on {{instant}}', { instant: formatExact(locale, what.atMs) }),
    };
    void print(request).finally(() => setPrinted(null));
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button icon="download" trailingIcon="chevron-down">
            {t('Export')}
          </Button>
        }
        items={[
          {
            id: 'figures',
            label: t('Figures (CSV)'),
            icon: 'list',
            onSelect: () => save('figures', figuresCsv(dashboard)),
          },
          {
            id: 'records',
            label: t('Records (CSV)'),
            icon: 'list',
            onSelect: () =>
              save(
                'records',
                recordsCsv(dashboard, (id) => tickets.get(id), reference),
              ),
          },
          {
            id: 'pdf',
            label: t('Report (PDF)'),
            icon: 'printer',
            onSelect: () => setPrinted(dashboard),
          },
        ]}
      />
      {printed ? <DashboardPaper dashboard={printed} onReady={() => printNow(printed)} /> : null}
    </>
  );
}

interface PaperProps {
  readonly dashboard: Dashboard;
  onReady(): void;
}

/** All pages one below the other. */
function DashboardPaper({ dashboard, onReady }: PaperProps): ReactElement {
  const reference = useReference();
  const { filter, timezone } = useDashboardChoices();
  return (
    <PrintSheet onReady={onReady}>
      <div className="dash-paper">
        <h1>{t('Dashboards')}</h1>
        <p className="med">{`${rangeLabel(dashboard.range)} (${timezone})`}</p>
        <p>{filterSentence(filter, reference)}</p>
        <h2>{t('Backlog')}</h2>
        <BacklogPage dashboard={dashboard} />
        <h2>{t('Flow')}</h2>
        <FlowPage dashboard={dashboard} />
        <h2>{t('Speed')}</h2>
        <SpeedPage dashboard={dashboard} />
        <h2>{t('Quality')}</h2>
        <QualityPage dashboard={dashboard} />
      </div>
    </PrintSheet>
  );
}
