import type { ReactElement } from 'react';
import type { MergeEntry } from '../../../shared/model/entry.ts';
import { collectionOfId } from '../../../shared/model/ids.ts';
import { isChoosable, mergedDocumentId } from '../../../shared/workflow/settle-merge.ts';
import type {
  MergedCollection,
  MergedRecord,
  SettleChoice,
} from '../../../shared/workflow/settle-merge.ts';
import { useDocument, useReplica } from '../../replica/hooks.ts';
import type { ConflictDocument } from '../../replica/local-documents.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { offerUndo } from '../../ui/undo.ts';
import type { FieldChoice } from './conflict-form.tsx';
import { ConflictForm } from './conflict-form.tsx';
import type { Sides } from './conflict-sides.ts';
import { sidesOf } from './conflict-sides.ts';
import { DetailHead } from './detail-parts.tsx';
import type { RecordWords } from './record-words.ts';
import { fieldName } from './record-words.ts';
import { problemOf, settleConflict, takeSettlementBack } from './settle-conflict.ts';
import { useRecordNames, useRecordWords } from './use-inbox.ts';

/** What happened, in one line: for the list and as a heading. */
export function conflictTitle(
  fields: readonly string[],
  { other }: Pick<Sides, 'other'>,
  me: string,
  words: RecordWords,
): string {
  const [field] = fields;
  const name = words.user(other);
  if (fields.length !== 1 || field === undefined) {
    return other === me
      ? t('You changed {{count}} fields on two machines', { count: fields.length })
      : t('{{name}} and you both changed {{count}} fields', { name, count: fields.length });
  }
  return other === me
    ? t('You changed “{{field}}” on two machines', { field: fieldName(field) })
    : t('{{name}} and you both changed “{{field}}”', { name, field: fieldName(field) });
}

function toSettleChoice({ field, choice }: FieldChoice, sides: Sides): SettleChoice {
  switch (choice.take) {
    case 'own':
      return { field, take: 'own', value: choice.text };
    case 'present':
      return { field, take: 'present' };
    case 'yours':
      return { field, take: sides.yours };
    case 'others':
      return { field, take: sides.others };
  }
}

interface OpenConflictProps {
  readonly conflict: ConflictDocument;
  readonly entry: MergeEntry;
  readonly record: MergedRecord;
}

function OpenConflict({ conflict, entry, record }: OpenConflictProps): ReactElement {
  const replica = useReplica();
  const words = useRecordWords();
  const nameOf = useRecordNames();
  const locale = useLocale();
  const { userName } = replica.session;
  const sides = sidesOf(entry, userName);
  const { settled, recordId } = conflict;
  const settle = async (given: readonly FieldChoice[]): Promise<string | undefined> => {
    const label = t('Settle {{record}}', { record: nameOf(recordId).number });
    const choices = given.map((each) => toSettleChoice(each, sides));
    const isSettled = settled !== undefined;
    const settling = { entry, choices, seen: record, isSettled, label };
    try {
      const done = await settleConflict(replica, settling);
      offerUndo({
        text: t('Settled. Both of you see it.'),
        undo: () => takeSettlementBack(replica, settling, done),
      });
      return undefined;
    } catch (error) {
      return problemOf(error);
    }
  };
  return (
    <>
      <DetailHead
        mark={settled ? 'settled' : 'conflict'}
        what={settled ? t('Settled') : t('Conflict')}
        recordId={recordId}
        at={entry.at}
        title={conflictTitle(conflict.fields, sides, userName, words)}
      >
        {settled ? (
          <p>
            {t('Settled by {{name}}, {{when}}. Both versions stay in the record’s history.', {
              name: words.user(settled.by),
              when: formatDateTime(locale, settled.at, replica.now()),
            })}
          </p>
        ) : (
          <p>
            {t(
              'Nothing either of you wrote is gone. A rule decided what stands for now; either of you may decide otherwise, and both see it.',
            )}
          </p>
        )}
      </DetailHead>
      <ConflictForm
        decisions={entry.decisions}
        sides={sides}
        words={words}
        present={record}
        canChoose={(decision) => isChoosable(entry, decision)}
        isOpen={settled === undefined}
        onSettle={settle}
      />
    </>
  );
}

/** A conflict with its three versions, for either of the two people. */
export function ConflictView({ conflict }: { readonly conflict: ConflictDocument }) {
  const entry = useDocument('entries', conflict.entryId);
  const merge = entry?.kind === 'merge' ? entry : null;
  const id = merge ? mergedDocumentId(merge) : null;
  const collection = (collectionOfId(id ?? conflict.recordId) ?? 'tickets') as MergedCollection;
  const record = useDocument(collection, id);
  if (entry === undefined || (merge && record === undefined)) return null;
  if (!merge || !record) {
    return (
      <EmptyState icon="question" title={t('This record is not on this machine any more')}>
        <p>{t('It was removed, or you may no longer read it. There is nothing left to settle.')}</p>
      </EmptyState>
    );
  }
  return <OpenConflict key={conflict.id} conflict={conflict} entry={merge} record={record} />;
}
