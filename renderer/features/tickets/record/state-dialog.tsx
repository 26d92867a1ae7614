import { useState } from 'react';
import type { ReactElement } from 'react';
import type { HoldReason, TicketState } from '../../../../shared/model/ticket.ts';
import { HOLD_REASONS } from '../../../../shared/model/ticket.ts';
import { RadioList } from '../../../ui/choice.tsx';
import { t } from '../../../ui/i18n.ts';
import { holdLabel } from '../../../words/ticket-words.ts';
import { AskDialog } from '../acts/ask-dialog.tsx';
import { EndForm } from './end-form.tsx';
import type { EndFormProps } from './end-form.tsx';

interface StateDialogProps extends Omit<EndFormProps, 'to'> {
  /** The state that asks for something; null: closed. */
  readonly to: TicketState | null;
}

const TAKES_NOTHING_ALONG = {
  children: false,
  rating: { satisfaction: undefined, note: '' },
} as const;

/** Hold asks what the ticket waits for. */
function HoldForm({ subject, onClose, onConfirm }: EndFormProps): ReactElement {
  const [reason, setReason] = useState<HoldReason>('awaiting-caller');
  const [error, setError] = useState<string | undefined>(undefined);
  const confirm = async (): Promise<void> => {
    const said = await onConfirm({ holdReason: reason }, TAKES_NOTHING_ALONG);
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
      error={error}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <RadioList<HoldReason>
        label={t('What does it wait for?')}
        value={reason}
        onChange={setReason}
        options={HOLD_REASONS.map((value) => ({ value, label: holdLabel(value) }))}
      />
    </AskDialog>
  );
}

/** Asks what a state demands before it is entered. */
export function StateDialog({ to, ...rest }: StateDialogProps): ReactElement | null {
  if (to === null) return null;
  return to === 'on-hold' ? <HoldForm to={to} {...rest} /> : <EndForm to={to} {...rest} />;
}
