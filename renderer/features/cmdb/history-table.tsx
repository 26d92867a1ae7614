import { useMemo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Item } from '../../../shared/model/item.ts';
import { useReference, useReplica, useUnsent } from '../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import { formatDateTime, formatExact } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { UnsentMark } from '../../ui/sync-mark.tsx';
import { attributeWords } from './attribute-value.ts';
import type { AttributeValue } from './attribute-value.ts';
import type { HistoryField, HistoryRow } from './history-rows.ts';
import { attributesOf, classNameOf } from './item-classes.ts';
import { placeText } from './place-path.ts';
import type { FactsOf } from './record-facts.ts';
import { criticalityWord, fieldWord, relationWord, statusWord } from './words.ts';

interface Words {
  readonly item: Item;
  readonly reference: ReferenceSnapshot;
  readonly factsOf: FactsOf;
}

function fieldName(field: HistoryField, { item, reference }: Words): string {
  switch (field.kind) {
    case 'base':
      return fieldWord(field.name) ?? field.name;
    case 'attribute':
      return (
        attributesOf(reference.classes, item.className).find((each) => each.key === field.name)
          ?.label ?? field.name
      );
    case 'relation':
      return relationWord(field.type, 'out');
    case 'text':
      switch (field.what) {
        case 'comment':
          return t('Comment');
        case 'note':
          return t('Work note');
        case 'time':
          return t('Time');
        case 'attachment':
          return t('Attachment');
      }
  }
}

function baseWords(name: string, value: string, { reference, factsOf }: Words): string {
  switch (name) {
    case 'status':
      return statusWord(value);
    case 'criticality':
      return criticalityWord(value);
    case 'className':
      return classNameOf(reference.classes, value);
    case 'placeId':
      return placeText(reference.places, value) || t('Record that is not here');
    case 'ownerId':
    case 'teamId':
      return factsOf(value).name;
    default:
      return value;
  }
}

function valueWords(field: HistoryField, value: unknown, words: Words): string {
  if (value === undefined || value === null) return '';
  if (field.kind === 'relation' && typeof value === 'string') return words.factsOf(value).name;
  if (field.kind === 'base' && typeof value === 'string') {
    return baseWords(field.name, value, words);
  }
  if (field.kind === 'attribute') {
    const { classes } = words.reference;
    const unit = attributesOf(classes, words.item.className).find(
      (each) => each.key === field.name,
    )?.unit;
    return attributeWords(value as AttributeValue, unit);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function throughWords({ through }: HistoryRow, reference: ReferenceSnapshot): string {
  switch (through.kind) {
    case 'hand':
      return t('Edited by hand');
    case 'new':
      return t('Item created');
    case 'import':
      return t('Import from {{system}}', { system: through.system });
    case 'merge':
      return t('Merged with {{name}}', {
        name: reference.byUserName.get(through.userName)?.name ?? through.userName,
      });
  }
}

interface HistoryTableProps {
  readonly item: Item;
  readonly rows: readonly HistoryRow[];
  readonly factsOf: FactsOf;
}

/** Who changed what from what to what, and how; newest first. */
export function HistoryTable({ item, rows, factsOf }: HistoryTableProps): ReactElement {
  const reference = useReference();
  const locale = useLocale();
  const { now } = useReplica();
  const unsent = useUnsent();
  const words = useMemo(() => ({ item, reference, factsOf }), [item, reference, factsOf]);
  const cell = (text: string): ReactNode => (text === '' ? <span className="t3">–</span> : text);
  return (
    <div className="cmdb-scroll" role="group" aria-label={t('History')} tabIndex={0}>
      <table className="tbl cmdb-history">
        <thead>
          <tr>
            <th scope="col">{t('When')}</th>
            <th scope="col">{t('Who')}</th>
            <th scope="col">{t('Field')}</th>
            <th scope="col">{t('Before')}</th>
            <th scope="col">{t('After')}</th>
            <th scope="col">{t('Through')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const before = valueWords(row.field, row.before, words);
            const after = valueWords(row.field, row.after, words);
            return (
              <tr key={row.key}>
                <td className="nowrap t2" title={formatExact(locale, row.at)}>
                  {formatDateTime(locale, row.at, now())}
                </td>
                <td className="nowrap">
                  {reference.byUserName.get(row.userName)?.name ?? row.userName}
                </td>
                <td>{fieldName(row.field, words)}</td>
                <td className="cmdb-history__value">
                  {before === '' ? cell('') : <del>{before}</del>}
                </td>
                <td className="cmdb-history__value">
                  {after === '' ? cell('') : <ins>{after}</ins>}
                </td>
                <td className="t2">
                  {throughWords(row, reference)}
                  {unsent.documentIds.has(row.entryId) ? (
                    <span className="cmdb-unsent">
                      <UnsentMark size={12} /> {t('not sent yet')}
                    </span>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
