import { landing, selectRange, type ListShape } from './list-keys.ts';
import type { ListGroup, ListModel } from './list-model.ts';

/** Where a range began, and what was selected before. */
export interface Anchor {
  readonly index: number;
  readonly base: ReadonlySet<string>;
}

/** What a list remembers between two actions. */
export interface ListMemory {
  /** Index of the cursor; -1 for nowhere. */
  readonly cursor: number;
  readonly selected: ReadonlySet<string>;
  readonly anchor: Anchor | null;
  pageRows(): number;
  setAnchor(anchor: Anchor | null): void;
  /** `header` is the key of a group header under the cursor, null on a row. */
  setCursor(index: number, header: string | null): void;
}

/** Where an answer is boolean, false says that there was nothing to do. */
export interface ListActions {
  shape(): ListShape;
  isHeader(index: number): boolean;
  goTo(index: number): void;
  moveTo(index: number, extend: boolean): void;
  move(delta: number): void;
  openAt(index: number, how: 'here' | 'window'): void;
  open(how: 'here' | 'window'): void;
  toggleAt(index: number): boolean;
  toggle(): boolean;
  selectAll(): boolean;
  clear(): boolean;
  /** Folds or unfolds the group that the cursor is in. */
  fold(collapse: boolean): boolean;
  toggleGroupAt(index: number): void;
}

interface Rows {
  inRange(index: number): boolean;
  groupOf(index: number): ListGroup | undefined;
  isHeader(index: number): boolean;
  /** undefined for a header and beyond the ends. */
  rowKey(index: number): string | undefined;
}

/** The model's functions, safe to ask beyond the ends. */
function rowsOf({ count, keyAt, groupAt }: ListModel): Rows {
  const inRange = (index: number): boolean => index >= 0 && index < count;
  const groupOf = (index: number): ListGroup | undefined =>
    inRange(index) ? groupAt?.(index) : undefined;
  const isHeader = (index: number): boolean => groupOf(index) !== undefined;
  const rowKey = (index: number): string | undefined =>
    inRange(index) && !isHeader(index) ? keyAt(index) : undefined;
  return { inRange, groupOf, isHeader, rowKey };
}

/** What can be done in a list, from its rows and what it remembers. */
export function listActions(model: ListModel, memory: ListMemory): ListActions {
  const { count, keyAt, onSelectedChange } = model;
  const { cursor, selected, anchor } = memory;
  const { inRange, groupOf, isHeader, rowKey } = rowsOf(model);
  const shape = (): ListShape => ({
    count,
    at: cursor,
    pageRows: Math.max(1, memory.pageRows() - 1),
    skips: (index) => {
      const group = groupOf(index);
      return group !== undefined && group.collapsed !== true;
    },
  });
  const goTo = (index: number): void => {
    if (!inRange(index)) return;
    const key = rowKey(index);
    memory.setCursor(index, key === undefined ? keyAt(index) : null);
    if (key !== undefined && key !== model.activeKey) model.onActiveChange(key, index);
  };
  const moveTo = (index: number, extend: boolean): void => {
    if (extend && onSelectedChange !== undefined) {
      const from = anchor ?? { index: Math.max(0, cursor), base: selected };
      memory.setAnchor(from);
      onSelectedChange(selectRange(from.base, from.index, index, rowKey));
    } else {
      memory.setAnchor(null);
    }
    goTo(index);
  };
  const toggleAt = (index: number): boolean => {
    const key = rowKey(index);
    if (key === undefined || onSelectedChange === undefined) return false;
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    memory.setAnchor({ index, base: next });
    onSelectedChange(next);
    return true;
  };
  const select = (next: ReadonlySet<string>): boolean => {
    if (onSelectedChange === undefined || next.size === selected.size) return false;
    memory.setAnchor(null);
    onSelectedChange(next);
    return true;
  };
  const foldFrom = (index: number, collapse: boolean): boolean => {
    let at = index;
    while (at >= 0 && !isHeader(at)) at -= 1;
    const group = groupOf(at);
    if (group?.collapsed === undefined || group.collapsed === collapse) return false;
    model.onToggleGroup?.(keyAt(at), at);
    if (collapse) memory.setCursor(at, keyAt(at));
    return true;
  };
  const toggleGroupAt = (index: number): void => {
    foldFrom(index, groupOf(index)?.collapsed === false);
  };
  const openAt = (index: number, how: 'here' | 'window'): void => {
    const key = rowKey(index);
    if (key !== undefined) model.onOpen(key, index, how);
    else if (inRange(index)) toggleGroupAt(index);
  };
  return {
    shape,
    isHeader,
    goTo,
    moveTo,
    move: (delta) => moveTo(landing(shape(), cursor + delta, delta < 0 ? -1 : 1), false),
    openAt,
    open: (how) => openAt(cursor, how),
    toggleAt,
    toggle: () => toggleAt(cursor),
    selectAll: () => select(selectRange(selected, 0, count - 1, rowKey)),
    clear: () => select(new Set()),
    fold: (collapse) => foldFrom(cursor, collapse),
    toggleGroupAt,
  };
}
