import type { ReactElement, ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { t } from '../../../ui/i18n.ts';

interface AskDialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** What the button that ends it says. */
  readonly act: string;
  readonly size?: 's' | 'm';
  /** More buttons, before the one that ends it. */
  readonly more?: ReactNode;
  /** Shown at the foot of the form. */
  readonly error?: string | undefined;
  readonly children: ReactNode;
  onClose(): void;
  onConfirm(): void;
}

/** A small form over the record; Ctrl+Enter ends it from any of its fields. */
export function AskDialog(props: AskDialogProps): ReactElement {
  const { title, description, act, size = 's', more, error, children, onClose, onConfirm } = props;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size={size}
      title={title}
      {...(description === undefined ? {} : { description })}
      actions={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          {more}
          <Button variant="primary" kbd="Ctrl+Enter" onClick={onConfirm}>
            {act}
          </Button>
        </>
      }
    >
      <div
        className="tickets-form"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onConfirm();
        }}
      >
        {children}
        {error === undefined ? null : (
          <p role="alert" className="form-field__error">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}
