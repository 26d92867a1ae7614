import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { Approval } from '../../../../shared/workflow/approvals.ts';
import { outcomeOf } from '../../../../shared/workflow/approvals.ts';
import { useMe, useReference, useReplica } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { IconName } from '../../../ui/icon-paths.ts';
import { msg, t } from '../../../ui/i18n.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { storeWithdrawal } from './approval-acts.ts';
import { AnswerDialog } from './approval-dialogs.tsx';
import type { PersonId } from './approval-dialogs.tsx';

interface ApprovalsSectionProps {
  readonly ticket: Ticket;
  readonly approvals: readonly Approval[];
}

const STEPS: Readonly<Record<Approval['decision'], { icon: IconName; label: string }>> = {
  asked: { icon: 'question', label: msg('asked') },
  approved: { icon: 'check', label: msg('approved') },
  rejected: { icon: 'refused', label: msg('rejected') },
  withdrawn: { icon: 'undo', label: msg('taken back') },
};

const OUTCOMES = {
  none: msg('No approval is asked for'),
  open: msg('Waits for approval'),
  approved: msg('Approved by everybody asked'),
  rejected: msg('Not approved'),
} as const;

type Answer = 'approved' | 'rejected';

interface LineProps extends ApprovalsSectionProps {
  readonly approval: Approval;
  onAnswer(decision: Answer): void;
}

function ApprovalLine({ ticket, approval, onAnswer }: LineProps): ReactElement {
  const replica = useReplica();
  const { people } = useReference();
  const me = useMe();
  const now = useNow();
  const { approverId, decision, at, note, askedBy } = approval;
  const { icon, label } = STEPS[decision];
  const isOpen = decision === 'asked';
  const mayWithdraw = isOpen && askedBy === replica.session.userName;
  return (
    <li>
      <Icon name={icon} size={14} />
      <span className="grow">
        {people.get(approverId)?.name ?? approverId}
        <span className="t3">
          {' '}
          {t(label)} <RelativeTime at={at} now={now} />
        </span>
        {note === undefined ? null : <span className="tickets-approval__note">{note}</span>}
      </span>
      {isOpen && approverId === me?.id ? (
        <>
          <Button size="sm" variant="primary" onClick={() => onAnswer('approved')}>
            {t('Approve')}
          </Button>
          <Button size="sm" onClick={() => onAnswer('rejected')}>
            {t('Reject')}
          </Button>
        </>
      ) : null}
      {mayWithdraw ? (
        <Button
          size="sm"
          variant="quiet"
          onClick={() => void storeWithdrawal(replica, ticket.id, approverId as PersonId)}
        >
          {t('Withdraw')}
        </Button>
      ) : null}
    </li>
  );
}

/** Who was asked to approve the ticket, and what they said; nothing where nobody was. */
export function ApprovalsSection(props: ApprovalsSectionProps): ReactElement | null {
  const { ticket, approvals } = props;
  const [answering, setAnswering] = useState<{ id: PersonId; decision: Answer } | null>(null);
  if (approvals.length === 0) return null;
  return (
    <section className="tickets-approvals" aria-label={t('Approvals')}>
      <div className="label">{t(OUTCOMES[outcomeOf(approvals)])}</div>
      <ul>
        {approvals.map((approval) => (
          <ApprovalLine
            key={approval.approverId}
            ticket={ticket}
            approvals={approvals}
            approval={approval}
            onAnswer={(decision) => setAnswering({ id: approval.approverId as PersonId, decision })}
          />
        ))}
      </ul>
      {answering ? (
        <AnswerDialog
          ticket={ticket}
          approvals={approvals}
          approverId={answering.id}
          decision={answering.decision}
          onClose={() => setAnswering(null)}
        />
      ) : null}
    </section>
  );
}
