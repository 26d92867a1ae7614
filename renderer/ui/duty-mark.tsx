import type { JSX } from 'react';
import { Glyph } from './glyph.tsx';

/** What somebody does now, as the plan says; nothing is drawn for whom no plan names. */
export type DutyState = 'on-shift' | 'on-call' | 'off' | 'absent';

function shapeOf(state: DutyState): JSX.Element {
  switch (state) {
    case 'on-shift':
      return <circle cx="7" cy="7" r="4.2" fill="currentColor" stroke="none" />;
    case 'on-call':
      return (
        <>
          <circle cx="7" cy="7" r="2.2" fill="currentColor" stroke="none" />
          <path d="M3.2 3.2a5.4 5.4 0 0 0 0 7.6M10.8 3.2a5.4 5.4 0 0 1 0 7.6" />
        </>
      );
    case 'off':
      return <circle cx="7" cy="7" r="4.2" />;
    case 'absent':
      return <path d="m4 4 6 6M10 4l-6 6" />;
  }
}

export interface DutyMarkProps {
  readonly state: DutyState;
  /** Spoken; leave it out where the word stands beside it. */
  readonly label?: string;
  readonly size?: number;
}

/** A disc, a disc that rings, a ring, a cross. */
export function DutyMark({ state, label, size }: DutyMarkProps): JSX.Element {
  return (
    <Glyph className={`duty duty--${state}`} label={label} size={size}>
      {shapeOf(state)}
    </Glyph>
  );
}
