import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import { SORT_COLUMNS } from './sort-keys.ts';
import type { SortColumn } from './sort-keys.ts';
import type { QueueChoice } from './use-queue.ts';

const SORT_LABELS: Readonly<Record<SortColumn, string>> = {
  left: msg('Breaches next'),
  priority: msg('Priority'),
  number: msg('Number'),
  title: msg('Title'),
  requester: msg('Requester'),
  assignee: msg('Assignee'),
  updated: msg('Updated'),
};
/** What a queue is worked by first, then the columns. */
const ORDER: readonly SortColumn[] = [
  'left',
  ...SORT_COLUMNS.filter((column) => column !== 'left'),
];

/** What the list is sorted by, for those to whom a column head says too little. */
export function SortMenu({ choice }: { readonly choice: QueueChoice }): ReactElement {
  const { sort, sortBy } = choice;
  const label = t(SORT_LABELS[sort.id]);
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
      items={ORDER.map((column) => ({
        id: column,
        label: t(SORT_LABELS[column]),
        ...(column === 'left' ? { detail: t('Grouped by due time') } : {}),
        checked: column === sort.id,
        onSelect: () => {
          if (column !== sort.id) sortBy(column);
        },
      }))}
    />
  );
}
