/** What a key press asks of a list. Indexes count rows and group headers alike, from 0. */
export type ListCommand =
  | { readonly kind: 'move'; readonly to: number; readonly extend: boolean }
  | { readonly kind: 'open'; readonly how: 'here' | 'window' }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'all' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'fold'; readonly collapse: boolean };

/** The part of a keyboard event that matters here. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface ListShape {
  readonly count: number;
  /** Where the cursor is; -1 for nowhere yet. */
  readonly at: number;
  /** Rows in sight, for PageUp and PageDown. */
  readonly pageRows: number;
  /** True for what the cursor steps over: headers of open groups. */
  skips(index: number): boolean;
}

/** The nearest place from `index` on in the direction of `step` where the cursor may stand. */
export function landing(list: ListShape, index: number, step: 1 | -1): number {
  const clamped = Math.max(0, Math.min(list.count - 1, index));
  for (let at = clamped; at >= 0 && at < list.count; at += step) {
    if (!list.skips(at)) return at;
  }
  for (let at = clamped; at >= 0 && at < list.count; at -= step) {
    if (!list.skips(at)) return at;
  }
  return -1;
}

/** Where the cursor goes for a movement key, or null. */
function target(key: string, list: ListShape): number | null {
  const { at, count, pageRows } = list;
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J': {
      const next = landing(list, at + 1, 1);
      return at >= count - 1 ? at : next;
    }
    case 'ArrowUp':
    case 'k':
    case 'K':
      return at < 0 ? landing(list, 0, 1) : at === 0 ? at : landing(list, at - 1, -1);
    case 'PageDown':
      return landing(list, Math.max(0, at) + pageRows, 1);
    case 'PageUp':
      return landing(list, Math.max(0, at) - pageRows, -1);
    case 'Home':
      return landing(list, 0, 1);
    case 'End':
      return landing(list, count - 1, -1);
    default:
      return null;
  }
}

/** The command of a key press in a list; null where the list has no use for the key. */
export function listCommand(press: KeyPress, list: ListShape): ListCommand | null {
  const { key, shiftKey } = press;
  const control = press.ctrlKey || press.metaKey;
  if (press.altKey) return null;
  if (control) return key === 'a' || key === 'A' ? { kind: 'all' } : null;
  if (list.count === 0) return null;
  const to = target(key, list);
  if (to !== null) return { kind: 'move', to, extend: shiftKey };
  switch (key) {
    case 'Enter':
      return { kind: 'open', how: shiftKey ? 'window' : 'here' };
    case 'o':
      return { kind: 'open', how: 'here' };
    case 'O':
      return { kind: 'open', how: 'window' };
    case 'x':
    case ' ':
      return { kind: 'toggle' };
    case 'Escape':
      return { kind: 'clear' };
    case 'ArrowLeft':
      return { kind: 'fold', collapse: true };
    case 'ArrowRight':
      return { kind: 'fold', collapse: false };
    default:
      return null;
  }
}

/**
 * What is selected after a range was drawn: all that was selected when it began, and every row
 * between its ends.
 *
 * @param keyAt the key of a row; undefined for a group header
 */
export function selectRange(
  base: ReadonlySet<string>,
  from: number,
  to: number,
  keyAt: (index: number) => string | undefined,
): ReadonlySet<string> {
  const next = new Set(base);
  for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
    const key = keyAt(index);
    if (key !== undefined) next.add(key);
  }
  return next;
}
