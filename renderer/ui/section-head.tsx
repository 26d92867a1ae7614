import type { JSX, ReactNode } from 'react';

export interface SectionHeadProps {
  readonly children: ReactNode;
  readonly count?: ReactNode;
  /** At the right: a link. */
  readonly end?: ReactNode;
  /** Heading level; 2 unless told. */
  readonly level?: 2 | 3;
}

/** A 28-px band between the parts of a list. */
export function SectionHead({ children, count, end, level = 2 }: SectionHeadProps): JSX.Element {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className="sec">
      <Heading className="sec__title">{children}</Heading>
      {count === undefined ? null : <span className="t3 tnum">{count}</span>}
      <span className="grow" />
      {end}
    </div>
  );
}
