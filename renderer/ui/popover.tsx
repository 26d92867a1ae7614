import type { JSX, ReactElement, ReactNode } from 'react';
import { Popover as Radix } from 'radix-ui';
import { cx } from './cx.ts';
import { leaveEscapeToInner } from './escape.ts';

export interface PopoverProps {
  readonly trigger: ReactElement;
  /** Spoken name of what opens. */
  readonly label: string;
  readonly open?: boolean;
  onOpenChange?(open: boolean): void;
  readonly align?: 'start' | 'center' | 'end';
  readonly className?: string;
  readonly children: ReactNode;
}

/** A small form or explanation beside the button that opened it. */
export function Popover(props: PopoverProps): JSX.Element {
  const { trigger, label, open, onOpenChange, align = 'start', className, children } = props;
  return (
    <Radix.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={cx('popover', className)}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          onEscapeKeyDown={leaveEscapeToInner}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
