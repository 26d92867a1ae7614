import type { JSX, ReactNode } from 'react';
import { cx } from './cx.ts';

export interface ExplainProps {
  /** Opens the explanation. */
  onWhy(): void;
  /** In short, on hover: where the value comes from. */
  readonly title?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A computed value: the dotted line says it can be opened to show why. */
export function Explain({ onWhy, title, className, children }: ExplainProps): JSX.Element {
  return (
    <button type="button" className={cx('why', className)} title={title} onClick={onWhy}>
      {children}
    </button>
  );
}
