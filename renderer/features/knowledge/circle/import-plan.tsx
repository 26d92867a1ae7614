import type { ReactElement } from 'react';
import type {
  ArticleImportRow,
  ImportVerdict,
} from '../../../../shared/knowledge/article-import.ts';
import { Fact, Facts } from '../../../ui/facts.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { msg, t, useLocale } from '../../../ui/i18n.ts';
import { useFirstRows } from '../../../ui/use-first-rows.tsx';
import { FIRST_LINES } from './first-lines.ts';

interface PlanProps {
  readonly rows: readonly ArticleImportRow[];
  readonly leftOut: readonly string[];
}

const VERDICTS = {
  new: msg('New'),
  changed: msg('Changed'),
  same: msg('The same'),
  refused: msg('Refused'),
} as const satisfies Record<ImportVerdict, string>;

const ORDER: readonly ImportVerdict[] = ['refused', 'changed', 'new', 'same'];

const FIELDS: Readonly<Record<string, string>> = {
  title: msg('Title'),
  summary: msg('Summary'),
  markdown: msg('Text'),
  category: msg('Category'),
  tags: msg('Tags'),
  audience: msg('Audience'),
  lang: msg('Language'),
  appliesTo: msg('Applies to'),
  validTo: msg('Valid to'),
  related: msg('Related articles'),
};

function fieldName(field: string): string {
  const word = FIELDS[field];
  return word === undefined ? field : t(word);
}

function detailOf({ verdict, reason, fields, article, file }: ArticleImportRow): string {
  if (verdict === 'refused') return reason ?? '';
  if (verdict === 'changed') {
    const names = fields.map(fieldName).join(', ');
    return `${article?.number ?? ''}: ${names}`;
  }
  return article?.number ?? file?.title ?? '';
}

/** What an import would do, what needs a look first. */
export function ImportPlan({ rows, leftOut }: PlanProps): ReactElement {
  const locale = useLocale();
  const count = (verdict: ImportVerdict): string =>
    formatNumber(locale, rows.filter((row) => row.verdict === verdict).length);
  const sorted = ORDER.flatMap((verdict) => rows.filter((row) => row.verdict === verdict));
  const { rows: shown, more } = useFirstRows(sorted, { first: FIRST_LINES });
  return (
    <>
      <Facts>
        {(['new', 'changed', 'same', 'refused'] as const).map((verdict) => (
          <Fact key={verdict} label={t(VERDICTS[verdict])}>
            {count(verdict)}
          </Fact>
        ))}
      </Facts>
      {leftOut.length === 0 ? null : (
        <p className="t3 t12">
          {t('Left out, too large or no text in UTF-8: {{files}}', { files: leftOut.join(', ') })}
        </p>
      )}
      <div className="kb-plan" role="group" tabIndex={0} aria-label={t('What the import would do')}>
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">{t('File')}</th>
              <th scope="col">{t('Verdict')}</th>
              <th scope="col">{t('Detail')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.path}>
                <td className="mono t12">{row.path}</td>
                <td>{t(VERDICTS[row.verdict])}</td>
                <td>{detailOf(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more}
    </>
  );
}
