import { useState } from 'react';
import type { ReactElement } from 'react';
import type { CatalogId } from '../../../../shared/model/ids.ts';
import type { Incident } from '../../../../shared/model/ticket.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { AskDialog } from '../acts/ask-dialog.tsx';
import { announce } from './major-actions.ts';
import type { AffectedState } from './use-affected-services.ts';

interface AnnounceDialogProps {
  readonly incident: Incident;
  readonly affected: AffectedState;
  /** What users were told last. */
  readonly lastWords: string;
  onClose(): void;
}

/** An outage that everybody at the desk sees until it is ended. */
export function AnnounceDialog(props: AnnounceDialogProps): ReactElement {
  const { incident, affected, lastWords, onClose } = props;
  const replica = useReplica();
  const [name, setName] = useState(incident.title);
  const [body, setBody] = useState(lastWords);
  const [error, setError] = useState<string | undefined>(undefined);
  const services = affected.services.filter(({ outcome }) => outcome !== 'held');
  const confirm = async (): Promise<void> => {
    const serviceIds = services.map(({ serviceId }) => serviceId as CatalogId);
    const said = await announce(replica, incident, { name, body, serviceIds });
    setError(said);
    if (said === undefined) onClose();
  };
  return (
    <AskDialog
      size="m"
      title={t('Announce the outage')}
      description={
        services.length === 0
          ? t('Everybody at the desk sees it until it is ended.')
          : t('Everybody at the desk sees it until it is ended. Services: {{names}}.', {
              names: services.map(({ serviceId }) => affected.nameOf(serviceId)).join(', '),
            })
      }
      act={t('Announce')}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <FormField label={t('What does not work')} required error={error}>
        {(ids) => (
          <TextInput
            {...ids}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </FormField>
      <FormField label={t('What to tell callers')}>
        {(ids) => (
          <TextArea
            {...ids}
            minRows={3}
            maxLength={4000}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </FormField>
    </AskDialog>
  );
}
