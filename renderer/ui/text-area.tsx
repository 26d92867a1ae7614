import { useLayoutEffect, useRef, type ComponentProps, type JSX } from 'react';
import { cx } from './cx.ts';

export interface TextAreaProps extends ComponentProps<'textarea'> {
  readonly minRows?: number;
  /** From here on it scrolls. */
  readonly maxRows?: number;
  /** Without border and padding, inside something that has them. */
  readonly bare?: boolean;
}

/** A text box as high as its text. */
export function TextArea(props: TextAreaProps): JSX.Element {
  const { minRows = 2, maxRows = 16, bare = false, className, ref, ...rest } = props;
  const own = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = own.current;
    if (area === null) return;
    const line = Number.parseFloat(getComputedStyle(area).lineHeight) || 20;
    const frame = area.offsetHeight - area.clientHeight;
    const padding = area.clientHeight - innerHeightOf(area);
    area.style.height = 'auto';
    const wanted = area.scrollHeight + frame;
    const limit = line * maxRows + padding + frame;
    area.style.height = `${Math.min(wanted, limit)}px`;
    area.style.overflowY = wanted > limit ? 'auto' : 'hidden';
  }, [rest.value, maxRows, minRows]);
  return (
    <textarea
      {...rest}
      ref={(element) => {
        own.current = element;
        if (typeof ref === 'function') return ref(element);
        if (ref !== undefined && ref !== null) ref.current = element;
        return undefined;
      }}
      rows={minRows}
      className={cx('input', 'input--area', bare && 'input--bare', className)}
    />
  );
}

function innerHeightOf(area: HTMLTextAreaElement): number {
  const style = getComputedStyle(area);
  return (
    area.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom)
  );
}
