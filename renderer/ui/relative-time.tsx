import type { JSX } from 'react';
import { formatExact, formatRelative, formatRelativeShort, toMs, type Instant } from './format.ts';
import { useLocale } from './i18n.ts';

export interface RelativeTimeProps {
  readonly at: Instant;
  /** From `useNow`, so that a whole screen agrees. */
  readonly now: Instant;
  /** For narrow columns: "15 m". */
  readonly short?: boolean;
  readonly className?: string;
}

/** How long ago, with the exact instant on hover. */
export function RelativeTime({
  at,
  now,
  short = false,
  className,
}: RelativeTimeProps): JSX.Element {
  const locale = useLocale();
  const ms = toMs(at);
  if (Number.isNaN(ms)) return <span className={className}>–</span>;
  return (
    <time
      className={className}
      dateTime={new Date(ms).toISOString()}
      title={formatExact(locale, at)}
    >
      {short ? formatRelativeShort(locale, at, now) : formatRelative(locale, at, now)}
    </time>
  );
}
