import type { JSX, ReactNode } from 'react';
import { AlertDialog, Dialog as Radix } from 'radix-ui';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';
import { leaveEscapeToInner } from './escape.ts';
import { t } from './i18n.ts';
import { useLayerFocus } from './use-layer-focus.ts';

export interface DialogProps {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
  readonly title: string;
  readonly description?: ReactNode;
  /** 400, 560 or 840 px. */
  readonly size?: 's' | 'm' | 'l';
  /** Buttons at the foot, the main one last. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  /** The body holds text alone, so it takes the focus itself to be scrolled by keyboard. */
  readonly isReading?: boolean;
}

/** A question or a small form that has to be answered first. Esc closes it. */
export function Dialog(props: DialogProps): JSX.Element {
  const {
    open,
    onOpenChange,
    title,
    description,
    size = 'm',
    actions,
    children,
    isReading = false,
  } = props;
  const focus = useLayerFocus('form');
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="scrim scrim--full" />
        <Radix.Content
          className={cx('dialog', `dialog--${size}`)}
          {...focus}
          onEscapeKeyDown={leaveEscapeToInner}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <div className="dialog__head">
            <Radix.Title className="dialog__title">{title}</Radix.Title>
            <IconButton
              icon="close"
              label={t('Close')}
              size="sm"
              onClick={() => onOpenChange(false)}
            />
          </div>
          {description === undefined ? null : (
            <Radix.Description asChild>
              <div className="dialog__desc">{description}</div>
            </Radix.Description>
          )}
          {children === undefined ? null : (
            <div className="dialog__body" {...(isReading ? { tabIndex: 0 } : {})}>
              {children}
            </div>
          )}
          {actions === undefined ? null : (
            <div className="dialog__foot" data-layer-foot="">
              {actions}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface ConfirmDialogProps {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
  readonly title: string;
  /** What will happen, in numbers, and what stays safe. */
  readonly body: ReactNode;
  /** Names the act and its number: "Discard 2 fields". */
  readonly confirmLabel: string;
  readonly danger?: boolean;
  onConfirm(): void;
}

/** Asks before what cannot be undone. Focus starts on the way out. */
export function ConfirmDialog(props: ConfirmDialogProps): JSX.Element {
  const { open, onOpenChange, title, body, confirmLabel, danger = false, onConfirm } = props;
  const focus = useLayerFocus('own');
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="scrim scrim--full" />
        <AlertDialog.Content className="dialog dialog--s" {...focus}>
          <div className="dialog__head">
            <AlertDialog.Title className="dialog__title">{title}</AlertDialog.Title>
          </div>
          <AlertDialog.Description asChild>
            <div className="dialog__desc">{body}</div>
          </AlertDialog.Description>
          <div className="dialog__foot">
            <AlertDialog.Cancel asChild>
              <Button>{t('Cancel')}</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button variant={danger ? 'danger' : 'primary'} onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
