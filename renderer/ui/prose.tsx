import type { JSX, ReactNode } from 'react';
import { cx } from './cx.ts';

export interface ProseProps {
  /** `read`: an article of 14 px; `dense`: a comment of 13 px. */
  readonly size?: 'read' | 'dense';
  readonly className?: string;
  readonly children: ReactNode;
}

/** Written text: headings, lists, tables, code, callouts, at a width that reads well. */
export function Prose({ size = 'read', className, children }: ProseProps): JSX.Element {
  return <div className={cx('prose', `prose--${size}`, className)}>{children}</div>;
}
