import type { ReactElement } from 'react';
import type { Tone } from '../../ui/chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ItemStatusMark } from '../../ui/item-status-mark.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { statusWord } from './words.ts';

/** How a status is coloured; nothing depends on the colour alone. */
export const STATUS_TONES: Readonly<Record<string, Tone>> = {
  operational: 'success',
  degraded: 'warning',
  down: 'danger',
  maintenance: 'paused',
};

interface StatusMarkProps {
  /** Of an item or a service. */
  readonly status: string;
  /** Spoken where no word stands beside it. */
  readonly spoken?: boolean;
}

/** How an item does, by shape. */
export function StatusMark({ status, spoken = false }: StatusMarkProps): ReactElement {
  const label = spoken ? { label: statusWord(status) } : {};
  switch (status) {
    case 'operational':
      return <ItemStatusMark status="working" {...label} />;
    case 'degraded':
    case 'down':
    case 'in-stock':
    case 'retired':
      return <ItemStatusMark status={status} {...label} />;
    case 'maintenance':
      return <StateMark state="on-hold" {...label} />;
    case 'on-order':
      return <Icon name="cart" size={14} {...label} />;
    default:
      return <ItemStatusMark status="unknown" {...label} />;
  }
}
