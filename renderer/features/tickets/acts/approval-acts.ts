import type { ApprovalEntry } from '../../../../shared/model/entry.ts';
import type { Approval } from '../../../../shared/workflow/approvals.ts';
import {
  approvalsOf,
  askApproval,
  withdrawApproval,
} from '../../../../shared/workflow/approvals.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { offerUndo, sayFailure } from '../failures.ts';

type PersonId = ApprovalEntry['approverId'];

/** User name of a person, by whom an answer counts. */
export function userNames(reference: ReferenceSnapshot): (id: string) => string | undefined {
  return (id) => {
    const person = reference.people.get(id);
    return person?.kind === 'person' ? person.userName : undefined;
  };
}

async function standing(replica: Replica, ticketId: string): Promise<readonly Approval[]> {
  return approvalsOf(await replica.timeline(ticketId), userNames(replica.reference.get()));
}

async function withdraw(replica: Replica, ticketId: string, approverId: PersonId): Promise<void> {
  const ticket = await replica.get('tickets', ticketId);
  if (!ticket) throw new Error(t('The ticket is no longer here.'));
  const approvals = await standing(replica, ticketId);
  const label = t('Question for approval of {{number}} taken back', { number: ticket.number });
  await replica.run((context) => withdrawApproval(ticket, approverId, approvals, context), label);
}

/** A question that was asked can be taken back like any act. */
export function offerWithdrawal(
  replica: Replica,
  ticketId: string,
  approverId: PersonId,
  text: string,
): void {
  offerUndo(text, () => withdraw(replica, ticketId, approverId));
}

/** Takes a question back; undoing asks it again. */
export async function storeWithdrawal(
  replica: Replica,
  ticketId: string,
  approverId: PersonId,
): Promise<void> {
  try {
    await withdraw(replica, ticketId, approverId);
  } catch (error) {
    sayFailure(error);
    return;
  }
  const name = replica.reference.get().people.get(approverId)?.name ?? approverId;
  const text = t('Question to {{name}} taken back', { name });
  offerUndo(text, async () => {
    const ticket = await replica.get('tickets', ticketId);
    if (!ticket) throw new Error(t('The ticket is no longer here.'));
    const approvals = await standing(replica, ticketId);
    await replica.run(
      (context) => askApproval(ticket, approverId, '', approvals, context),
      t('Take back: {{act}}', { act: text }),
    );
  });
}
