import type { ReactElement } from 'react';
import type { ReportRow } from '../../../../shared/sla/report-rows.ts';
import { Button } from '../../../ui/button.tsx';
import type { Column } from '../../../ui/data-table.tsx';
import { formatDateTime } from '../../../ui/format.ts';
import { t } from '../../../ui/i18n.ts';
import { RecordNo } from '../../../ui/record-no.tsx';
import { SlaClock } from '../../../ui/sla-clock.tsx';
import { metricLabel } from '../../../words/clock-words.ts';
import { hoursText } from './hours-text.ts';
import { outcomeLabel, percentText } from './report-words.ts';

type CellOf = (show: (row: ReportRow) => ReactElement | string) => Column['cell'];

interface Shown {
  readonly locale: string;
  readonly nowMs: number;
}

/** What a list of runs shows of each. */
export function recordColumns(
  rows: readonly ReportRow[],
  { locale, nowMs }: Shown,
  onHeld: (recordId: string) => void,
): readonly Column[] {
  const cell: CellOf = (show) => (index) => {
    const row = rows[index];
    return row ? show(row) : null;
  };
  return [
    ...nameColumns(cell),
    ...figureColumns(cell, { locale, nowMs }),
    heldColumn(cell, onHeld),
  ];
}

function nameColumns(cell: CellOf): Column[] {
  return [
    {
      id: 'number',
      label: t('Number'),
      width: '92px',
      cell: cell(({ record }) => <RecordNo value={record.number} />),
    },
    {
      id: 'title',
      label: t('Title'),
      width: 'minmax(0, 1fr)',
      cell: cell(({ record }) => (
        <span className="cut" title={record.title}>
          {record.title}
        </span>
      )),
    },
    {
      id: 'metric',
      label: t('Metric'),
      width: '110px',
      hideBelow: 560,
      cell: cell(({ metric }) => metricLabel(metric)),
    },
    {
      id: 'outcome',
      label: t('Outcome'),
      width: '116px',
      cell: cell((row) => (
        <SlaClock state={row.outcome} percent={percentOf(row)} text={outcomeLabel(row.outcome)} />
      )),
    },
  ];
}

function figureColumns(cell: CellOf, { locale, nowMs }: Shown): Column[] {
  return [
    {
      id: 'used',
      label: t('Used'),
      width: '72px',
      align: 'end',
      title: t('Elapsed of the target'),
      hideBelow: 420,
      cell: cell((row) => percentText(percentOf(row))),
    },
    {
      id: 'over',
      label: t('Over'),
      width: '72px',
      align: 'end',
      title: t('Hours of open time'),
      hideBelow: 800,
      cell: cell(({ overSeconds }) => (overSeconds > 0 ? hoursText(overSeconds * 1_000) : '–')),
    },
    {
      id: 'settled',
      label: t('Decided'),
      width: '110px',
      hideBelow: 860,
      cell: cell(({ settledMs }) =>
        settledMs === null ? '–' : formatDateTime(locale, settledMs, nowMs),
      ),
    },
  ];
}

function heldColumn(cell: CellOf, onHeld: (recordId: string) => void): Column {
  return {
    id: 'held',
    label: t('Who held it'),
    width: '80px',
    hideBelow: 640,
    cell: cell(({ record }) => (
      <Button
        size="sm"
        variant="quiet"
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation();
          onHeld(record.id);
        }}
      >
        {t('Show')}
      </Button>
    )),
  };
}

function percentOf({ elapsedSeconds, targetSeconds }: ReportRow): number {
  return targetSeconds === 0 ? 100 : (elapsedSeconds / targetSeconds) * 100;
}
