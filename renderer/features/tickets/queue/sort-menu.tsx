import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import { columnLabel } from './column-list.ts';
import { SORT_COLUMNS } from './sort-keys.ts';
import type { SortColumn } from './sort-keys.ts';
import type { QueueChoice } from './use-queue.ts';

function sortLabel(column: SortColumn): string {
  return column === 'left' ? t('Breaches next') : columnLabel(column);
}

/** What a queue is worked by first, then what it shows, then the rest. */
function orderOf(columns: readonly SortColumn[]): readonly SortColumn[] {
  return [...new Set<SortColumn>(['left', ...columns, ...SORT_COLUMNS])];
}

/** What the list is sorted by, for those to whom a column head says too little. */
export function SortMenu({ choice }: { readonly choice: QueueChoice }): ReactElement {
  const { sort, sortBy, columns, groupBy } = choice;
  const label = sortLabel(sort.id);
  return (
    <Menu
      label={t('Sort by')}
      align="end"
      trigger={
        <Button
          variant="quiet"
          size="sm"
          icon="sort"
          aria-label={t('Sorted by {{column}}. Choose another order', { column: label })}
        >
          {label}
        </Button>
      }
      items={orderOf(columns).map((column) => ({
        id: column,
        label: sortLabel(column),
        ...(column === 'left' && groupBy === 'left' ? { detail: t('Grouped by due time') } : {}),
        checked: column === sort.id,
        onSelect: () => {
          if (column !== sort.id) sortBy(column);
        },
      }))}
    />
  );
}
