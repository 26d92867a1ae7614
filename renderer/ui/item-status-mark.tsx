import type { JSX } from 'react';
import { Glyph } from './glyph.tsx';

export type ItemStatus = 'working' | 'degraded' | 'down' | 'in-stock' | 'retired' | 'unknown';

export interface ItemStatusMarkProps {
  readonly status: ItemStatus;
  /** Spoken name, where the status does not stand beside it in words. */
  readonly label?: string;
  readonly size?: number;
}

const SHAPES: Readonly<Record<ItemStatus, JSX.Element>> = {
  working: <circle cx="7" cy="7" r="3.6" fill="currentColor" stroke="none" />,
  degraded: (
    <>
      <path d="M7 2.2 12.4 11.6H1.6z" />
      <path d="M7 5.6v2.6M7 10v.01" strokeWidth={1.4} />
    </>
  ),
  down: (
    <>
      <path d="M2 2h10v10H2z" fill="currentColor" stroke="none" />
      <path d="m4.8 4.8 4.4 4.4M9.2 4.8 4.8 9.2" stroke="var(--surface-record)" />
    </>
  ),
  'in-stock': <path d="M2.5 4.6h9v6.6h-9zM2.5 4.6l1.3-2h6.4l1.3 2M5.8 7.2h2.4" strokeWidth={1.3} />,
  retired: <path d="M2.8 7h8.4" />,
  unknown: <path d="M5 5.4a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.5M7 10.8v.01" />,
};

/** How a configuration item does: dot, triangle, filled square with a cross, box, dash. */
export function ItemStatusMark({ status, label, size }: ItemStatusMarkProps): JSX.Element {
  return (
    <Glyph label={label} size={size} className={`ci--${status}`}>
      {SHAPES[status]}
    </Glyph>
  );
}
