import { useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { useReplica } from '../../replica/hooks.ts';
import type { OutboxRow } from '../../replica/outbox-row.ts';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { t } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { toast } from '../../ui/toast.ts';
import { differencesOf } from './inbox-groups.ts';
import { fieldName, isText } from './record-words.ts';
import { problemOf } from './settle-conflict.ts';

/** Fields of a refused document that can be mended right here. */
export function editableFields(row: OutboxRow): readonly string[] {
  return differencesOf(row)
    .map(({ field }) => field)
    .filter(isText);
}

interface Slot {
  readonly key: string;
  readonly documentId: string;
  readonly field: string;
  readonly text: string;
}

/** The last row of a document is what would be sent. */
function slotsOf(rows: readonly OutboxRow[]): readonly Slot[] {
  const last = new Map(rows.map((row) => [row.documentId, row]));
  return [...last.values()].flatMap((row) => {
    const values = row.document as unknown as Readonly<Record<string, unknown>>;
    return editableFields(row).map((field) => ({
      key: `${row.documentId}.${field}`,
      documentId: row.documentId,
      field,
      text: typeof values[field] === 'string' ? values[field] : '',
    }));
  });
}

interface EditRefusedFormProps {
  readonly rows: readonly OutboxRow[];
  onDone(): void;
  onCancel(): void;
}

/** Mends refused work in place: what was typed is at hand, and goes again as it stands. */
export function EditRefusedForm({ rows, onDone, onCancel }: EditRefusedFormProps): ReactElement {
  const replica = useReplica();
  const [slots] = useState(() => slotsOf(rows));
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string>();
  const send = async (): Promise<void> => {
    try {
      for (const documentId of new Set(rows.map((row) => row.documentId))) {
        const own = slots.filter((slot) => slot.documentId === documentId);
        const patch = Object.fromEntries(
          own.map((slot) => [slot.field, texts[slot.key] ?? slot.text]),
        );
        await replica.editRefused(documentId, patch);
      }
      toast({ text: t('Queued again. It is sent with the next contact.') });
      onDone();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form
      className="inbox__form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void send();
        }
        if (event.key === 'Escape') {
          event.preventDefault();
          onCancel();
        }
      }}
    >
      {slots.map((slot, at) => (
        <FormField key={slot.key} label={fieldName(slot.field)}>
          {(ids) => (
            <TextArea
              {...ids}
              autoFocus={at === 0}
              minRows={1}
              value={texts[slot.key] ?? slot.text}
              onChange={(event) => setTexts((all) => ({ ...all, [slot.key]: event.target.value }))}
            />
          )}
        </FormField>
      ))}
      {problem === undefined ? null : (
        <Notice tone="warning" title={t('This was not sent')} live>
          {problem}
        </Notice>
      )}
      <div className="inbox__acts">
        <Button type="submit" variant="primary" kbd="Ctrl+Enter">
          {t('Save and send again')}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}
