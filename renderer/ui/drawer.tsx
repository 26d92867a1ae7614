import type { JSX, ReactNode } from 'react';
import { Dialog as Radix } from 'radix-ui';
import { IconButton } from './button.tsx';
import { leaveEscapeToInner } from './escape.ts';
import { t } from './i18n.ts';
import { useLayerFocus } from './use-layer-focus.ts';

export interface DrawerProps {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
  readonly title: string;
  /** Beside the title: the record's number, a chip. */
  readonly subtitle?: ReactNode;
  /** Buttons at the right of the head. */
  readonly actions?: ReactNode;
  /** CSS px; 836 unless told. */
  readonly width?: number;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** What explains a value, from the right, with the record still behind it. Esc closes it. */
export function Drawer(props: DrawerProps): JSX.Element {
  const { open, onOpenChange, title, subtitle, actions, width = 836, footer, children } = props;
  const focus = useLayerFocus('layer');
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className="drawer"
          style={{ width }}
          aria-describedby={undefined}
          tabIndex={-1}
          {...focus}
          onEscapeKeyDown={leaveEscapeToInner}
        >
          <div className="drawer__head">
            <Radix.Title className="drawer__title">{title}</Radix.Title>
            {subtitle === undefined ? null : <span className="drawer__sub t3">{subtitle}</span>}
            <span className="grow" />
            {actions}
            <IconButton
              icon="close"
              className="drawer__close"
              label={t('Close')}
              kbd="Escape"
              onClick={() => onOpenChange(false)}
            />
          </div>
          <div className="drawer__body">{children}</div>
          {footer === undefined ? null : <div className="drawer__foot">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
