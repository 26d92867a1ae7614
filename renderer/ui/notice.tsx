import type { JSX, ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';
import { t } from './i18n.ts';

export interface NoticeProps {
  readonly tone: 'info' | 'warning' | 'danger' | 'success' | 'paused';
  readonly title?: ReactNode;
  /** What happened, what is safe, what to do. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  onDismiss?(): void;
  /** Across the whole width, without corners: an announcement or an outage. */
  readonly banner?: boolean;
  /** Spoken as soon as it appears. */
  readonly live?: boolean;
}

const ICONS: Readonly<Record<NoticeProps['tone'], IconName>> = {
  info: 'info',
  warning: 'warning',
  danger: 'stop',
  success: 'check',
  paused: 'pause',
};

/** Something one has to know about what is below. */
export function Notice(props: NoticeProps): JSX.Element {
  const { tone, title, children, actions, onDismiss, banner = false, live = false } = props;
  return (
    <div
      className={cx('notice', `notice--${tone}`, banner && 'notice--banner')}
      {...(live ? { role: tone === 'danger' ? 'alert' : 'status' } : {})}
    >
      <Icon name={ICONS[tone]} className="notice__icon" />
      <div className="notice__text">
        {title === undefined ? null : <p className="med">{title}</p>}
        {children}
      </div>
      {actions === undefined ? null : <div className="acts">{actions}</div>}
      {onDismiss === undefined ? null : (
        <IconButton icon="close" size="sm" label={t('Dismiss')} onClick={onDismiss} />
      )}
    </div>
  );
}
