import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Candidate } from '../../../shared/desk/candidate-evidence.ts';
import { useReplica } from '../../replica/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { t } from '../../ui/i18n.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { makeProblem } from './make-problem.ts';
import type { ProblemDraft } from './make-problem.ts';

interface MakeProblemDialogProps {
  readonly candidate: Candidate;
  readonly usual: ProblemDraft;
  onClose(): void;
  onMade(problemId: string): void;
}

/** Gives the problem its title; all incidents of the candidate are linked with it. */
export function MakeProblemDialog(props: MakeProblemDialogProps): ReactElement {
  const { candidate, usual, onClose, onMade } = props;
  const replica = useReplica();
  const [title, setTitle] = useState(usual.title);
  const [description, setDescription] = useState(usual.description);
  const [error, setError] = useState<string | undefined>(undefined);
  const count = candidate.incidentIds.length;
  const confirm = async (): Promise<void> => {
    const made = await makeProblem(replica, candidate, { title, description });
    if ('id' in made) onMade(made.id);
    else setError(made.said);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('Make a problem of it')}
      description={t('{{count}} incidents are linked as caused by it.', { count })}
      actions={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button variant="primary" kbd="Ctrl+Enter" onClick={() => void confirm()}>
            {t('Create problem')}
          </Button>
        </>
      }
    >
      <div
        className="tickets-form"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm();
        }}
      >
        <FormField label={t('Title')} required error={error}>
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={400}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </FormField>
        <FormField label={t('Description')}>
          {(ids) => (
            <TextArea
              {...ids}
              minRows={4}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </FormField>
      </div>
    </Dialog>
  );
}
