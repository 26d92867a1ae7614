import type { JSX } from 'react';
import { ICON_SHAPES, type IconName } from './icon-paths.ts';
import { cx } from './cx.ts';

export type { IconName } from './icon-paths.ts';

export interface IconProps {
  readonly name: IconName;
  /** Edge in CSS px; 16 unless told. */
  readonly size?: 10 | 12 | 14 | 16 | 20 | 22 | 28;
  /** Spoken name; without it the icon is decoration. */
  readonly label?: string;
  readonly className?: string;
}

/** A line icon in the colour of the text around it. */
export function Icon({ name, size = 16, label, className }: IconProps): JSX.Element {
  const shape = ICON_SHAPES[name];
  return (
    <svg
      className={cx('i', className)}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      {...(shape.strokeWidth === undefined ? {} : { style: { strokeWidth: shape.strokeWidth } })}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d={shape.d} />
      {shape.dashed === undefined ? null : <path d={shape.dashed} strokeDasharray="1.5 2.4" />}
      {shape.fill === undefined ? null : <path d={shape.fill} fill="currentColor" stroke="none" />}
    </svg>
  );
}
