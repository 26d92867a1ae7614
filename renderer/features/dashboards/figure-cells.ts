import {
  activeIn,
  figuresOf,
  isFirstContact,
  isWithin,
} from '../../../shared/desk/desk-figures.ts';
import type { DeskFigures } from '../../../shared/desk/desk-figures.ts';
import type { DeskRecord } from '../../../shared/desk/desk-record.ts';
import { t } from '../../ui/i18n.ts';
import { countText, satisfactionText, shareText, timeText } from './dashboard-words.ts';
import type { Cell, FigureColumn, FigureRow } from './figures-table.tsx';
import type { Dashboard } from './use-dashboard.ts';

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

type CellsOf = (records: readonly DeskRecord[], stretch: Stretch) => readonly Cell[];

function time(ms: number | null): Cell {
  return { value: ms, text: timeText(ms) };
}

function share(
  value: number | null,
  resolved: readonly DeskRecord[],
  holds: (record: DeskRecord) => boolean,
): Cell {
  return { value, text: shareText(value), records: resolved.filter(holds) };
}

/** Columns of how long things took. */
export function speedColumns(): readonly FigureColumn[] {
  return [
    { id: 'answered', label: t('Answered') },
    { id: 'mtta', label: t('MTTA'), title: t('Mean time from report to first answer') },
    { id: 'mtta-median', label: t('Median'), title: t('Half were answered faster') },
    { id: 'resolved', label: t('Resolved') },
    { id: 'mttr', label: t('MTTR'), title: t('Mean time from report to resolution') },
    { id: 'mttr-median', label: t('Median'), title: t('Half were resolved faster') },
    { id: 'mttr-p90', label: t('90 %'), title: t('Nine of ten were resolved faster') },
  ];
}

export const speedCells: CellsOf = (records, stretch) => {
  const { acknowledge, resolve } = figuresOf(records, stretch);
  const answered = records.filter(({ respondedMs }) => isWithin(respondedMs, stretch));
  const resolved = records.filter(({ resolvedMs }) => isWithin(resolvedMs, stretch));
  return [
    { value: acknowledge.count, text: countText(acknowledge.count), records: answered },
    time(acknowledge.meanMs),
    time(acknowledge.medianMs),
    { value: resolve.count, text: countText(resolve.count), records: resolved },
    time(resolve.meanMs),
    time(resolve.medianMs),
    time(resolve.p90Ms),
  ];
};

/** Columns of how well it was done. */
export function qualityColumns(): readonly FigureColumn[] {
  return [
    { id: 'resolved', label: t('Resolved') },
    { id: 'first', label: t('First contact'), title: t('Resolved by the first contact') },
    { id: 'reopened', label: t('Reopened') },
    { id: 'reassigned', label: t('Reassigned') },
    { id: 'satisfaction', label: t('Satisfaction') },
  ];
}

export const qualityCells: CellsOf = (records, stretch) => {
  const figures = figuresOf(records, stretch);
  const resolved = records.filter(({ resolvedMs }) => isWithin(resolvedMs, stretch));
  return [
    { value: resolved.length, text: countText(resolved.length), records: resolved },
    share(figures.firstContactShare, resolved, isFirstContact),
    share(figures.reopenedShare, resolved, ({ reopens }) => reopens > 0),
    share(figures.reassignedShare, resolved, ({ reassignments }) => reassignments > 0),
    {
      value: figures.satisfactionMean,
      text: satisfactionText(figures),
      records: resolved.filter(({ satisfaction }) => satisfaction !== null),
    },
  ];
};

/** The table of a page: a row for each group that has anything, and one for all. */
export function tableOf({ records, groups, range }: Dashboard, cellsOf: CellsOf) {
  const rows = groups
    .map(({ key, label, records: own }): FigureRow => ({
      key: String(key),
      label,
      cells: cellsOf(own, range),
    }))
    .filter(({ cells }) => cells.some(({ value }) => value !== null && value !== 0));
  const total: FigureRow = { key: 'total', label: t('Total'), cells: cellsOf(records, range) };
  return { rows, total };
}

/** Figures of the period, of the one before, and of every slot until now. */
export function figuresOverTime({ records, range, before, slots, atMs }: Dashboard): {
  readonly now: DeskFigures;
  readonly was: DeskFigures;
  readonly bySlot: readonly DeskFigures[];
  readonly labels: readonly string[];
} {
  const past = slots.filter(({ fromMs }) => fromMs <= atMs);
  // Every slot looks at these alone, not at years of records.
  const active = activeIn(records, range);
  return {
    now: figuresOf(active, range),
    was: figuresOf(records, before),
    bySlot: past.map((slot) => figuresOf(active, slot)),
    labels: past.map(({ label }) => label),
  };
}
