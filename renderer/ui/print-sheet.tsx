import { useEffect, useRef, type JSX, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

export interface PrintSheetProps {
  /** Called once, when the sheet is laid out. */
  onReady(): void;
  readonly children: ReactNode;
}

/**
 * What a printer sees instead of the window, as long as it is there. It is not on screen, and in
 * the colours of light paper whatever the theme.
 */
export function PrintSheet({ onReady, children }: PrintSheetProps): JSX.Element {
  const ready = useRef(onReady);
  useEffect(() => {
    ready.current = onReady;
  });
  useEffect(() => {
    // Two frames: the first lays it out, the second has it painted.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => ready.current());
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return createPortal(<div className="print-sheet">{children}</div>, document.body);
}
