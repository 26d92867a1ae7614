import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { knownOutages } from '../../../../shared/desk/announcements.ts';
import { useReference } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useNow } from '../../../ui/use-now.ts';

interface KnownOutageProps {
  readonly serviceId: string | undefined;
  readonly siteId: string | undefined;
  /** The record it is shown on, which needs no link to itself. */
  readonly recordId?: string;
}

/** Says that an outage or maintenance of this service is known, with a way to what it is about. */
export function KnownOutage(props: KnownOutageProps): ReactElement | null {
  const { serviceId, siteId, recordId } = props;
  const reference = useReference();
  const openRecord = useNavigation((state) => state.openRecord);
  const now = useNow();
  const known = useMemo(
    () => knownOutages(policiesOf(reference, 'announcement'), serviceId, siteId, now),
    [reference, serviceId, siteId, now],
  );
  if (known.length === 0) return null;
  return (
    <div className="suggest__known">
      {known.map(({ id, name, severity, ticketId }) => (
        <Notice
          key={id}
          tone="warning"
          live
          title={severity === 'outage' ? t('Known outage') : t('Maintenance in progress')}
          actions={
            ticketId === undefined || ticketId === recordId ? undefined : (
              <Button size="sm" onClick={() => openRecord(ticketId)}>
                {t('Open the record')}
              </Button>
            )
          }
        >
          <p>{name}</p>
        </Notice>
      ))}
    </div>
  );
}
