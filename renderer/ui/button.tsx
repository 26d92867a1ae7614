import type { ComponentProps, JSX, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import { Tooltip } from './tooltip.tsx';

export type ButtonSize = 'md' | 'sm' | 'field';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: 'default' | 'primary' | 'quiet' | 'danger';
  /** `field` is for fingers in gloves: 56 px and more. */
  readonly size?: ButtonSize;
  readonly icon?: IconName;
  /** A glyph before the text, e.g. a `StateMark`. */
  readonly mark?: ReactNode;
  readonly trailingIcon?: IconName;
  /** Shown as a hint only; register the command to make it work. */
  readonly kbd?: string;
}

const ICON_SIZE = { sm: 14, md: 14, field: 22 } as const;

/** The button of the console. It names its act, with the number where there is one. */
export function Button({
  variant = 'default',
  size = 'md',
  icon,
  mark,
  trailingIcon,
  kbd,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps): JSX.Element {
  return (
    <button
      {...rest}
      type={type}
      className={cx(
        'btn',
        variant !== 'default' && `btn--${variant}`,
        size !== 'md' && `btn--${size}`,
        className,
      )}
    >
      {mark}
      {icon === undefined ? null : <Icon name={icon} size={ICON_SIZE[size]} />}
      {children}
      {trailingIcon === undefined ? null : <Icon name={trailingIcon} size={12} />}
      {kbd === undefined ? null : <Kbd keys={kbd} className="hide-compact" />}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: IconName;
  /** Spoken name and tooltip. */
  readonly label: string;
  readonly size?: ButtonSize;
  readonly kbd?: string;
  readonly pressed?: boolean;
}

/** A button that is an icon; its name shows as a tooltip. */
export function IconButton({
  icon,
  label,
  size = 'md',
  kbd,
  pressed,
  className,
  type = 'button',
  ...rest
}: IconButtonProps): JSX.Element {
  return (
    <Tooltip text={label} {...(kbd === undefined ? {} : { kbd })}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-pressed={pressed}
        className={cx('btn', 'btn--icon', size !== 'md' && `btn--${size}`, className)}
      >
        <Icon name={icon} size={size === 'field' ? 22 : 16} />
      </button>
    </Tooltip>
  );
}
