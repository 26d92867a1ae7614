import type { JSX, ReactNode } from 'react';
import { cx } from './cx.ts';

export interface GlyphProps {
  /** Edge in CSS px; 14 unless told. */
  readonly size?: number | undefined;
  /** Spoken name and tooltip; without it the mark is decoration. */
  readonly label?: string | undefined;
  readonly className?: string | undefined;
  /** Shapes on a 14-unit grid. */
  readonly children: ReactNode;
}

/** The frame of every mark: a 14-unit drawing in the colour of the text around it. */
export function Glyph({ size = 14, label, className, children }: GlyphProps): JSX.Element {
  return (
    <svg
      className={cx('g', className)}
      width={size}
      height={size}
      style={size === 14 ? undefined : { width: size, height: size }}
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {label === undefined ? null : <title>{label}</title>}
      {children}
    </svg>
  );
}
