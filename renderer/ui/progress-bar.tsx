import type { JSX } from 'react';
import { Button } from './button.tsx';
import { formatBytes, formatNumber, formatPercent } from './format.ts';
import { t, useLocale } from './i18n.ts';

export interface ProgressBarProps {
  /** What is being done: "First sync", "Import of assets.csv". */
  readonly label: string;
  readonly done: number;
  /** null while it is not known. */
  readonly total: number | null;
  readonly unit?: 'items' | 'bytes';
  /** What is at hand just now. */
  readonly detail?: string | undefined;
  /** ms since the epoch; with `now` it shows the time left. */
  readonly startedAt?: number;
  readonly now?: number;
  onCancel?(): void;
}

/** ms left at the pace so far; undefined before a twentieth, where a guess would jump about. */
export function timeLeft(done: number, total: number, elapsedMs: number): number | undefined {
  if (total <= 0 || done <= 0 || done / total < 0.05 || elapsedMs < 1000) return undefined;
  return done >= total ? 0 : (elapsedMs / done) * (total - done);
}

function leftText(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return t('about {{seconds}} s left', { seconds });
  return t('about {{minutes}} min left', { minutes: Math.ceil(seconds / 60) });
}

/** How far something long has come: n of total, bytes, time left; it can be cancelled. */
export function ProgressBar(props: ProgressBarProps): JSX.Element {
  const { label, done, total, unit = 'items', detail, startedAt, now, onCancel } = props;
  const locale = useLocale();
  const show = (value: number): string =>
    unit === 'bytes' ? formatBytes(locale, value) : formatNumber(locale, value);
  const share = total === null || total <= 0 ? 0 : Math.min(1, done / total);
  const amount =
    total === null
      ? show(done)
      : t('{{done}} of {{total}}', { done: show(done), total: show(total) });
  const left =
    total === null || startedAt === undefined || now === undefined
      ? undefined
      : leftText(timeLeft(done, total, now - startedAt));
  const facts = [amount, total === null ? undefined : formatPercent(locale, share), left];
  return (
    <div className="progress">
      <div className="progress__top">
        <span className="med cut">{label}</span>
        <span className="progress__facts tnum">{facts.filter(Boolean).join(' · ')}</span>
        {onCancel === undefined ? null : (
          <Button size="sm" variant="quiet" onClick={onCancel}>
            {t('Cancel')}
          </Button>
        )}
      </div>
      <div
        className="progress__bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={total === null ? undefined : Math.round(share * 100)}
        aria-valuetext={facts.filter(Boolean).join(', ')}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
      {detail === undefined ? null : <div className="t12 t3 cut">{detail}</div>}
    </div>
  );
}
