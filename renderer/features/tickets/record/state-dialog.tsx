import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
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
import { holdLabel, resolutionLabel, stateLabel } from '../../../words/ticket-words.ts';
import { BreachFields, breachArguments, breachErrors, NO_BREACH_ANSWER } from './breach-fields.tsx';
import type { BreachErrors } from './breach-fields.tsx';

interface StateDialogProps {
  /** The state that asks for something; null: closed. */
  readonly to: TicketState | null;
  /** Number of the ticket, or how many there are. */
  readonly subject: string;
  readonly initialText?: string;
  /** A missed service level, in words: its reason is asked for too. */
  readonly missed?: string | undefined;
  onClose(): void;
  /** A returned sentence is shown and the dialog stays. */
  onConfirm(args: StateArguments): Promise<string | undefined>;
}

interface FormProps extends Omit<StateDialogProps, 'to'> {
  readonly to: TicketState;
}

interface AskProps {
  readonly title: string;
  readonly description?: string;
  /** What the button that ends it says. */
  readonly act: string;
  readonly children: ReactNode;
  onClose(): void;
  onConfirm(): void;
}

/** A small form over the record; Ctrl+Enter ends it from any of its fields. */
function AskDialog({ title, description, act, children, onClose, onConfirm }: AskProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="s"
      title={title}
      {...(description === undefined ? {} : { description })}
      actions={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
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
      </div>
    </Dialog>
  );
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
    <AskDialog
      title={t('Put {{subject}} on hold', { subject })}
      description={t(
        'The resolution clock stands still while it waits, if the service level says so.',
      )}
      act={t('Put on hold')}
      onClose={onClose}
      onConfirm={() => void confirm()}
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
    </AskDialog>
  );
}

interface ResolveErrors {
  readonly code?: string;
  readonly text?: string;
  readonly breach?: BreachErrors;
}

/** Resolve asks how, and for a sentence the requester understands. */
function ResolveForm(props: FormProps): ReactElement {
  const { subject, initialText, missed, onClose, onConfirm } = props;
  const [breach, setBreach] = useState(NO_BREACH_ANSWER);
  const [code, setCode] = useState<ResolutionCode | ''>('');
  const [text, setText] = useState(initialText ?? '');
  const [errors, setErrors] = useState<ResolveErrors>({});
  const confirm = async (): Promise<void> => {
    const wrong: ResolveErrors = {
      ...(code === '' ? { code: t('Choose how it was resolved.') } : {}),
      ...(text.trim() === '' ? { text: t('Say in a sentence what resolved it.') } : {}),
    };
    const breachWrong = missed === undefined ? {} : breachErrors(breach);
    setErrors({ ...wrong, breach: breachWrong });
    if (code === '' || text.trim() === '' || Object.keys(breachWrong).length > 0) return;
    const said = await onConfirm({
      resolutionCode: code,
      resolution: text,
      ...breachArguments(breach),
    });
    if (said === undefined) onClose();
    else setErrors({ text: said });
  };
  return (
    <AskDialog
      title={t('Resolve {{subject}}', { subject })}
      act={t('Resolve')}
      onClose={onClose}
      onConfirm={() => void confirm()}
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
      {missed === undefined ? null : (
        <BreachFields
          answer={breach}
          errors={errors.breach ?? {}}
          missed={missed}
          onChange={setBreach}
        />
      )}
    </AskDialog>
  );
}

/** Ends the work where the state itself asks nothing, but a service level was missed. */
function BreachForm({ to, subject, missed, onClose, onConfirm }: FormProps): ReactElement {
  const [answer, setAnswer] = useState(NO_BREACH_ANSWER);
  const [errors, setErrors] = useState<BreachErrors>({});
  const state = stateLabel(to);
  const confirm = async (): Promise<void> => {
    const wrong = breachErrors(answer);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    const said = await onConfirm(breachArguments(answer));
    if (said === undefined) onClose();
    else setErrors({ note: said });
  };
  return (
    <AskDialog
      title={t('Move {{subject}} to {{state}}', { subject, state })}
      act={state}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <BreachFields answer={answer} errors={errors} missed={missed ?? ''} onChange={setAnswer} />
    </AskDialog>
  );
}

/** Asks what a state demands before it is entered. */
export function StateDialog({ to, ...rest }: StateDialogProps): ReactElement | null {
  if (to === null) return null;
  if (to === 'on-hold') return <HoldForm to={to} {...rest} />;
  const asksHow = to === 'resolved';
  return asksHow ? <ResolveForm to={to} {...rest} /> : <BreachForm to={to} {...rest} />;
}
