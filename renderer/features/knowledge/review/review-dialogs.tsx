import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { PersonId } from '../../../../shared/model/ids.ts';
import type { Article } from '../../../../shared/model/reference.ts';
import { useMe, useReference } from '../../../replica/hooks.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { useArticleActs } from '../article-acts.ts';
import { useArticleOptions } from '../editor/link-dialog.tsx';
import { writerOptions } from '../writer-options.ts';
import { FormDialog } from './form-dialog.tsx';

interface ActDialogProps {
  readonly article: Article;
  onClose(): void;
}

/** Asks who is to read it before it is published. */
export function AskReviewDialog({ article, onClose }: ActDialogProps): ReactElement {
  const acts = useArticleActs();
  const reference = useReference();
  const me = useMe();
  const [reviewerId, setReviewer] = useState<string>(article.reviewerId ?? '');
  const [note, setNote] = useState('');
  const people = useMemo(
    () => writerOptions(reference, undefined).filter(({ value }) => value !== me?.id),
    [reference, me],
  );
  return (
    <FormDialog
      title={t('Ask for a review of {{number}}', { number: article.number })}
      act={t('Ask')}
      onClose={onClose}
      onConfirm={() =>
        reviewerId === ''
          ? Promise.resolve(t('Choose who is to read it.'))
          : acts.askReview(article, reviewerId as PersonId, note)
      }
    >
      <FormField label={t('Reviewer')} required>
        {(ids) => <Combobox {...ids} value={reviewerId} options={people} onChange={setReviewer} />}
      </FormField>
      <FormField label={t('What to look at')}>
        {(ids) => (
          <TextArea
            {...ids}
            maxLength={4_000}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        )}
      </FormField>
    </FormDialog>
  );
}

/** Asks what has to be changed. */
export function SendBackDialog({ article, onClose }: ActDialogProps): ReactElement {
  const acts = useArticleActs();
  const [note, setNote] = useState('');
  return (
    <FormDialog
      title={t('Send {{number}} back', { number: article.number })}
      act={t('Send back')}
      onClose={onClose}
      onConfirm={() => acts.sendBack(article, note)}
    >
      <FormField label={t('What has to be changed')} required>
        {(ids) => (
          <TextArea
            {...ids}
            minRows={4}
            maxLength={4_000}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        )}
      </FormField>
    </FormDialog>
  );
}

/** Asks why it no longer holds, and what does instead. */
export function RetireDialog({ article, onClose }: ActDialogProps): ReactElement {
  const acts = useArticleActs();
  const options = useArticleOptions(article.id);
  const [reason, setReason] = useState('');
  const [replacement, setReplacement] = useState('');
  return (
    <FormDialog
      title={t('Retire {{number}}', { number: article.number })}
      description={t('It stays to be read, so that old tickets can still be understood.')}
      act={t('Retire')}
      danger
      onClose={onClose}
      onConfirm={() => acts.retire(article, reason, replacement)}
    >
      <FormField label={t('Why it no longer holds')} required>
        {(ids) => (
          <TextArea
            {...ids}
            maxLength={400}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </FormField>
      <FormField label={t('Read this instead')}>
        {(ids) => (
          <Combobox
            {...ids}
            value={replacement}
            options={options}
            allowEmpty
            onChange={setReplacement}
          />
        )}
      </FormField>
    </FormDialog>
  );
}

function inAYear(nowMs: number): string {
  const now = new Date(nowMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear() + 1}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Somebody read it and it still holds: until when. */
export function ConfirmValidDialog(
  props: ActDialogProps & { readonly nowMs: number },
): ReactElement {
  const { article, onClose, nowMs } = props;
  const acts = useArticleActs();
  const [day, setDay] = useState(() => inAYear(nowMs));
  return (
    <FormDialog
      size="s"
      title={t('{{number}} still holds', { number: article.number })}
      act={t('Confirm')}
      onClose={onClose}
      onConfirm={() => acts.confirm(article, day)}
    >
      <FormField label={t('Valid until')} required hint={t('Its owner is reminded before.')}>
        {(ids) => (
          <TextInput
            {...ids}
            type="date"
            value={day}
            onChange={({ target }) => setDay(target.value)}
          />
        )}
      </FormField>
    </FormDialog>
  );
}
