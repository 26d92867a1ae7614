import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { t } from '../../../ui/i18n.ts';
import { RecordNo } from '../../../ui/record-no.tsx';
import type { BulkReport } from './run-bulk.ts';

interface BulkReportProps {
  readonly report: BulkReport | null;
  onClose(): void;
}

/** Which rows a bulk act left alone, and why each. */
export function BulkReportDialog({ report, onClose }: BulkReportProps): ReactElement {
  const refused = report?.refused ?? [];
  return (
    <Dialog
      open={report !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="m"
      title={t('{{count}} tickets left as they were', { count: refused.length })}
      description={t('{{count}} tickets were changed. These were not:', {
        count: report?.done ?? 0,
      })}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('Close')}
        </Button>
      }
    >
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{t('Number')}</th>
            <th scope="col">{t('Title')}</th>
            <th scope="col">{t('Why')}</th>
          </tr>
        </thead>
        <tbody>
          {refused.map(({ row, reason }) => (
            <tr key={row.id}>
              <td className="nowrap">
                <RecordNo value={row.number} />
              </td>
              <td>{row.title}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
