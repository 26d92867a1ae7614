import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Problem } from '../../../../shared/model/ticket.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { AskDialog } from '../acts/ask-dialog.tsx';
import { useDraft } from '../drafts.ts';
import { markKnownError } from './problem-actions.ts';

interface KnownErrorDialogProps {
  readonly problem: Problem;
  onClose(): void;
}

/** A known error is a cause with a workaround: asks for the one that is missing. */
export function KnownErrorDialog({ problem, onClose }: KnownErrorDialogProps): ReactElement {
  const replica = useReplica();
  const [draft, setDraft] = useDraft(`draft:${problem.id}:known-error`);
  const [error, setError] = useState<string | undefined>(undefined);
  const text = draft.text === '' ? (problem.workaround ?? '') : draft.text;
  const confirm = async (): Promise<void> => {
    const said = await markKnownError(replica, problem, true, text);
    setError(said);
    if (said !== undefined) return;
    setDraft('');
    onClose();
  };
  return (
    <AskDialog
      size="m"
      title={t('Record {{number}} as a known error', { number: problem.number })}
      description={t(
        'A known error is found by everybody who meets it. It says what people can do until it is fixed.',
      )}
      act={t('Record as known error')}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <FormField label={t('Workaround')} required error={error}>
        {(ids) => (
          <TextArea
            {...ids}
            minRows={4}
            value={text}
            placeholder={t('What people can do until it is fixed')}
            onChange={(event) => {
              setDraft(event.target.value);
              setError(undefined);
            }}
          />
        )}
      </FormField>
    </AskDialog>
  );
}
