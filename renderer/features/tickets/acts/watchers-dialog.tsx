import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { watchTicket } from '../../../../shared/workflow/ticket-acts-people.ts';
import { useMe, useReference, useReplica } from '../../../replica/hooks.ts';
import type { Replica } from '../../../replica/replica.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { agentOptions } from '../reference-options.tsx';
import { sayFailure } from '../failures.ts';
import { failureOfAct } from './run-act.ts';

interface WatchersDialogProps {
  readonly ticket: Ticket;
  onClose(): void;
}

/** Adds or takes away a watcher, on the record as it is. */
export async function storeWatch(
  replica: Replica,
  ticket: Ticket,
  userName: string,
  on: boolean,
): Promise<void> {
  const { number } = ticket;
  const name = replica.reference.get().byUserName.get(userName)?.name ?? userName;
  const isMe = userName === replica.session.userName;
  const text = on
    ? isMe
      ? t('You watch {{number}} now', { number })
      : t('{{name}} watches {{number}} now', { name, number })
    : isMe
      ? t('You watch {{number}} no longer', { number })
      : t('{{name}} watches {{number}} no longer', { name, number });
  const now = (await replica.get('tickets', ticket.id)) ?? ticket;
  const failed = await failureOfAct(replica, text, (context) =>
    watchTicket(now, userName, on, context),
  );
  if (failed !== undefined) sayFailure(new Error(failed));
}

/** Watches the ticket, or stops. */
export function toggleMyWatch(replica: Replica, ticket: Ticket): Promise<void> {
  const { userName } = replica.session;
  return storeWatch(replica, ticket, userName, !ticket.watchers.includes(userName));
}

/** Who is told of what happens to a ticket. */
export function WatchersDialog({ ticket, onClose }: WatchersDialogProps): ReactElement {
  const replica = useReplica();
  const reference = useReference();
  const me = useMe();
  const [typed, setTyped] = useState(0);
  const options = agentOptions(reference, me, ticket.teamId).filter(({ value }) => {
    const person = reference.people.get(value);
    return person?.kind === 'person' && !ticket.watchers.includes(person.userName ?? '');
  });
  const add = (personId: string): void => {
    const person = reference.people.get(personId);
    if (person?.kind !== 'person' || person.userName === undefined) return;
    void storeWatch(replica, ticket, person.userName, true);
    setTyped(typed + 1);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="s"
      title={t('Watchers of {{number}}', { number: ticket.number })}
      description={t('They are told of what happens to it, though it is not theirs.')}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('Done')}
        </Button>
      }
    >
      <div className="tickets-form">
        <FormField label={t('Add somebody')}>
          {(ids) => (
            <Combobox
              {...ids}
              key={typed}
              autoFocus={typed > 0}
              value=""
              placeholder={t('Name')}
              options={options}
              onChange={add}
            />
          )}
        </FormField>
        <ul className="tickets-people">
          {ticket.watchers.map((userName) => {
            const name = reference.byUserName.get(userName)?.name ?? userName;
            return (
              <li key={userName}>
                <Avatar name={name} decorative />
                <span className="grow cut">{name}</span>
                <IconButton
                  icon="close"
                  size="sm"
                  label={t('{{name}} stops watching', { name })}
                  onClick={() => void storeWatch(replica, ticket, userName, false)}
                />
              </li>
            );
          })}
        </ul>
        {ticket.watchers.length === 0 ? <p className="t3 t12">{t('Nobody watches it.')}</p> : null}
      </div>
    </Dialog>
  );
}
