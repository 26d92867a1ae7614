import { useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { listActions, type Anchor, type ListActions } from './list-actions.ts';
import { listCommand, type ListCommand } from './list-keys.ts';
import type { ListModel } from './list-model.ts';

const NOTHING_SELECTED: ReadonlySet<string> = new Set();

export interface ListState {
  /** Index of the cursor; -1 for nowhere. */
  readonly cursor: number;
  readonly selected: ReadonlySet<string>;
  readonly actions: ListActions;
  onKeyDown(event: KeyboardEvent): void;
  onClick(event: MouseEvent): void;
  onDoubleClick(event: MouseEvent): void;
  onAuxClick(event: MouseEvent): void;
}

/**
 * Where the row of a key is now. A row that left leaves the cursor at its place.
 *
 * @param hint where it was last
 * @param _version asks to look again although `model` is the same
 */
function placeOf(
  model: Pick<ListModel, 'count' | 'keyAt'>,
  key: string | null,
  hint: number,
  _version: unknown,
): number {
  const { count, keyAt } = model;
  if (key === null || count === 0) return -1;
  if (hint < count && keyAt(hint) === key) return hint;
  for (let index = 0; index < count; index += 1) {
    if (keyAt(index) === key) return index;
  }
  return Math.min(hint, count - 1);
}

function indexAt(target: EventTarget): number | undefined {
  if (!(target instanceof Element)) return undefined;
  const value = target.closest<HTMLElement>('[data-index]')?.dataset['index'];
  return value === undefined ? undefined : Number(value);
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, select, textarea') !== null;
}

/** Cursor, selection, keys and mouse of a list; handlers sit on the list, none on its rows. */
export function useList(model: ListModel, pageRows: () => number): ListState {
  const { count, keyAt, activeKey, version } = model;
  const [hint, setHint] = useState(0);
  const [headerKey, setHeaderKey] = useState<string | null>(null);
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const [seenActive, setSeenActive] = useState(activeKey);
  if (seenActive !== activeKey) {
    setSeenActive(activeKey);
    setHeaderKey(null);
  }
  const cursorKey = headerKey ?? activeKey;
  const cursor = useMemo(
    () => placeOf({ count, keyAt }, cursorKey, hint, version),
    [count, keyAt, cursorKey, hint, version],
  );
  const selected = model.selected ?? NOTHING_SELECTED;
  const actions = listActions(model, {
    cursor,
    selected,
    anchor,
    pageRows,
    setAnchor,
    setCursor: (index, header) => {
      setHint(index);
      setHeaderKey(header);
    },
  });
  return { cursor, selected, actions, ...handlersOf(model, actions) };
}

type Handlers = Omit<ListState, 'cursor' | 'selected' | 'actions'>;

function handlersOf(model: ListModel, actions: ListActions): Handlers {
  return {
    onKeyDown: (event) => {
      const inner = event.target !== event.currentTarget && isControl(event.target);
      if (event.defaultPrevented || inner) return;
      const command = listCommand(event, actions.shape());
      if (command !== null && obey(actions, command)) event.preventDefault();
    },
    onClick: (event) => {
      const index = indexAt(event.target);
      if (index === undefined) return;
      if (event.target instanceof Element && event.target.closest('[data-select]') !== null) {
        actions.toggleAt(index);
      } else if (isControl(event.target)) {
        return;
      } else if (actions.isHeader(index)) {
        actions.toggleGroupAt(index);
      } else if (event.ctrlKey || event.metaKey) {
        actions.toggleAt(index);
        actions.goTo(index);
      } else {
        actions.moveTo(index, event.shiftKey);
        if (model.openOnClick === true && !event.shiftKey) actions.openAt(index, 'here');
      }
    },
    onDoubleClick: (event) => {
      const index = indexAt(event.target);
      if (index === undefined || isControl(event.target) || actions.isHeader(index)) return;
      actions.openAt(index, 'here');
    },
    onAuxClick: (event) => {
      const index = indexAt(event.target);
      if (event.button !== 1 || index === undefined || actions.isHeader(index)) return;
      actions.openAt(index, 'window');
    },
  };
}

/** Does what a key asked for; false where the list has no use for it now. */
function obey(actions: ListActions, command: ListCommand): boolean {
  switch (command.kind) {
    case 'move':
      actions.moveTo(command.to, command.extend);
      return true;
    case 'open':
      actions.open(command.how);
      return true;
    case 'toggle':
      return actions.toggle();
    case 'all':
      return actions.selectAll();
    case 'clear':
      return actions.clear();
    case 'fold':
      return actions.fold(command.collapse);
  }
}
