import { useState } from 'react';
import type { ReactElement } from 'react';
import type { HoldReason, ResolutionCode, TicketState } from '../../../../shared/model/ticket.ts';
import { HOLD_REASONS, RESOLUTION_CODES } from '../../../../shared/model/ticket.ts';
import type { StateArguments } from '../../../../shared/workflow/ticket-commands.ts';
import { Button } from '../../../ui/button.tsx';
import { RadioList } from '../../../ui/choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { holdLabel, resolutionLabel } from '../words/ticket-words.ts';

interface StateDialogProps {
  /** The state that asks for something; null: closed. */
  readonly to: TicketState | null;
  /** Number of the ticket, or how many there are. */
  readonly subject: string;
  readonly initialText?: string;
  onClose(): void;
  /** A returned sentence is shown and the dialog stays. */
  onConfirm(args: StateArguments): Promise<string | undefined>;
}

interface FormProps extends Omit<StateDialogProps, 'to'> {
  readonly to: TicketState;
}

/** Hold asks what the ticket waits for. */
function HoldForm({ subject, onClose, onConfirm }: FormProps): ReactElement {
  const [reason, setReason] = useState<HoldReason>('awaiting-caller');
  const [error, setError] = useState<string | undefined>(undefined);
  const confirm = async (): Promise<void> => {
    const said = await onConfirm({ holdReason: reason });
    if (said === undefined) onClose();
    else setError(said);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="s"
      title={t('Put {{subject}} on hold', { subject })}
      description={t(
        'The resolution clock stands still while it waits, if the service level says so.',
      )}
      actions={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button variant="primary" kbd="Ctrl+Enter" onClick={() => void confirm()}>
            {t('Put on hold')}
          </Button>
        </>
      }
    >
      <div
        className="tickets-form"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm();
        }}
      >
        <RadioList<HoldReason>
          label={t('What does it wait for?')}
          value={reason}
          onChange={setReason}
          options={HOLD_REASONS.map((value) => ({ value, label: holdLabel(value) }))}
        />
        {error === undefined ? null : (
          <p role="alert" className="form-field__error">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}

interface ResolveErrors {
  readonly code?: string;
  readonly text?: string;
}

/** Resolve asks how, and for a sentence the requester understands. */
function ResolveForm({ subject, initialText, onClose, onConfirm }: FormProps): ReactElement {
  const [code, setCode] = useState<ResolutionCode | ''>('');
  const [text, setText] = useState(initialText ?? '');
  const [errors, setErrors] = useState<ResolveErrors>({});
  const confirm = async (): Promise<void> => {
    const wrong: ResolveErrors = {
      ...(code === '' ? { code: t('Choose how it was resolved.') } : {}),
      ...(text.trim() === '' ? { text: t('Say in a sentence what resolved it.') } : {}),
    };
    setErrors(wrong);
    if (code === '' || text.trim() === '') return;
    const said = await onConfirm({ resolutionCode: code, resolution: text });
    if (said === undefined) onClose();
    else setErrors({ text: said });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="s"
      title={t('Resolve {{subject}}', { subject })}
      actions={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button variant="primary" kbd="Ctrl+Enter" onClick={() => void confirm()}>
            {t('Resolve')}
          </Button>
        </>
      }
    >
      <div
        className="tickets-form"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm();
        }}
      >
        <FormField label={t('How was it resolved?')} required error={errors.code}>
          {(ids) => (
            <Select
              {...ids}
              value={code}
              placeholder={t('Choose')}
              options={RESOLUTION_CODES.map((value) => ({ value, label: resolutionLabel(value) }))}
              onChange={(next) => setCode(RESOLUTION_CODES.find((each) => each === next) ?? '')}
            />
          )}
        </FormField>
        <FormField
          label={t('What resolved it?')}
          hint={t('The requester reads this.')}
          required
          error={errors.text}
        >
          {(ids) => (
            <TextArea
              {...ids}
              minRows={3}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </FormField>
      </div>
    </Dialog>
  );
}

/** Asks what a state demands before it is entered. */
export function StateDialog({ to, ...rest }: StateDialogProps): ReactElement | null {
  if (to === null) return null;
  return to === 'on-hold' ? <HoldForm to={to} {...rest} /> : <ResolveForm to={to} {...rest} />;
}
