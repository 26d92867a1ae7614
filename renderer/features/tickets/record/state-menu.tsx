import { useState } from 'react';
import type { ReactElement, Ref } from 'react';
import type { Ticket, TicketState } from '../../../../shared/model/ticket.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { deskRulesOf } from '../../../../shared/workflow/desk-rules.ts';
import { stateSpec } from '../../../../shared/workflow/states.ts';
import { takesChildrenAlong } from '../../../../shared/workflow/ticket-acts-family.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuItem } from '../../../ui/menu.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { toast } from '../../../ui/toast.ts';
import { moveTicket } from '../ticket-actions.ts';
import { stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';
import { endTicket } from '../acts/end-act.ts';
import { useChildren } from '../acts/family-section.tsx';
import { missedWords } from './missed.ts';
import { StateDialog } from './state-dialog.tsx';
import { StateMapDialog } from './state-map-dialog.tsx';

interface StateMenuProps {
  readonly ticket: Ticket;
  readonly buttonRef: Ref<HTMLButtonElement>;
  /** Its service levels, as far as they are worked out. */
  readonly targets: readonly SlaTargetResult[];
}

const NONE: readonly TicketRow[] = [];

/** What the rules of the desk add to a move that ends the work. */
function useEnding(ticket: Ticket): (to: TicketState) => {
  readonly openChildren: readonly TicketRow[];
  readonly asksSatisfaction: boolean;
} {
  const reference = useReference();
  const children = useChildren(ticket.id);
  const rules = deskRulesOf(reference.policies.values());
  return (to) => ({
    openChildren:
      rules.childrenFollow && takesChildrenAlong(ticket, to)
        ? children.filter((row) => row.open)
        : NONE,
    asksSatisfaction:
      rules.asksSatisfaction &&
      ticket.requesterId !== undefined &&
      stateSpec(ticket.kind, to).phase === 'done',
  });
}

function moveItems(
  next: readonly TicketState[],
  choose: (to: TicketState) => Promise<void>,
  onMap: () => void,
): readonly MenuItem[] {
  return [
    ...next.map((to): MenuItem => ({
      id: to,
      label: stateLabel(to),
      mark: <StateMark state={stateMarkOf(to)} />,
      onSelect: () => void choose(to),
    })),
    { kind: 'separator', id: 'line' },
    { id: 'map', icon: 'graph', label: t('How can this go on?'), onSelect: onMap },
  ];
}

interface FinalStateProps {
  readonly state: TicketState;
  readonly buttonRef: Ref<HTMLButtonElement>;
  onMap(): void;
}

function FinalState({ state, buttonRef, onMap }: FinalStateProps): ReactElement {
  const label = stateLabel(state);
  return (
    <Button
      ref={buttonRef}
      size="sm"
      variant="quiet"
      mark={<StateMark state={stateMarkOf(state)} />}
      title={t('This state is final')}
      aria-label={t('State: {{state}}. It is final; show all states', { state: label })}
      onClick={onMap}
    >
      {label}
    </Button>
  );
}

/** The state, and where the ticket may go from it. */
export function StateMenu({ ticket, buttonRef, targets }: StateMenuProps): ReactElement {
  const replica = useReplica();
  const [asking, setAsking] = useState<TicketState | null>(null);
  const [mapped, setMapped] = useState(false);
  const map = mapped ? <StateMapDialog ticket={ticket} onClose={() => setMapped(false)} /> : null;
  const { next } = stateSpec(ticket.kind, ticket.state);
  const endingOf = useEnding(ticket);
  const ending = asking ? endingOf(asking) : undefined;
  const choose = async (to: TicketState): Promise<void> => {
    const { openChildren, asksSatisfaction } = endingOf(to);
    const isAsked = asksSatisfaction || openChildren.length > 0;
    const isMissed = missedWords(ticket, to, targets) !== undefined;
    if (stateSpec(ticket.kind, to).demands || isMissed || isAsked) {
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
      <>
        <FinalState state={ticket.state} buttonRef={buttonRef} onMap={() => setMapped(true)} />
        {map}
      </>
    );
  }
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
        items={moveItems(next, choose, () => setMapped(true))}
      />
      {map}
      <StateDialog
        to={asking}
        subject={ticket.number}
        kind={ticket.kind}
        {...ending}
        {...(ticket.resolution === undefined ? {} : { initialText: ticket.resolution })}
        missed={asking ? missedWords(ticket, asking, targets) : undefined}
        onClose={() => setAsking(null)}
        onConfirm={(args, { children, rating }) => {
          if (!asking) return Promise.resolve(undefined);
          const childIds = children ? (ending?.openChildren ?? NONE).map(({ id }) => id) : [];
          return childIds.length > 0 || rating.satisfaction !== undefined
            ? endTicket(replica, ticket, { to: asking, args, childIds, rating })
            : moveTicket(replica, ticket, asking, args);
        }}
      />
    </>
  );
}
