import { useState } from 'react';
import type { ReactElement, Ref } from 'react';
import type { Ticket, TicketState } from '../../../../shared/model/ticket.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { stateSpec } from '../../../../shared/workflow/states.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuItem } from '../../../ui/menu.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { toast } from '../../../ui/toast.ts';
import { moveTicket } from '../ticket-actions.ts';
import { stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';
import { missedWords } from './missed.ts';
import { StateDialog } from './state-dialog.tsx';

interface StateMenuProps {
  readonly ticket: Ticket;
  readonly buttonRef: Ref<HTMLButtonElement>;
  /** Its service levels, as far as they are worked out. */
  readonly targets: readonly SlaTargetResult[];
}

/** The state, and where the ticket may go from it. */
export function StateMenu({ ticket, buttonRef, targets }: StateMenuProps): ReactElement {
  const replica = useReplica();
  const [asking, setAsking] = useState<TicketState | null>(null);
  const { next } = stateSpec(ticket.kind, ticket.state);
  const choose = async (to: TicketState): Promise<void> => {
    if (stateSpec(ticket.kind, to).demands || missedWords(ticket, to, targets) !== undefined) {
      setAsking(to);
      return;
    }
    const said = await moveTicket(replica, ticket, to, {});
    if (said !== undefined) toast({ tone: 'danger', text: said });
  };
  const label = stateLabel(ticket.state);
  const mark = <StateMark state={stateMarkOf(ticket.state)} />;
  if (next.length === 0) {
    return (
      <span className="tickets-final" title={t('This state is final')}>
        {mark}
        {label}
      </span>
    );
  }
  const items = next.map((to): MenuItem => ({
    id: to,
    label: stateLabel(to),
    mark: <StateMark state={stateMarkOf(to)} />,
    onSelect: () => void choose(to),
  }));
  return (
    <>
      <Menu
        label={t('Move to')}
        trigger={
          <Button
            ref={buttonRef}
            size="sm"
            mark={mark}
            trailingIcon="chevron-down"
            aria-label={t('State: {{state}}. Move to another', { state: label })}
          >
            {label}
          </Button>
        }
        items={items}
      />
      <StateDialog
        to={asking}
        subject={ticket.number}
        {...(ticket.resolution === undefined ? {} : { initialText: ticket.resolution })}
        missed={asking ? missedWords(ticket, asking, targets) : undefined}
        onClose={() => setAsking(null)}
        onConfirm={(args) =>
          asking ? moveTicket(replica, ticket, asking, args) : Promise.resolve(undefined)
        }
      />
    </>
  );
}
