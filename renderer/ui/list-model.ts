import type { ReactNode, Ref } from 'react';

/** A header between rows; it takes a place of its own in the count. */
export interface ListGroup {
  readonly label: string;
  readonly count?: number | string;
  /** Given: the group can be folded, and is. */
  readonly collapsed?: boolean;
  /** At the right of the header. */
  readonly action?: ReactNode;
}

/** What the owner of a list can ask of it. */
export interface ListHandle {
  focus(): void;
  /** Moves the cursor as `j` and `k` do. */
  move(delta: number): void;
  /** Opens what is under the cursor. */
  open(how?: 'here' | 'window'): void;
  toggleSelected(): void;
  scrollToKey(key: string): void;
}

/**
 * A list by index. Functions are asked only for rows in sight; keep their identity (`useCallback`)
 * as long as the rows are the same.
 */
export interface ListModel {
  /** Rows and group headers. */
  readonly count: number;
  /** A key that stays with its row; headers have keys too. */
  keyAt(index: number): string;
  groupAt?(index: number): ListGroup | undefined;
  /** The record that is shown; the cursor stands there. */
  readonly activeKey: string | null;
  onActiveChange(key: string, index: number): void;
  onOpen(key: string, index: number, how: 'here' | 'window'): void;
  /** A click opens, too: where the record takes the place of the list. */
  readonly openOnClick?: boolean;
  /** Left out: nothing can be selected. */
  readonly selected?: ReadonlySet<string>;
  onSelectedChange?(selected: ReadonlySet<string>): void;
  onToggleGroup?(groupKey: string, index: number): void;
  /** CSS px; unless told 28, and 44 in the field layout. */
  readonly rowHeight?: number;
  readonly ref?: Ref<ListHandle>;
  /** Any value that changes when rows changed while `keyAt` did not. */
  readonly version?: unknown;
}
