import type { JSX, ReactNode } from 'react';
import { t } from './i18n.ts';
import { Meter } from './meter.tsx';
import { SlaMark, type SlaState } from './sla-clock.tsx';

export interface SlaCardProps {
  /** The target: "Response", "Resolution". */
  readonly name: string;
  readonly state: SlaState;
  /** "2:34 left", "Met", "0:18 over". */
  readonly headline: string;
  /** "due 11:20", "in 0:12 of 0:30". */
  readonly detail?: string;
  /** Share of the target used up, 0 to 100. */
  readonly percent: number;
  /** Where the warning stands on the meter. */
  readonly warnAtPercent?: number;
  /** How far the figure can be relied on: "Final, by the server". */
  readonly note?: string;
  /** Found again by it: what keys and commands are about. */
  readonly id?: string;
  /** The whole card as a sentence. */
  readonly spoken: string;
  /** Opens the explanation of every counted interval. */
  onWhy(): void;
}

/** One target of a record, which opens to show why. */
export function SlaCard(props: SlaCardProps): JSX.Element {
  const { name, state, headline, detail, percent, warnAtPercent, note, id, spoken, onWhy } = props;
  return (
    <button
      type="button"
      className="clock"
      data-target={id}
      aria-label={t('{{clock}}. Explain', { clock: spoken })}
      onClick={onWhy}
    >
      <span className="clock__top">
        {name}
        <span className="clock__why">{t('Why')}</span>
      </span>
      <span className="clock__big">
        <SlaMark state={state} percent={percent} />
        {headline}
        {detail === undefined ? null : <span className="clock__detail">{detail}</span>}
      </span>
      <Meter
        percent={state === 'none' ? 0 : percent}
        tone={state === 'none' ? 'running' : state}
        markAtPercent={warnAtPercent}
      />
      {note === undefined ? null : <span className="clock__note">{note}</span>}
    </button>
  );
}

/** The targets of a record beside each other. */
export function SlaCards({ children }: { readonly children: ReactNode }): JSX.Element {
  return <div className="clocks">{children}</div>;
}
