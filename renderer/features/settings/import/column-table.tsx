import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { columnUse } from '../../../../shared/import/mapping.ts';
import type { ImportTable } from '../../../../shared/import/read-table.ts';
import { t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { becomesOptions } from './import-words.ts';
import type { ImportDesk } from './use-import.ts';

/** Values shown of each column. */
const SAMPLES = 3;
/** Rows looked at for them. */
const LOOKED_AT = 500;

function samplesOf(table: ImportTable): readonly (readonly string[])[] {
  const found = table.columns.map(() => new Set<string>());
  for (const { cells } of table.rows.slice(0, LOOKED_AT)) {
    cells.forEach((cell, at) => {
      const set = found[at];
      const text = cell.replace(/\s+/g, ' ').trim();
      if (set && text !== '' && set.size < SAMPLES) set.add(text.slice(0, 60));
    });
  }
  return found.map((set) => [...set]);
}

/** Each column with some of its values and what becomes of it. */
export function ColumnTable({ desk }: { readonly desk: ImportDesk }): ReactElement {
  const { file, mapping } = desk;
  const samples = useMemo(() => samplesOf(file!.table), [file]);
  const options = becomesOptions();
  return (
    <div className="imp__scroll" tabIndex={0} role="group" aria-label={t('Columns')}>
      <table className="imp__table">
        <thead>
          <tr>
            <th scope="col">{t('Column')}</th>
            <th scope="col">{t('Values')}</th>
            <th scope="col">{t('Becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {file!.table.columns.map((column, at) => (
            <tr key={column}>
              <th scope="row">{column}</th>
              <td className="imp__samples t3">{samples[at]!.join(' · ') || t('all empty')}</td>
              <td>
                <Select
                  label={t('What {{column}} becomes', { column })}
                  value={columnUse(mapping!, column)}
                  options={options}
                  onChange={(use) =>
                    desk.setMapping({
                      ...mapping!,
                      columns: { ...mapping!.columns, [column]: use },
                    })
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
