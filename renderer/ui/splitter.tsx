import type { JSX, KeyboardEvent, PointerEvent } from 'react';

export interface SplitterProps {
  /** Spoken: what is resized. */
  readonly label: string;
  /** Current width of the resized pane, CSS px. */
  readonly width: number;
  readonly min: number;
  readonly max: number;
  /** The pane lies left (`start`) or right (`end`) of the line. */
  readonly side: 'start' | 'end';
  /** Called while it moves. */
  onResize(width: number): void;
  /** Called once it came to rest. */
  onRest(width: number): void;
  /** Double click and Enter go back to the width of the design. */
  onReset(): void;
}

/** The width a key asks for, or null where the key is another. Shift takes bigger steps. */
export function splitterKey(
  key: string,
  shift: boolean,
  { width, min, max, side }: Pick<SplitterProps, 'width' | 'min' | 'max' | 'side'>,
): number | null {
  const step = (shift ? 64 : 16) * (side === 'start' ? 1 : -1);
  const clamp = (value: number): number => Math.min(max, Math.max(min, value));
  if (key === 'ArrowRight') return clamp(width + step);
  if (key === 'ArrowLeft') return clamp(width - step);
  if (key === 'Home') return min;
  if (key === 'End') return max;
  return null;
}

/** The line between two panes, for the mouse and for arrow keys. */
export function Splitter(props: SplitterProps): JSX.Element {
  const { label, width, min, max, side, onResize, onRest, onReset } = props;

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    const line = event.currentTarget;
    const startX = event.clientX;
    let last = width;
    line.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => {
      const delta = (moved.clientX - startX) * (side === 'start' ? 1 : -1);
      last = Math.round(Math.min(max, Math.max(min, width + delta)));
      onResize(last);
    };
    const end = (): void => {
      line.removeEventListener('pointermove', move);
      line.removeEventListener('lostpointercapture', end);
      if (last !== width) onRest(last);
    };
    line.addEventListener('pointermove', move);
    line.addEventListener('lostpointercapture', end);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      onReset();
      return;
    }
    const next = splitterKey(event.key, event.shiftKey, props);
    if (next === null) return;
    event.preventDefault();
    onResize(next);
    onRest(next);
  };
  return (
    <div
      className={`splitter splitter--${side}`}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(width)}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onDoubleClick={onReset}
      onKeyDown={onKeyDown}
    />
  );
}
