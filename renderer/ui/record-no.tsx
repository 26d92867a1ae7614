import type { JSX } from 'react';
import { cx } from './cx.ts';

export interface RecordNoProps {
  /** `INC-48213` */
  readonly value: string;
  readonly className?: string;
}

/** A record's number: figures that stand under each other, a hyphen that keeps its width. */
export function RecordNo({ value, className }: RecordNoProps): JSX.Element {
  const at = value.search(/\d+$/);
  return (
    <span className={cx('row__no', className)}>
      {at < 0 ? value : value.slice(0, at)}
      {at < 0 ? null : <span className="num">{value.slice(at)}</span>}
    </span>
  );
}
