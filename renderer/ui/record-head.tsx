import type { JSX, ReactNode } from 'react';

export interface RecordHeadProps {
  readonly title: ReactNode;
  /** Short facts below the title: priority, chips, why. */
  readonly facts?: ReactNode;
}

/** The title of a record and what one has to know first. */
export function RecordHead({ title, facts }: RecordHeadProps): JSX.Element {
  return (
    <div className="rec-head">
      <h1>{title}</h1>
      {facts === undefined ? null : <div className="rec-head__facts">{facts}</div>}
    </div>
  );
}
