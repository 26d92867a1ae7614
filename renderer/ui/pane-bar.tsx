import type { JSX, ReactNode } from 'react';
import { cx } from './cx.ts';

export interface PaneBarProps {
  readonly title?: ReactNode;
  readonly count?: ReactNode;
  /** Heading level of the title; 1 unless told. */
  readonly level?: 1 | 2;
  /** Beside the title. */
  readonly start?: ReactNode;
  /** At the right: the actions. */
  readonly children?: ReactNode;
  readonly className?: string;
}

/** The 44-px head of a pane. */
export function PaneBar({
  title,
  count,
  level = 1,
  start,
  children,
  className,
}: PaneBarProps): JSX.Element {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className={cx('bar', className)}>
      {title === undefined ? null : <Heading className="cut">{title}</Heading>}
      {count === undefined ? null : <span className="t3 tnum">{count}</span>}
      {start}
      <span className="grow" />
      {children}
    </div>
  );
}

/** The 36-px line of filter chips below a pane bar. */
export function FilterBar(props: {
  readonly end?: ReactNode;
  readonly children: ReactNode;
}): JSX.Element {
  return (
    <div className="filters">
      {props.children}
      <span className="grow" />
      {props.end === undefined ? null : (
        <span className="filters__end t3 t12 nowrap">{props.end}</span>
      )}
    </div>
  );
}
