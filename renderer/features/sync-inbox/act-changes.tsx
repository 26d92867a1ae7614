import type { ReactElement } from 'react';
import { t } from '../../ui/i18n.ts';
import type { FieldDifference, InboxAct } from './inbox-groups.ts';
import { differencesOf, tellingRows } from './inbox-groups.ts';
import type { RecordWords } from './record-words.ts';
import { fieldName, isText } from './record-words.ts';
import { useRecordWords } from './use-inbox.ts';
import { MarkedText } from './version-card.tsx';

interface ChangeProps {
  readonly difference: FieldDifference;
  readonly words: RecordWords;
  readonly hasBefore: boolean;
}

function Change({ difference, words, hasBefore }: ChangeProps): ReactElement {
  const { field, before, after } = difference;
  const [old, now] = [words.value(field, before), words.value(field, after)];
  return (
    <tr>
      <th scope="row">{fieldName(field)}</th>
      {hasBefore ? (
        <td className="t2">{old === '' ? <span className="t3">{t('empty')}</span> : old}</td>
      ) : null}
      <td>
        <MarkedText text={now} before={isText(field) && old !== '' ? old : undefined} />
      </td>
    </tr>
  );
}

/** What a person did, field by field; for something new, only what it says. */
export function ActChanges({ act }: { readonly act: InboxAct }): ReactElement | null {
  const words = useRecordWords();
  const rows = tellingRows(act).map((row) => ({ id: row.id, changes: differencesOf(row) }));
  if (rows.every(({ changes }) => changes.length === 0)) return null;
  const hasBefore = rows.some(({ changes }) =>
    changes.some(({ field, before }) => words.value(field, before) !== ''),
  );
  return (
    <table className="tbl inbox__changes">
      <thead>
        <tr>
          <th scope="col">{t('Field')}</th>
          {hasBefore ? <th scope="col">{t('Before')}</th> : null}
          <th scope="col">{hasBefore ? t('After') : t('Written')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.flatMap(({ id, changes }) =>
          changes.map((difference) => (
            <Change
              key={`${id}.${difference.field}`}
              difference={difference}
              words={words}
              hasBefore={hasBefore}
            />
          )),
        )}
      </tbody>
    </table>
  );
}
