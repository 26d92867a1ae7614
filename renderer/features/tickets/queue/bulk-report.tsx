import type { ReactElement, ReactNode } from 'react';
import { useCallback } from 'react';
import { csvOf } from '../../../../shared/sla/report-csv.ts';
import { Button } from '../../../ui/button.tsx';
import type { Column } from '../../../ui/data-table.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { RecordNo } from '../../../ui/record-no.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { countReasons } from './bulk-plan.ts';
import type { RefusedRow } from './bulk-plan.ts';
import type { Asked, LeftAlone } from './use-bulk.ts';

const REASONS_SHOWN = 6;

/** The rows that are left alone, each with its reason; thousands of them scroll. */
export function RefusedTable({
  refused,
}: {
  readonly refused: readonly RefusedRow[];
}): ReactElement {
  const locale = useLocale();
  const reasons = countReasons(refused);
  const rowOf = (index: number): RefusedRow => refused[index]!;
  const columns: readonly Column[] = [
    {
      id: 'number',
      label: t('Number'),
      width: '84px',
      cell: (index) => <RecordNo value={rowOf(index).row.number} />,
    },
    {
      id: 'title',
      label: t('Title'),
      width: 'minmax(0, 1fr)',
      cell: (index) => <span className="row__title">{rowOf(index).row.title}</span>,
    },
    {
      id: 'why',
      label: t('Why'),
      width: 'minmax(0, 1.4fr)',
      cell: (index) => (
        <span className="row__title" title={rowOf(index).reason}>
          {rowOf(index).reason}
        </span>
      ),
    },
  ];
  const keyAt = useCallback((index: number) => refused[index]?.row.id ?? '', [refused]);
  return (
    <>
      {reasons.length > 1 ? (
        <ul className="bulk-reasons">
          {reasons.slice(0, REASONS_SHOWN).map(({ reason, count }) => (
            <li key={reason}>
              <span className="tnum med">{formatNumber(locale, count)}</span> {reason}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="bulk-refused">
        <DataTable
          label={t('Tickets left as they were')}
          columns={columns}
          count={refused.length}
          keyAt={keyAt}
          activeKey={null}
          onActiveChange={() => undefined}
          onOpen={() => undefined}
        />
      </div>
    </>
  );
}

function saveRefused(refused: readonly RefusedRow[]): void {
  const lines = refused.map(({ row, reason }) => [row.number, row.title, reason]);
  const csv = csvOf([[t('Number'), t('Title'), t('Why')], ...lines]);
  saveFile('bulk-edit-left-alone.csv', csv, 'text/csv;charset=utf-8');
}

function saveButton(refused: readonly RefusedRow[]): ReactNode {
  return (
    <Button icon="download" onClick={() => saveRefused(refused)}>
      {t('Save as CSV')}
    </Button>
  );
}

interface AskProps {
  readonly asked: Asked | null;
  onProceed(): void;
  onClose(): void;
}

/** What an act would do and what it would not, before anything is done. */
export function BulkAskDialog({ asked, onProceed, onClose }: AskProps): ReactElement | null {
  if (asked === null) return null;
  const { willChange, refused } = asked.plan;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="l"
      title={t('{{count}} tickets will change', { count: willChange.length })}
      description={
        refused.length === 0
          ? t('No ticket is refused.')
          : t('{{count}} tickets stay as they are, for these reasons:', { count: refused.length })
      }
      actions={
        <>
          {refused.length === 0 ? null : saveButton(refused)}
          <span className="grow" />
          <Button onClick={onClose}>{willChange.length === 0 ? t('Close') : t('Cancel')}</Button>
          {willChange.length === 0 ? null : (
            <Button variant="primary" onClick={onProceed}>
              {t('Change {{count}} tickets', { count: willChange.length })}
            </Button>
          )}
        </>
      }
    >
      {refused.length === 0 ? null : <RefusedTable refused={refused} />}
    </Dialog>
  );
}

interface ReportProps {
  readonly report: LeftAlone | null;
  onClose(): void;
}

/** Which rows a bulk act, or taking it back, left alone, and why each. */
export function BulkReportDialog({ report, onClose }: ReportProps): ReactElement | null {
  const locale = useLocale();
  if (report === null) return null;
  const { what, done, refused, msPerRow } = report;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="l"
      title={
        what === 'changed'
          ? t('{{count}} tickets left as they were', { count: refused.length })
          : t('{{count}} tickets could not be taken back', { count: refused.length })
      }
      description={
        what === 'changed'
          ? t('{{count}} tickets were changed. These were not:', { count: done })
          : t('{{count}} tickets are as they were. These are not:', { count: done })
      }
      actions={
        <>
          {saveButton(refused)}
          <span className="grow" />
          <Button variant="primary" onClick={onClose}>
            {t('Close')}
          </Button>
        </>
      }
    >
      {msPerRow === null ? null : (
        <Notice tone="info">
          {t('{{ms}} ms for each ticket', {
            ms: formatNumber(locale, Math.round(msPerRow * 10) / 10),
          })}
        </Notice>
      )}
      <RefusedTable refused={refused} />
    </Dialog>
  );
}
