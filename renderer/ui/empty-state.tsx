import type { JSX, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export interface EmptyStateProps {
  readonly icon?: IconName;
  readonly title: string;
  /** What this place is for and how something gets here. */
  readonly children?: ReactNode;
  /** Buttons that do it. */
  readonly actions?: ReactNode;
}

/** Nothing here: says why, and what to do. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps): JSX.Element {
  return (
    <div className="empty">
      {icon === undefined ? null : (
        <span className="empty__icon">
          <Icon name={icon} size={20} />
        </span>
      )}
      <p className="empty__title">{title}</p>
      {children === undefined ? null : <div className="empty__text">{children}</div>}
      {actions === undefined ? null : <div className="acts">{actions}</div>}
    </div>
  );
}
