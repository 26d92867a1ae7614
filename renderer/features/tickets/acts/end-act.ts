import type { Ticket, TicketState } from '../../../../shared/model/ticket.ts';
import { moveWithChildren } from '../../../../shared/workflow/ticket-acts-family.ts';
import type { LeftChild } from '../../../../shared/workflow/ticket-acts-family.ts';
import { Steps } from '../../../../shared/workflow/ticket-acts-kit.ts';
import { rateTicket } from '../../../../shared/workflow/ticket-acts-people.ts';
import type { Rating } from '../../../../shared/workflow/ticket-acts-people.ts';
import type { StateArguments } from '../../../../shared/workflow/ticket-commands.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { stateLabel } from '../../../words/ticket-words.ts';
import { hindranceWords } from './act-words.ts';
import { openChildrenOf } from './duplicate-case.ts';
import { failureOfAct } from './run-act.ts';

export interface EndMove {
  readonly to: TicketState;
  readonly args: StateArguments;
  /** Ids of the children that are to come along. */
  readonly childIds: readonly string[];
  readonly rating: Rating;
}

function sayLeft(left: readonly LeftChild[]): void {
  if (left.length === 0) return;
  const reasons = left.map(({ ticket, why }) => `${ticket.number}: ${hindranceWords(why)}`);
  toast({
    tone: 'warning',
    text: t('{{count}} children stay open', { count: left.length }),
    detail: reasons.join('; '),
  });
}

/** Ends the work on a ticket, with its children and the answer of the requester, as one act. */
export async function endTicket(
  replica: Replica,
  ticket: Ticket,
  move: EndMove,
): Promise<string | undefined> {
  const children = await openChildrenOf(replica, move.childIds);
  const { to, args, rating } = move;
  let left: readonly LeftChild[] = [];
  const text =
    children.length === 0
      ? t('{{number}} is in “{{state}}” now', { number: ticket.number, state: stateLabel(to) })
      : t('{{number}} and its children are in “{{state}}” now', {
          number: ticket.number,
          state: stateLabel(to),
        });
  const failed = await failureOfAct(replica, text, (context) => {
    const steps = new Steps(context);
    const family = moveWithChildren(ticket, children, { to, args }, context);
    steps.take(family.command);
    left = family.left;
    if (rating.satisfaction !== undefined) {
      steps.take(rateTicket(steps.of(ticket), rating, context));
    }
    return steps.result();
  });
  if (failed === undefined) sayLeft(left);
  return failed;
}
