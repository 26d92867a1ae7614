import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { plainWord } from '../../../../shared/import/clean-text.ts';
import { WORD_FIELDS, type WordField } from '../../../../shared/import/fields.ts';
import { columnUse, type Mapping } from '../../../../shared/import/mapping.ts';
import type { ImportTable } from '../../../../shared/import/read-table.ts';
import { Disclosure } from './disclosure.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { importFieldLabel, wordOptions } from './import-words.ts';
import type { ImportDesk } from './use-import.ts';

interface FoundWord {
  /** As it first stands in the file. */
  readonly text: string;
  readonly word: string;
  readonly count: number;
}

/** A column of words has few; one with more is hardly one. */
const MOST_WORDS = 60;

function wordsOf(table: ImportTable, at: number): readonly FoundWord[] {
  const found = new Map<string, { text: string; count: number }>();
  for (const { cells } of table.rows) {
    const text = (cells[at] ?? '').trim();
    if (text === '') continue;
    const word = /^-\d/.test(text) ? text : plainWord(text);
    const known = found.get(word);
    if (known) known.count += 1;
    else if (found.size < MOST_WORDS) found.set(word, { text, count: 1 });
  }
  return [...found].map(([word, rest]) => ({ word, ...rest })).sort((a, b) => b.count - a.count);
}

/** What ranks begin with counts without a table: `1 - High`. */
function meaningOf(mapping: Mapping, field: WordField, { word, text }: FoundWord): string {
  const table = mapping.words[field] ?? {};
  const known = Object.hasOwn(table, word) ? table[word] : undefined;
  if (known !== undefined) return known;
  const isRank = field === 'impact' || field === 'urgency' || field === 'priority';
  const digit = isRank ? /^([1-5])\b/.exec(text)?.[1] : undefined;
  return digit === '5' ? '4' : (digit ?? '');
}

/** For every column of words what each of them means here; open where one has no meaning yet. */
export function WordTables({ desk }: { readonly desk: ImportDesk }): ReactElement | null {
  const { file, mapping } = desk;
  const tables = useMemo(
    () =>
      WORD_FIELDS.flatMap((field) => {
        const at = file!.table.columns.findIndex((name) => columnUse(mapping!, name) === field);
        return at < 0 ? [] : [{ field, words: wordsOf(file!.table, at) }];
      }),
    [file, mapping],
  );
  if (tables.length === 0) return null;
  return (
    <section className="imp__part" aria-labelledby="imp-words">
      <h3 id="imp-words">{t('Values')}</h3>
      {tables.map(({ field, words }) => (
        <WordTable key={field} desk={desk} field={field} words={words} />
      ))}
    </section>
  );
}

interface WordTableProps {
  readonly desk: ImportDesk;
  readonly field: WordField;
  readonly words: readonly FoundWord[];
}

function WordTable({ desk, field, words }: WordTableProps): ReactElement {
  const locale = useLocale();
  const mapping = desk.mapping!;
  const options = wordOptions(field, mapping.kind);
  const without = words.filter((word) => meaningOf(mapping, field, word) === '');
  const set = (word: string, ours: string): void => {
    const { [word]: _, ...rest } = mapping.words[field] ?? {};
    const table = ours === '' ? rest : { ...rest, [word]: ours };
    desk.setMapping({ ...mapping, words: { ...mapping.words, [field]: table } });
  };
  return (
    <Disclosure
      title={importFieldLabel(field)}
      note={
        without.length === 0
          ? t('{{count}} values, each with a meaning', { count: words.length })
          : t('{{count}} values have no meaning yet', { count: without.length })
      }
      isOpenAtFirst={without.length > 0}
    >
      <table className="imp__table">
        <thead>
          <tr>
            <th scope="col">{t('In the file')}</th>
            <th scope="col" className="imp__count">
              {t('Rows')}
            </th>
            <th scope="col">{t('Means')}</th>
          </tr>
        </thead>
        <tbody>
          {words.map((each) => (
            <tr key={each.word}>
              <th scope="row">{each.text.slice(0, 80)}</th>
              <td className="imp__count tnum">{formatNumber(locale, each.count)}</td>
              <td>
                <Select
                  label={t('What {{value}} means', { value: each.text.slice(0, 80) })}
                  value={meaningOf(mapping, field, each)}
                  placeholder={t('No meaning yet')}
                  options={options}
                  onChange={(ours) => set(each.word, ours)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Disclosure>
  );
}
