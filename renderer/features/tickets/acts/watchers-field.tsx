import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { useReference } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { t } from '../../../ui/i18n.ts';

interface WatchersFieldProps {
  readonly ticket: Ticket;
  onOpen(): void;
}

/** Who watches a ticket, by name. */
export function WatchersField({ ticket, onOpen }: WatchersFieldProps): ReactElement {
  const { byUserName } = useReference();
  const names = ticket.watchers.map((userName) => byUserName.get(userName)?.name ?? userName);
  return (
    <Field
      label={t('Watchers')}
      value={names.join(', ')}
      display={
        <>
          <span className={names.length === 0 ? 't3 cut' : 'cut'}>
            {names.length === 0 ? t('Nobody') : names.join(', ')}
          </span>
          <Button size="sm" variant="quiet" onClick={onOpen}>
            {t('Change')}
          </Button>
        </>
      }
    />
  );
}
