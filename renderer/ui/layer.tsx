import type { ComponentProps, JSX } from 'react';

export interface LayerProps extends ComponentProps<'div'> {
  /** Spoken name. */
  readonly label: string;
}

/**
 * Around what floats at the end of the document: without a landmark of its own it would lie
 * outside all of them, where screen readers that go by landmarks do not find it.
 */
export function Layer({ label, ...rest }: LayerProps): JSX.Element {
  return <div {...rest} role="region" aria-label={label} />;
}
