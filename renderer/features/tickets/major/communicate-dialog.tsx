import { useState } from 'react';
import type { ReactElement } from 'react';
import { COMMUNICATION_AUDIENCES } from '../../../../shared/model/entry.ts';
import type { Incident } from '../../../../shared/model/ticket.ts';
import type { Audience } from '../../../../shared/workflow/major-incident.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { formatDateTime, formatMinutes } from '../../../ui/format.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { AskDialog } from '../acts/ask-dialog.tsx';
import { useDraft } from '../drafts.ts';
import { sendCommunication } from './major-actions.ts';
import { audienceLabel } from './major-words.ts';

interface CommunicateDialogProps {
  readonly incident: Incident;
  onClose(): void;
}

const PACES = [15, 30, 60, 120, 240] as const;
const NONE = '';
const MINUTE_MS = 60_000;

/** Writes down what is said to many, and promises when more is said. */
export function CommunicateDialog({ incident, onClose }: CommunicateDialogProps): ReactElement {
  const replica = useReplica();
  const locale = useLocale();
  const usual = incident.majorUpdateMinutes ?? 30;
  const [draft, setDraft] = useDraft(`draft:${incident.id}:communication`);
  const [audience, setAudience] = useState<Audience>('users');
  const [next, setNext] = useState(String(usual));
  const [error, setError] = useState<string | undefined>(undefined);
  const nowMs = replica.now();
  const confirm = async (): Promise<void> => {
    const nextUpdateAt =
      next === NONE ? null : new Date(replica.now() + Number(next) * MINUTE_MS).toISOString();
    const said = await sendCommunication(replica, incident, {
      audience,
      body: draft.text,
      nextUpdateAt,
    });
    setError(said);
    if (said !== undefined) return;
    setDraft('');
    onClose();
  };
  const paces = [...new Set([...PACES, usual])].sort((a, b) => a - b);
  return (
    <AskDialog
      size="m"
      title={t('Update on {{number}}', { number: incident.number })}
      description={t(
        'It is kept in the log of the record. Copy it into the mail or the page that carries it.',
      )}
      act={t('Log the update')}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <Segmented<Audience>
        label={t('Who is told')}
        value={audience}
        onChange={setAudience}
        options={COMMUNICATION_AUDIENCES.map((value) => ({ value, label: audienceLabel(value) }))}
      />
      <FormField label={t('What they are told')} required error={error}>
        {(ids) => (
          <TextArea
            {...ids}
            minRows={4}
            value={draft.text}
            placeholder={t('What does not work, what is being done, what people can do meanwhile')}
            onChange={(event) => {
              setDraft(event.target.value);
              setError(undefined);
            }}
          />
        )}
      </FormField>
      <FormField label={t('Next update')}>
        {(ids) => (
          <Select
            {...ids}
            value={next}
            placeholder={t('none is to follow')}
            options={paces.map((pace) => ({
              value: String(pace),
              label: t('in {{time}}, {{at}}', {
                time: formatMinutes(pace),
                at: formatDateTime(locale, nowMs + pace * MINUTE_MS, nowMs),
              }),
            }))}
            onChange={setNext}
          />
        )}
      </FormField>
    </AskDialog>
  );
}
