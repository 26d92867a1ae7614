import type { JSX, MouseEvent, ReactNode } from 'react';
import { Avatar } from './avatar.tsx';
import { cx } from './cx.ts';
import { formatNumber } from './format.ts';
import { useFrame } from './frame-context.ts';
import { Icon, type IconName } from './icon.tsx';
import { useLocale } from './i18n.ts';
import { Tooltip } from './tooltip.tsx';

export interface RailProps {
  readonly label: string;
  /** Stands at the bottom: who works here. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** The way through the processes and saved views, with what waits in each. */
export function Rail({ label, footer, children }: RailProps): JSX.Element {
  const { railMode, railOpen, setRailOpen } = useFrame();
  const closeAfterChoice = (event: MouseEvent): void => {
    const chosen = event.target instanceof Element && event.target.closest('.rail__item') !== null;
    if (railMode === 'sheet' && chosen) setRailOpen(false);
  };
  return (
    <nav
      className="rail"
      aria-label={label}
      data-pane="rail"
      hidden={railMode === 'sheet' && !railOpen}
      onClick={closeAfterChoice}
    >
      <div className="rail__scroll">{children}</div>
      {footer}
    </nav>
  );
}

export interface RailSectionProps {
  readonly title?: string;
  readonly action?: { readonly label: string; readonly icon?: IconName; onAction(): void };
  readonly children: ReactNode;
}

/** A group of rail items under a small heading. */
export function RailSection({ title, action, children }: RailSectionProps): JSX.Element {
  return (
    <div className={cx('rail__section', title !== undefined && 'rail__section--titled')}>
      {title === undefined ? null : (
        <div className="rail__head">
          <h2>{title}</h2>
          {action === undefined ? null : (
            <button
              type="button"
              className="rail__add"
              aria-label={action.label}
              title={action.label}
              onClick={action.onAction}
            >
              <Icon name={action.icon ?? 'plus'} size={12} />
            </button>
          )}
        </div>
      )}
      <ul>{children}</ul>
    </div>
  );
}

export interface RailItemProps {
  readonly icon: IconName;
  readonly label: string;
  readonly count?: number | undefined;
  readonly active?: boolean;
  /** Something in here waits for this person. */
  readonly needs?: boolean;
  readonly href?: string;
  onSelect(): void;
}

/** One process or view. */
export function RailItem(props: RailItemProps): JSX.Element {
  const { icon, label, count, active = false, needs = false, href, onSelect } = props;
  const { railMode } = useFrame();
  const locale = useLocale();
  const shared = {
    className: cx('rail__item', active && 'is-on', needs && 'needs'),
    'aria-current': active ? ('page' as const) : undefined,
    onClick: (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      onSelect();
    },
  };
  const content = (
    <>
      <Icon name={icon} />
      <span className={railMode === 'collapsed' ? 'vh' : 'rail__label cut'}>{label}</span>
      {count === undefined ? null : (
        <span className="rail__count">{formatNumber(locale, count)}</span>
      )}
    </>
  );
  const item =
    href === undefined ? (
      <button type="button" {...shared}>
        {content}
      </button>
    ) : (
      <a href={href} {...shared}>
        {content}
      </a>
    );
  return (
    <li>
      {railMode === 'collapsed' ? (
        <Tooltip text={label} side="right">
          {item}
        </Tooltip>
      ) : (
        item
      )}
    </li>
  );
}

export interface RailPersonProps {
  readonly name: string;
  readonly detail?: string;
  onOpen?(): void;
}

/** Who works here, at the foot of the rail. */
export function RailPerson({ name, detail, onOpen }: RailPersonProps): JSX.Element {
  const content = (
    <>
      <Avatar name={name} size={28} decorative />
      <span className="rail__me-text">
        <span className="med cut">{name}</span>
        {detail === undefined ? null : <span className="t3 cut">{detail}</span>}
      </span>
    </>
  );
  if (onOpen === undefined) return <div className="rail__me">{content}</div>;
  return (
    <button type="button" className="rail__me" onClick={onOpen}>
      {content}
    </button>
  );
}
