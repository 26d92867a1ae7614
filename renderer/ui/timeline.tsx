import { isValidElement, type JSX, type ReactElement, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';
import { UnsentMark } from './sync-mark.tsx';

export interface TimelineProps {
  /** Spoken name. */
  readonly label: string;
  /** Fills its pane, scrolls by itself and stays at the newest entry, at the bottom. */
  readonly follow?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** What happened to a record, one entry under the other. */
export function Timeline({ label, follow, className, children }: TimelineProps): JSX.Element {
  const entries = (
    <ol className={cx('tl', className)} aria-label={label}>
      {children}
    </ol>
  );
  if (follow !== true) return entries;
  return (
    <div className="tl-scroll" tabIndex={0} role="region" aria-label={label}>
      {entries}
    </div>
  );
}

export interface TimelineEntryProps {
  /** `comment`: solid card; `note`: dashed card; `event`: a line. */
  readonly kind: 'comment' | 'note' | 'event';
  /** An icon, or the mark of the state it led to. A note always carries the lock. */
  readonly mark: IconName | ReactElement;
  readonly who: ReactNode;
  /** "put it on hold, awaiting caller". */
  readonly did?: ReactNode;
  /** A `RelativeTime`. */
  readonly at: ReactNode;
  readonly unsent?: boolean;
  /** Small buttons that show on hover and focus. */
  readonly actions?: ReactNode;
  readonly id?: string;
  readonly children?: ReactNode;
}

/** One thing that happened. */
export function TimelineEntry(props: TimelineEntryProps): JSX.Element {
  const { kind, mark, who, did, at, unsent = false, actions, id, children } = props;
  return (
    <li id={id} className={cx('ev', `ev--${kind}`)}>
      <span className="ev__mark">
        {kind === 'note' ? (
          <Icon name="lock" size={14} />
        ) : isValidElement(mark) ? (
          mark
        ) : (
          <Icon name={mark} size={14} />
        )}
      </span>
      <div className="ev__main">
        <div className="ev__head">
          <b>{who}</b>
          {did === undefined ? null : <span className="cut">{did}</span>}
          {unsent ? <UnsentMark /> : null}
          <span className="ev__end">
            {actions === undefined ? null : <span className="ev__acts">{actions}</span>}
            {at}
          </span>
        </div>
        {children === undefined ? null : <div className="ev__body">{children}</div>}
      </div>
    </li>
  );
}
