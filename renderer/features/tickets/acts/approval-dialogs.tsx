import { useState } from 'react';
import type { ReactElement } from 'react';
import type { ApprovalEntry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { Approval } from '../../../../shared/workflow/approvals.ts';
import { answerApproval, askApproval } from '../../../../shared/workflow/approvals.ts';
import { useMe, useReference, useReplica } from '../../../replica/hooks.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { failureOf } from '../failures.ts';
import { agentOptions } from '../reference-options.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { offerWithdrawal } from './approval-acts.ts';

export type PersonId = ApprovalEntry['approverId'];

interface AskApprovalProps {
  readonly ticket: Ticket;
  readonly approvals: readonly Approval[];
  onClose(): void;
}

/** Asks somebody to approve the ticket. */
export function AskApprovalDialog({ ticket, approvals, onClose }: AskApprovalProps): ReactElement {
  const replica = useReplica();
  const reference = useReference();
  const me = useMe();
  const [approverId, setApproverId] = useState('');
  const [note, setNote] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const asked = new Set(
    approvals.flatMap((each) => (each.decision === 'asked' ? [each.approverId] : [])),
  );
  const options = agentOptions(reference, me, ticket.teamId).filter(
    ({ value }) => !asked.has(value),
  );
  const confirm = async (): Promise<void> => {
    const name = reference.people.get(approverId)?.name;
    if (name === undefined) {
      setError(t('Choose whom to ask.'));
      return;
    }
    const text = t('{{name}} asked to approve {{number}}', { name, number: ticket.number });
    try {
      await replica.run(
        (context) => askApproval(ticket, approverId as PersonId, note, approvals, context),
        text,
      );
      offerWithdrawal(replica, ticket.id, approverId as PersonId, text);
      onClose();
    } catch (failure) {
      setError(failureOf(failure));
    }
  };
  return (
    <AskDialog
      title={t('Ask for approval of {{number}}', { number: ticket.number })}
      act={t('Ask')}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <FormField label={t('Whom to ask')} required error={error}>
        {(ids) => (
          <Combobox
            {...ids}
            value={approverId}
            placeholder={t('Name')}
            options={options}
            allowEmpty
            onChange={(id) => {
              setApproverId(id);
              setError(undefined);
            }}
          />
        )}
      </FormField>
      <FormField label={t('What is to be approved')}>
        {(ids) => (
          <TextArea
            {...ids}
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </FormField>
    </AskDialog>
  );
}

interface AnswerProps {
  readonly ticket: Ticket;
  readonly approvals: readonly Approval[];
  readonly approverId: PersonId;
  readonly decision: 'approved' | 'rejected';
  onClose(): void;
}

/** The answer of the person who was asked; a refusal wants a reason. */
export function AnswerDialog(props: AnswerProps): ReactElement {
  const { ticket, approvals, approverId, decision, onClose } = props;
  const replica = useReplica();
  const [note, setNote] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const { number } = ticket;
  const isYes = decision === 'approved';
  const title = isYes ? t('Approve {{number}}', { number }) : t('Reject {{number}}', { number });
  const confirm = async (): Promise<void> => {
    const answer = { approverId, decision, note };
    try {
      await replica.run((context) => answerApproval(ticket, answer, approvals, context), title);
      onClose();
    } catch (failure) {
      setError(failureOf(failure));
    }
  };
  return (
    <AskDialog
      title={title}
      description={t('Your answer stays on the timeline; whoever asked can ask again.')}
      act={isYes ? t('Approve') : t('Reject')}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <FormField label={isYes ? t('Note') : t('Why not?')} required={!isYes} error={error}>
        {(ids) => (
          <TextArea
            {...ids}
            minRows={2}
            value={note}
            onChange={(event) => {
              setNote(event.target.value);
              setError(undefined);
            }}
          />
        )}
      </FormField>
    </AskDialog>
  );
}
