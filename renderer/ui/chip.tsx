import type { JSX, ReactNode } from 'react';
import { cx } from './cx.ts';
import { t } from './i18n.ts';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'paused';

export interface ChipProps {
  readonly tone?: Tone;
  /** `sm` sits inside a row of text. */
  readonly size?: 'sm' | 'md';
  readonly icon?: IconName;
  readonly mark?: ReactNode;
  readonly title?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A short fact about a record. */
export function Chip(props: ChipProps): JSX.Element {
  const { tone = 'neutral', size = 'md', icon, mark, title, className, children } = props;
  return (
    <span
      className={cx(
        'chip',
        tone !== 'neutral' && `chip--${tone}`,
        size === 'sm' && 'chip--sm',
        className,
      )}
      title={title}
    >
      {mark}
      {icon === undefined ? null : <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}

export interface FilterChipProps {
  readonly label: string;
  onRemove(): void;
  /** Opens the editor of this condition. */
  onEdit?(): void;
}

/** One condition of a list, as a sentence, with a button that drops it. */
export function FilterChip({ label, onRemove, onEdit }: FilterChipProps): JSX.Element {
  return (
    <span className="filter-chip">
      {onEdit === undefined ? (
        <span className="filter-chip__text cut" title={label}>
          {label}
        </span>
      ) : (
        <button type="button" className="filter-chip__text cut" title={label} onClick={onEdit}>
          {label}
        </button>
      )}
      <button
        type="button"
        className="filter-chip__remove"
        aria-label={t('Remove filter: {{label}}', { label })}
        onClick={onRemove}
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}
