import type { JSX } from 'react';
import { Glyph } from './glyph.tsx';

/** The shapes of every process's states; several states may share one shape. */
export type StateMarkName =
  | 'new'
  | 'draft'
  | 'assess'
  | 'in-progress'
  | 'review'
  | 'on-hold'
  | 'approval'
  | 'scheduled'
  | 'resolved'
  | 'closed'
  | 'cancelled'
  | 'refused';

export interface StateMarkProps {
  readonly state: StateMarkName;
  /** Spoken name, where the state does not stand beside it in words. */
  readonly label?: string;
  readonly size?: number;
}

const RING = <circle cx="7" cy="7" r="5.2" />;

const SHAPES: Readonly<Record<StateMarkName, JSX.Element>> = {
  new: <circle cx="7" cy="7" r="5.2" strokeDasharray="1.9 2.18" strokeLinecap="butt" />,
  draft: <path d="M2.2 2.2h9.6v9.6H2.2z" strokeDasharray="1.9 2.1" strokeLinecap="butt" />,
  assess: (
    <>
      {RING}
      <path d="M7 7V3.8A3.2 3.2 0 0 1 10.2 7z" fill="currentColor" stroke="none" />
    </>
  ),
  'in-progress': (
    <>
      {RING}
      <path d="M7 3.8a3.2 3.2 0 0 1 0 6.4z" fill="currentColor" stroke="none" />
    </>
  ),
  review: (
    <>
      {RING}
      <path d="M7 7V3.8A3.2 3.2 0 1 1 3.8 7z" fill="currentColor" stroke="none" />
    </>
  ),
  'on-hold': (
    <>
      {RING}
      <path d="M5.6 5v4M8.4 5v4" />
    </>
  ),
  approval: (
    <>
      {RING}
      <path d="M4.5 7h4.6M7.3 5l2 2-2 2" strokeWidth={1.4} />
    </>
  ),
  scheduled: (
    <>
      {RING}
      <path d="M7 4.4V7l1.8 1.2" />
    </>
  ),
  resolved: (
    <>
      {RING}
      <path d="m4.6 7.1 1.7 1.7 3.2-3.4" />
    </>
  ),
  closed: (
    <>
      <circle cx="7" cy="7" r="5.9" fill="currentColor" stroke="none" />
      <path d="m4.5 7.2 1.8 1.8 3.3-3.6" stroke="var(--surface-record)" />
    </>
  ),
  cancelled: (
    <>
      {RING}
      <path d="m5.2 5.2 3.6 3.6M8.8 5.2 5.2 8.8" strokeWidth={1.4} />
    </>
  ),
  refused: (
    <>
      {RING}
      <path d="M3.4 10.6 10.6 3.4" />
    </>
  ),
};

/** The state of a ticket as a shape: dashed ring, pies that fill, two bars, check, cross. */
export function StateMark({ state, label, size }: StateMarkProps): JSX.Element {
  return (
    <Glyph label={label} size={size}>
      {SHAPES[state]}
    </Glyph>
  );
}
