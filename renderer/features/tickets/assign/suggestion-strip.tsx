import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import type { TicketPatch } from '../../../../shared/workflow/ticket-commands.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { assignmentReasons } from '../../../words/assignment-words.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { editTicket } from '../ticket-actions.ts';
import { suggestedPatch, useSuggestion } from './use-assignment.ts';
import './assign.css';

/**
 * Whom the rules would give this ticket to, and why: by itself while nobody has it, else when it is
 * asked for.
 */
export function SuggestionStrip({ ticket }: { readonly ticket: Ticket }): ReactElement | null {
  const replica = useReplica();
  const reference = useReference();
  const [asked, setAsked] = useState(false);
  const [isHidden, setHidden] = useState(false);
  const isOpen = ticket.open === 1;
  const isShown = isOpen && !isHidden && (asked || ticket.assigneeId === undefined);
  const found = useSuggestion(ticket, isShown || asked);
  const mayEdit = mayWrite(replica.session.roles, 'tickets', 'update');
  useCommands([
    {
      id: 'record.suggest',
      label: t('Suggest an assignee'),
      group: t('Ticket'),
      icon: 'group',
      when: () => isOpen,
      run: () => {
        setHidden(false);
        setAsked(true);
      },
    },
  ]);
  if (!isShown || !mayEdit) return null;
  const patch = found && suggestedPatch(ticket, found);
  if (!found || (!patch && !asked)) return null;
  const reasons = assignmentReasons(found, reference);
  const who = reference.people.get(found.personId ?? found.teamId)?.name ?? '';
  const take = (next: TicketPatch): void => {
    setAsked(false);
    void editTicket(replica, ticket, next).then((said) => {
      if (said !== undefined) toast({ tone: 'danger', text: said });
    });
  };
  return (
    <section className="suggest" aria-label={t('Suggested by the rules')}>
      <Icon name="group" size={14} />
      <details className="suggest__why">
        <summary>
          {patch ? t('The rules suggest {{name}}', { name: who }) : t('The rules agree with this.')}
        </summary>
        {reasons.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </details>
      {patch ? (
        <Button size="sm" onClick={() => take(patch)}>
          {t('Assign')}
        </Button>
      ) : null}
      <IconButton
        icon="close"
        size="sm"
        label={t('Hide the suggestion')}
        onClick={() => {
          setAsked(false);
          setHidden(true);
        }}
      />
    </section>
  );
}
