import { useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import {
  columnLabel,
  GROUP_COLUMNS,
  NARROWEST,
  QUEUE_COLUMNS,
  USUAL_COLUMNS,
  usualWidth,
  WIDEST,
} from '../queue/column-list.ts';
import type { QueueColumn } from '../queue/column-list.ts';
import type { QueueChoice } from '../queue/use-queue.ts';

interface LayoutDialogProps {
  readonly choice: QueueChoice;
  onClose(): void;
}

const NO_GROUPS = 'none';
const STEP = 8;

function moved(
  columns: readonly QueueColumn[],
  column: QueueColumn,
  by: -1 | 1,
): readonly QueueColumn[] {
  const from = columns.indexOf(column);
  const to = from + by;
  if (from < 0 || to < 0 || to >= columns.length) return columns;
  const next = [...columns];
  [next[from], next[to]] = [next[to]!, next[from]!];
  return next;
}

interface RowProps {
  readonly column: QueueColumn;
  readonly choice: QueueChoice;
  onMove(column: QueueColumn, by: -1 | 1): void;
}

function ColumnRow({ column, choice, onMove }: RowProps): ReactElement {
  const { columns, widths, setColumns, setWidth } = choice;
  const label = columnLabel(column);
  const isOn = columns.includes(column);
  const at = columns.indexOf(column);
  // Alt and an arrow move it, as in every list that can be ordered.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || !isOn) return;
    event.preventDefault();
    onMove(column, event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li className="layout-row" onKeyDown={onKeyDown}>
      <label className="choice">
        <input
          type="checkbox"
          id={`layout-${column}`}
          checked={isOn}
          disabled={column === 'title'}
          onChange={({ target }) =>
            setColumns(
              target.checked ? [...columns, column] : columns.filter((each) => each !== column),
            )
          }
        />
        <span>{label}</span>
      </label>
      {isOn ? (
        <>
          <input
            className="input layout-row__width tnum"
            type="number"
            min={NARROWEST}
            max={WIDEST}
            step={STEP}
            aria-label={t('Width of {{column}} in pixels', { column: label })}
            value={widths[column] ?? usualWidth(column)}
            onChange={({ target }) => {
              if (target.value !== '') setWidth(column, Number(target.value));
            }}
          />
          <IconButton
            icon="chevron-up"
            size="sm"
            label={t('Move {{column}} to the left', { column: label })}
            disabled={at === 0}
            onClick={() => onMove(column, -1)}
          />
          <IconButton
            icon="chevron-down"
            size="sm"
            label={t('Move {{column}} to the right', { column: label })}
            disabled={at === columns.length - 1}
            onClick={() => onMove(column, 1)}
          />
        </>
      ) : null}
    </li>
  );
}

/** Which columns a list has, in which order and how wide, and what parts it. Works at once. */
export function LayoutDialog({ choice, onClose }: LayoutDialogProps): ReactElement {
  const { columns, groupBy, setColumns, setGroup } = choice;
  const [said, setSaid] = useState('');
  const rest = QUEUE_COLUMNS.filter((column) => !columns.includes(column));
  const onMove = (column: QueueColumn, by: -1 | 1): void => {
    const next = moved(columns, column, by);
    if (next === columns) return;
    setColumns(next);
    const place = next.indexOf(column) + 1;
    setSaid(t('{{column}} is column {{place}} now', { column: columnLabel(column), place }));
    // The row was drawn anew; what was moved keeps the focus.
    requestAnimationFrame(() => document.getElementById(`layout-${column}`)?.focus());
  };
  const groups = GROUP_COLUMNS.map((column) => ({
    value: column,
    label: column === 'left' ? t('Due time') : columnLabel(column),
  }));
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="s"
      title={t('Columns and groups')}
      description={t('Alt and an arrow key move a column.')}
      actions={
        <>
          <Button onClick={() => setColumns(USUAL_COLUMNS)}>{t('The usual columns')}</Button>
          <Button variant="primary" onClick={onClose}>
            {t('Done')}
          </Button>
        </>
      }
    >
      <div className="tickets-form">
        <FormField label={t('Group by')}>
          {(ids) => (
            <Select
              {...ids}
              value={groupBy ?? NO_GROUPS}
              options={[{ value: NO_GROUPS, label: t('Nothing') }, ...groups]}
              onChange={(value) => setGroup(value === NO_GROUPS ? null : value)}
            />
          )}
        </FormField>
        <ul className="layout-list" aria-label={t('Columns')}>
          {[...columns, ...rest].map((column) => (
            <ColumnRow key={column} column={column} choice={choice} onMove={onMove} />
          ))}
        </ul>
        <span role="status" className="vh">
          {said}
        </span>
      </div>
    </Dialog>
  );
}
