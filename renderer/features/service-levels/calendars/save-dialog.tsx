import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useClocks } from '../../../replica/clocks.ts';
import { useReplica, useWorkspace } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { RadioList } from '../../../ui/choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { t } from '../../../ui/i18n.ts';
import { usersCount } from './calendar-facts.ts';
import type { CalendarUsers } from './calendar-facts.ts';
import { countOpenTickets } from './count-tickets.ts';

interface SaveDialogProps {
  readonly calendarId: string;
  readonly name: string;
  readonly users: CalendarUsers;
  readonly neverOpens: boolean;
  onOpenChange(open: boolean): void;
  onSave(since: 'now' | 'always'): void;
}

/** Null until they were counted. */
function useConcerned(calendarId: string): number | null {
  const clocks = useClocks();
  const { tickets } = useWorkspace();
  const { now } = useReplica();
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void countOpenTickets(clocks, tickets.rows(), calendarId, now()).then((found) => {
      if (isCurrent) setCount(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [clocks, tickets, calendarId, now]);
  return count;
}

/** Asks from when on other hours count, and says in numbers whom that concerns. */
export function SaveDialog(props: SaveDialogProps): ReactElement {
  const { calendarId, name, users, neverOpens, onOpenChange, onSave } = props;
  const [since, setSince] = useState<'now' | 'always'>('now');
  const concerned = useConcerned(calendarId);
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={t('Save “{{name}}”?', { name })}
      description={
        <>
          <p>
            {t('{{count}} policies, teams and places count by it.', { count: usersCount(users) })}
          </p>
          <p role="status">
            {concerned === null
              ? t('Counting the open tickets…')
              : t('It concerns {{count}} open tickets: their due times may change.', {
                  count: concerned,
                })}
          </p>
          {neverOpens ? (
            <p className="med">
              {t('This calendar never opens: nothing that counts by it is ever due.')}
            </p>
          ) : null}
        </>
      }
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('Cancel')}</Button>
          <Button variant="primary" onClick={() => onSave(since)}>
            {t('Save')}
          </Button>
        </>
      }
    >
      <RadioList<'now' | 'always'>
        label={t('From when on it counts')}
        value={since}
        onChange={setSince}
        options={[
          {
            value: 'now',
            label: t('From now on'),
            detail: t('Work done until now is judged by the hours that were in force then.'),
          },
          {
            value: 'always',
            label: t('For the past as well'),
            detail: t('A correction: it counts as if the calendar had always said this.'),
          },
        ]}
      />
    </Dialog>
  );
}
