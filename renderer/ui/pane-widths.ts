import { useCallback, useEffect, useState, type RefObject } from 'react';

/** Remembered widths in CSS px. A narrow window keeps its own list width. */
export interface PaneWidths {
  readonly list: number;
  readonly context: number;
  readonly listNarrow: number;
}

/** The widths of the design. */
export const DEFAULT_PANE_WIDTHS: PaneWidths = { list: 624, context: 240, listNarrow: 432 };

export interface WidthState {
  readonly widths: PaneWidths;
  /** While it moves. */
  resize(change: Partial<PaneWidths>): void;
  /** Once it came to rest. */
  rest(change: Partial<PaneWidths>): void;
}

/** Follows the pointer here and tells the owner once it rests. */
export function useWidths(
  given: PaneWidths | undefined,
  onWidthsChange: ((widths: PaneWidths) => void) | undefined,
): WidthState {
  const [moving, setMoving] = useState<PaneWidths | null>(null);
  const [own, setOwn] = useState<PaneWidths>(DEFAULT_PANE_WIDTHS);
  const settled = given ?? own;
  const resize = useCallback(
    (change: Partial<PaneWidths>) => setMoving({ ...settled, ...change }),
    [settled],
  );
  const rest = useCallback(
    (change: Partial<PaneWidths>) => {
      const next = { ...settled, ...change };
      setMoving(null);
      setOwn(next);
      onWidthsChange?.(next);
    },
    [settled, onWidthsChange],
  );
  return { widths: moving ?? settled, resize, rest };
}

/** The width of an element in CSS px. */
export function useWidth(ref: RefObject<HTMLElement | null>, before: number): number {
  const [width, setWidth] = useState(before);
  useEffect(() => {
    const element = ref.current;
    if (element === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
