import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { storeTime } from '../ticket-actions.ts';
import { parseMinutes } from './parse-minutes.ts';

interface TimeDialogProps {
  readonly ticket: Ticket;
  onClose(): void;
}

/** Time spent and on what. */
export function TimeDialog({ ticket, onClose }: TimeDialogProps): ReactElement {
  const replica = useReplica();
  const [time, setTime] = useState('');
  const [activity, setActivity] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const save = async (): Promise<void> => {
    const minutes = parseMinutes(time);
    if (minutes === null) {
      setError(t('Give the time as 25, 1:30 or 1 h 30 min.'));
      return;
    }
    const said = await storeTime(replica, ticket, minutes, activity);
    if (said === undefined) onClose();
    else setError(said);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="s"
      title={t('Log time on {{number}}', { number: ticket.number })}
      actions={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button variant="primary" kbd="Ctrl+Enter" onClick={() => void save()}>
            {t('Log time')}
          </Button>
        </>
      }
    >
      <div
        className="tickets-form"
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save();
        }}
      >
        <FormField
          label={t('Time spent')}
          required
          error={error}
          hint={t('25, 1:30 or 1 h 30 min')}
        >
          {(ids) => (
            <TextInput
              {...ids}
              autoFocus
              autoComplete="off"
              value={time}
              onChange={(event) => setTime(event.target.value)}
            />
          )}
        </FormField>
        <FormField label={t('What was done')}>
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={200}
              value={activity}
              placeholder={t('on site, by phone, tests')}
              onChange={(event) => setActivity(event.target.value)}
            />
          )}
        </FormField>
      </div>
    </Dialog>
  );
}
