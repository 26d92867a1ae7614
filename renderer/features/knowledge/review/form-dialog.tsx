import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { t } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';

/** Resolves to a sentence that says why it was not done. */
export type Confirm = () => Promise<string | undefined>;

interface FormDialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** Names the act. */
  readonly act: string;
  readonly danger?: boolean;
  readonly size?: 's' | 'm' | 'l';
  readonly children: ReactNode;
  onClose(): void;
  readonly onConfirm: Confirm;
}

/** A small form that does one thing; what went wrong is said in it, and what was typed stays. */
export function FormDialog(props: FormDialogProps): ReactElement {
  const { title, description, act, danger, size = 'm', children, onClose, onConfirm } = props;
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const confirm = async (): Promise<void> => {
    const said = await onConfirm();
    setProblem(said);
    if (said === undefined) onClose();
  };
  return (
    <Dialog
      open
      size={size}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button
            variant={danger === true ? 'danger' : 'primary'}
            kbd="Ctrl+Enter"
            onClick={() => void confirm()}
          >
            {act}
          </Button>
        </>
      }
    >
      <form
        className="kbe-form"
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void confirm();
        }}
      >
        {children}
        {problem === undefined ? null : (
          <Notice tone="danger" live>
            <p>{problem}</p>
          </Notice>
        )}
      </form>
    </Dialog>
  );
}
