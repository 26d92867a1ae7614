import type { ReactElement } from 'react';
import { Field } from '../../../ui/field.tsx';
import { useDraft } from '../drafts.ts';
import { useWrittenBy } from './use-written-by.ts';

interface LongFieldProps {
  readonly recordId: string;
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly emptyText: string;
  onCommit(value: string): Promise<string | undefined>;
  readonly className?: string;
}

/** A long text edited in place; what is typed is kept until it is stored. */
export function LongField(props: LongFieldProps): ReactElement {
  const { recordId, field, label, value, emptyText, onCommit, className } = props;
  const writtenBy = useWrittenBy(recordId);
  const [draft, setDraft] = useDraft(`draft:${recordId}:field:${field}`);
  return (
    <Field
      {...(className === undefined ? {} : { className })}
      label={label}
      value={value}
      emptyText={emptyText}
      editor={{ kind: 'textarea' }}
      draft={draft.text === '' ? undefined : draft.text}
      onDraftChange={(text) => setDraft(text ?? '')}
      onCommit={onCommit}
      writtenBy={writtenBy}
    />
  );
}
