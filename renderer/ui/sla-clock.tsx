import type { JSX } from 'react';
import { cx } from './cx.ts';
import { Glyph } from './glyph.tsx';

/** `none`: no target applies. */
export type SlaState = 'running' | 'warning' | 'paused' | 'breached' | 'met' | 'none';

export interface SlaMarkProps {
  readonly state: SlaState;
  /** Share of the target used up, 0 to 100. */
  readonly percent?: number | undefined;
}

const TRACK = <circle className="sla-mark__track" cx="7" cy="7" r="5.4" strokeWidth={1.8} />;

function ring(percent: number): JSX.Element {
  const used = Math.min(100, Math.max(0, percent));
  return (
    <circle
      cx="7"
      cy="7"
      r="5.4"
      strokeWidth={1.8}
      strokeLinecap="butt"
      pathLength="100"
      strokeDasharray={`${used} 100`}
      transform="rotate(-90 7 7)"
    />
  );
}

function shapeOf(state: SlaState, percent: number): JSX.Element {
  switch (state) {
    case 'running':
      return (
        <>
          {TRACK}
          {ring(percent)}
        </>
      );
    case 'warning':
      return (
        <>
          {TRACK}
          {ring(percent)}
          <path d="M7 4.6v2.9M7 9.3v.01" />
        </>
      );
    case 'paused':
      return (
        <>
          {TRACK}
          <path d="M5.6 5v4M8.4 5v4" strokeWidth={1.6} />
        </>
      );
    case 'breached':
      return (
        <>
          <circle cx="7" cy="7" r="6.3" fill="currentColor" stroke="none" />
          <path
            d="m4.9 4.9 4.2 4.2M9.1 4.9 4.9 9.1"
            stroke="var(--surface-record)"
            strokeWidth={1.6}
          />
        </>
      );
    case 'met':
      return <path d="m2.6 7.4 3 3L11.5 4" strokeWidth={1.8} />;
    case 'none':
      return <path d="M4 7h6" />;
  }
}

/** A clock as a shape: ring that fills, ring with "!", two bars, disc with a cross, check. */
export function SlaMark({ state, percent = 0 }: SlaMarkProps): JSX.Element {
  return <Glyph className={`sla-mark--${state}`}>{shapeOf(state, percent)}</Glyph>;
}

export interface SlaClockProps extends SlaMarkProps {
  /** As `formatDuration` gives it: "2:34", "0:18 over", "Met". */
  readonly text: string;
  /** What a screen reader hears instead, e.g. "2:34 left, past its warning mark". */
  readonly spoken?: string;
  /** Which agreement it is of, where that is not the one with customers: "OLA". */
  readonly tag?: string;
  /** Counted by a clock that cannot be relied on now: a "~" stands before the time. */
  readonly provisional?: boolean;
  /** On hover: policy, metric and the exact instant. */
  readonly title?: string;
  readonly size?: 12 | 13;
  readonly className?: string;
}

/** The clock of a row: mark and time. */
export function SlaClock({
  state,
  percent,
  text,
  spoken,
  tag,
  provisional = false,
  title,
  size,
  className,
}: SlaClockProps): JSX.Element {
  return (
    <span className={cx('sla', `sla--${state}`, size === 13 && 'sla--13', className)} title={title}>
      <SlaMark state={state} percent={percent} />
      <span aria-hidden={spoken === undefined ? undefined : true}>
        {provisional ? '~' : ''}
        {text}
      </span>
      {tag === undefined ? null : <span className="sla__tag">{tag}</span>}
      {spoken === undefined ? null : <span className="vh">{spoken}</span>}
    </span>
  );
}
