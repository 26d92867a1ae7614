import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Article } from '../../../../shared/model/reference.ts';
import { scopesOf } from '../../../../shared/policy/roles.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { flag } from './feedback-acts.ts';

interface FlagDialogProps {
  readonly article: Article;
  readonly open: boolean;
  onOpenChange(open: boolean): void;
}

/** What is wrong with an article; it becomes a task. */
export function FlagDialog({ article, open, onOpenChange }: FlagDialogProps): ReactElement {
  const replica = useReplica();
  const reference = useReference();
  const scopes = scopesOf(replica.session.roles);
  const [body, setBody] = useState('');
  const [scope, setScope] = useState(scopes[0] ?? '');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const owner = article.ownerId === undefined ? undefined : reference.people.get(article.ownerId);
  const send = async (): Promise<void> => {
    const said = await flag(replica, article, { body, scope });
    setProblem(said);
    if (said !== undefined) return;
    setBody('');
    onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('What is wrong with {{number}}?', { number: article.number })}
      description={
        owner
          ? t('{{name}} looks after this article and gets a task.', { name: owner.name })
          : t('Nobody looks after this article yet. The task goes to the unassigned ones.')
      }
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('Cancel')}</Button>
          <Button variant="primary" onClick={() => void send()}>
            {t('Flag it')}
          </Button>
        </>
      }
    >
      <FormField label={t('What is wrong')} error={problem}>
        {(ids) => (
          <TextArea
            {...ids}
            minRows={4}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </FormField>
      {scopes.length > 1 ? (
        <FormField label={t('Scope')}>
          {(ids) => (
            <Select
              {...ids}
              value={scope}
              onChange={setScope}
              options={scopes.map((value) => ({ value, label: value }))}
            />
          )}
        </FormField>
      ) : null}
    </Dialog>
  );
}
