import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { rateTicket } from '../../../../shared/workflow/ticket-acts-people.ts';
import type { Rating } from '../../../../shared/workflow/ticket-acts-people.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { t } from '../../../ui/i18n.ts';
import { AskDialog } from './ask-dialog.tsx';
import { RatingFields } from './rating-fields.tsx';
import { failureOfAct } from './run-act.ts';

/** Keeps what the requester thought of a resolved ticket. */
export function RatingDialog(props: { readonly ticket: Ticket; onClose(): void }): ReactElement {
  const { ticket, onClose } = props;
  const replica = useReplica();
  const [rating, setRating] = useState<Rating>({
    satisfaction: ticket.satisfaction,
    note: ticket.satisfactionNote ?? '',
  });
  const [error, setError] = useState<string | undefined>(undefined);
  const confirm = async (): Promise<void> => {
    const text = t('Answer of the requester on {{number}} kept', { number: ticket.number });
    const failed = await failureOfAct(replica, text, (context) =>
      rateTicket(ticket, rating, context),
    );
    if (failed === undefined) onClose();
    else setError(failed);
  };
  return (
    <AskDialog
      title={t('What did the requester think of {{number}}?', { number: ticket.number })}
      act={t('Keep the answer')}
      error={error}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <RatingFields rating={rating} onChange={setRating} />
    </AskDialog>
  );
}
