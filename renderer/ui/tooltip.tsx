import type { JSX, ReactElement, ReactNode } from 'react';
import { Tooltip as Radix } from 'radix-ui';
import { t } from './i18n.ts';
import { Kbd } from './kbd.tsx';
import { Layer } from './layer.tsx';

export interface TooltipProps {
  readonly text: ReactNode;
  readonly kbd?: string;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** One element that takes a ref and handlers. */
  readonly children: ReactElement;
}

/** A note on hover and on keyboard focus. Never the only place of anything one must know. */
export function Tooltip({ text, kbd, side = 'bottom', children }: TooltipProps): JSX.Element {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Layer label={t('Hint')}>
          <Radix.Content className="tooltip" side={side} sideOffset={6} collisionPadding={8}>
            {text}
            {kbd === undefined ? null : <Kbd keys={kbd} />}
          </Radix.Content>
        </Layer>
      </Radix.Portal>
    </Radix.Root>
  );
}
