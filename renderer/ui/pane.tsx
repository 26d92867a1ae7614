import { useContext, type JSX, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { PaneContext, type PaneKind } from './pane-context.ts';

export interface PaneProps {
  readonly kind: PaneKind;
  /** Spoken name of the landmark. */
  readonly label: string;
  /** The layout decides unless told. */
  readonly as?: 'section' | 'main' | 'aside';
  readonly className?: string;
  readonly children: ReactNode;
}

/** A column of the window on its own surface; F6 stops here. */
export function Pane({ kind, label, as, className, children }: PaneProps): JSX.Element {
  const { main, edges } = useContext(PaneContext);
  const Tag = as ?? (main === kind ? 'main' : kind === 'context' ? 'aside' : 'section');
  return (
    <Tag className={cx('pane', `pane--${kind}`, className)} aria-label={label} data-pane={kind}>
      {children}
      {edges[kind]}
    </Tag>
  );
}

/** The part of a pane that scrolls. */
export function PaneBody(props: {
  readonly className?: string;
  readonly children: ReactNode;
}): JSX.Element {
  return <div className={cx('pane__body', props.className)}>{props.children}</div>;
}
