import type { JSX, ReactNode } from 'react';
import { cx } from './cx.ts';

export interface FactProps {
  readonly label: string;
  readonly mark?: ReactNode;
  readonly children: ReactNode;
  /** Below the figure: what it was before, or what it leaves out. */
  readonly note?: ReactNode;
  /** The figure that all of it is about. */
  readonly isMain?: boolean;
}

/** A few figures side by side, each with its name above it. */
export function Facts({ children }: { readonly children: ReactNode }): JSX.Element {
  return <dl className="facts">{children}</dl>;
}

/** One of them. */
export function Fact({ label, mark, children, note, isMain = false }: FactProps): JSX.Element {
  return (
    <div className={cx('fact', isMain && 'fact--main')}>
      <dt className="fact__label">
        {mark}
        {label}
      </dt>
      <dd className="fact__value tnum">{children}</dd>
      {note === undefined ? null : <dd className="fact__note t3 t12">{note}</dd>}
    </div>
  );
}
