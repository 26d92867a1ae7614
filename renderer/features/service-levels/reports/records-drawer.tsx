import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { ReportRow } from '../../../../shared/sla/report-rows.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { recordColumns } from './record-columns.tsx';
import { useReportChoices } from './report-choices.ts';
import { outcomeLabel, recordsText, targetsText } from './report-words.ts';
import { selectedRows } from './selected-rows.ts';
import type { Selected } from './selected-rows.ts';
import type { Report } from './use-report.ts';

interface RecordsDrawerProps {
  readonly report: Report;
  /** Null: closed. */
  readonly selected: Selected | null;
  onClose(): void;
  /** Shows who held a record. */
  onHeld(recordId: string): void;
}

/** The records behind a figure; each opens its own screen. */
export function RecordsDrawer(props: RecordsDrawerProps): ReactElement {
  const { report, selected, onClose, onHeld } = props;
  const locale = useLocale();
  const { countedAt, timezone } = useReportChoices();
  const rows = useMemo(
    () => (selected ? selectedRows(report, selected, { countedAt, timezone }) : []),
    [report, selected, countedAt, timezone],
  );
  const records = useMemo(() => new Set(rows.map(({ record }) => record.id)).size, [rows]);
  const [active, setActive] = useState<string | null>(null);
  const { nowMs } = report.data;
  const columns = useMemo(
    () => recordColumns(rows, { locale, nowMs }, onHeld),
    [rows, locale, nowMs, onHeld],
  );
  const open = (index: number): void => {
    const row = rows[index];
    if (row) useNavigation.getState().openRecord(row.record.id);
  };
  const outcome = selected?.outcome ?? null;
  return (
    <Drawer
      open={selected !== null}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      width={1080}
      title={selected?.groupLabel ?? ''}
      subtitle={[
        outcome === null ? undefined : outcomeLabel(outcome),
        targetsText(rows.length),
        recordsText(records),
      ]
        .filter(Boolean)
        .join(' · ')}
    >
      <div className="sl-report__records">
        <DataTable
          label={t('{{targets}} targets of {{records}} records', {
            targets: formatNumber(locale, rows.length),
            records: formatNumber(locale, records),
          })}
          count={rows.length}
          keyAt={(index) => keyOfRow(rows[index], index)}
          activeKey={active}
          onActiveChange={setActive}
          onOpen={(_key, index) => open(index)}
          openOnClick
          columns={columns}
          version={rows}
        />
      </div>
    </Drawer>
  );
}

function keyOfRow(row: ReportRow | undefined, index: number): string {
  return row ? `${row.record.id} ${row.policyId} ${row.metric} ${row.startedMs}` : String(index);
}
