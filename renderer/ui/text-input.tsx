import type { ComponentProps, JSX } from 'react';
import { cx } from './cx.ts';

export interface TextInputProps extends ComponentProps<'input'> {
  /** `field` is 64 px high, for scanning and gloves. */
  readonly height?: 'md' | 'field';
}

/** One line of text. */
export function TextInput({
  height = 'md',
  className,
  type = 'text',
  ...rest
}: TextInputProps): JSX.Element {
  return (
    <input
      {...rest}
      type={type}
      className={cx('input', height === 'field' && 'input--field', className)}
    />
  );
}
