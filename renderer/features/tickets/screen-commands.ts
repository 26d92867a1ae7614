import { useMemo } from 'react';
import type { RefObject } from 'react';
import type { Command } from '../../ui/commands.ts';
import { t } from '../../ui/i18n.ts';
import { useCommands } from '../../ui/use-commands.ts';
import { useQueueMemory } from './queue/queue-memory.ts';
import type { QueueHandle } from './queue/queue-pane.tsx';
import { isInRecord } from './record/focus-record.ts';
import { canUndo, undoLast } from '../../ui/undo.ts';

interface ScreenActs {
  readonly queue: RefObject<QueueHandle | null>;
  create(): void;
  /** Leaves the record; false when there is nothing to leave. */
  back(): void;
}

function listCommands({ queue }: ScreenActs): readonly Command[] {
  const group = t('List');
  const step = (delta: number) => () => queue.current?.list?.move(delta);
  return [
    { id: 'list.next', label: t('Next row'), keys: 'j', group, run: step(1) },
    { id: 'list.previous', label: t('Previous row'), keys: 'k', group, run: step(-1) },
    {
      id: 'list.open',
      label: t('Open the row'),
      keys: 'o',
      group,
      run: () => queue.current?.list?.open('here'),
    },
    {
      id: 'list.window',
      label: t('Open the row in its own window'),
      keys: 'Shift+Enter',
      group,
      run: () => queue.current?.list?.open('window'),
    },
    {
      id: 'list.select',
      label: t('Select the row'),
      keys: 'x',
      group,
      run: () => queue.current?.list?.toggleSelected(),
    },
    {
      id: 'list.filter',
      label: t('Filter this list'),
      keys: '/',
      group,
      icon: 'filter',
      run: () => queue.current?.filter(),
    },
    {
      id: 'list.all',
      label: t('Select every row of the list'),
      keys: 'Shift+X',
      group,
      run: () => queue.current?.selectAll(),
    },
    {
      id: 'list.layout',
      label: t('Columns and groups'),
      keys: 'q c',
      group,
      icon: 'settings',
      run: () => queue.current?.layout(),
    },
    {
      id: 'list.save-view',
      label: t('Save the list as a view'),
      keys: 'q s',
      group,
      icon: 'plus',
      run: () => queue.current?.saveAsView(),
    },
    {
      id: 'list.csv',
      label: t('Export the list as CSV'),
      keys: 'q e',
      group,
      icon: 'download',
      run: () => queue.current?.exportAs('csv'),
    },
    {
      id: 'list.xlsx',
      label: t('Export the list as XLSX'),
      keys: 'q w',
      group,
      icon: 'download',
      run: () => queue.current?.exportAs('xlsx'),
    },
  ];
}

function screenCommands(acts: ScreenActs): readonly Command[] {
  return [
    ...listCommands(acts),
    {
      id: 'ticket.new',
      label: t('New ticket'),
      keys: 'n',
      group: t('List'),
      icon: 'plus',
      // In the record `n` writes a note.
      when: () => !isInRecord(),
      run: acts.create,
    },
    {
      id: 'ticket.undo',
      label: t('Undo the last act'),
      keys: ['z', 'Ctrl+Z'],
      group: t('Ticket'),
      icon: 'undo',
      when: canUndo,
      run: undoLast,
    },
    {
      id: 'ticket.back',
      label: t('Back to the list'),
      keys: 'Escape',
      hidden: true,
      run: acts.back,
    },
  ];
}

function someSelected(): boolean {
  return useQueueMemory.getState().selected > 0;
}

/** While rows are chosen, assigning and moving is about all of them. */
function bulkCommands({ queue }: ScreenActs): readonly Command[] {
  return [
    {
      id: 'ticket.bulk-assign',
      label: t('Assign the selected tickets'),
      keys: 'a',
      group: t('List'),
      when: someSelected,
      run: () => queue.current?.assignSelected(),
    },
    {
      id: 'ticket.bulk-state',
      label: t('Move the selected tickets'),
      keys: 's',
      group: t('List'),
      when: someSelected,
      run: () => queue.current?.moveSelected(),
    },
    {
      id: 'ticket.bulk-edit',
      label: t('Edit the selected tickets'),
      keys: 'b',
      group: t('List'),
      icon: 'pen',
      when: someSelected,
      run: () => queue.current?.editSelected(),
    },
  ];
}

/** Keys of the tickets screen. */
export function useScreenCommands(acts: ScreenActs): void {
  const { queue, create, back } = acts;
  useCommands(
    useMemo(
      () => [...screenCommands({ queue, create, back }), ...bulkCommands({ queue, create, back })],
      [queue, create, back],
    ),
  );
}
