import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Article } from '../../../../shared/model/reference.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { fromLocalInput } from '../../../ui/local-instant.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { QualityList, useQuality } from '../quality-list.tsx';
import { useLinkTable } from '../use-link-table.ts';
import { FormDialog } from './form-dialog.tsx';

export interface PublishDialogProps {
  readonly article: Article;
  onClose(): void;
  /** Resolves to a sentence that says why it was not done. */
  onPublish(note: string): Promise<string | undefined>;
  /** Absent: it can only be published now. */
  readonly onSchedule?: ((publishAt: string) => Promise<string | undefined>) | undefined;
}

type When = 'now' | 'later';

/** Asks when and what changed, and shows what a machine finds wrong. */
export function PublishDialog(props: PublishDialogProps): ReactElement {
  const { article, onClose, onPublish, onSchedule } = props;
  const findings = useQuality(article, useLinkTable());
  const [when, setWhen] = useState<When>('now');
  const [note, setNote] = useState('');
  const [at, setAt] = useState('');
  const confirm = (): Promise<string | undefined> => {
    if (when === 'now' || !onSchedule) return onPublish(note);
    const publishAt = fromLocalInput(at);
    return typeof publishAt === 'string'
      ? onSchedule(publishAt)
      : Promise.resolve(t('Choose an instant that is still to come.'));
  };
  return (
    <FormDialog
      title={t('Publish {{number}}', { number: article.number })}
      act={when === 'now' ? t('Publish now') : t('Schedule')}
      onClose={onClose}
      onConfirm={confirm}
    >
      {onSchedule ? (
        <Segmented<When>
          label={t('When')}
          value={when}
          onChange={setWhen}
          options={[
            { value: 'now', label: t('Now') },
            { value: 'later', label: t('At an instant') },
          ]}
        />
      ) : null}
      {when === 'now' ? (
        <FormField label={t('What changed')} hint={t('Stands beside the version for ever.')}>
          {(ids) => (
            <TextArea
              {...ids}
              maxLength={400}
              value={note}
              onChange={({ target }) => setNote(target.value)}
            />
          )}
        </FormField>
      ) : (
        <FormField
          label={t('Publish at')}
          required
          hint={t('The first console that is online then publishes it.')}
        >
          {(ids) => (
            <TextInput
              {...ids}
              type="datetime-local"
              value={at}
              onChange={({ target }) => setAt(target.value)}
            />
          )}
        </FormField>
      )}
      <QualityList findings={findings} />
    </FormDialog>
  );
}
