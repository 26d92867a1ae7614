import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { readMarkdown } from '../../../../shared/knowledge/article-quality.ts';
import type { Article } from '../../../../shared/model/reference.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { useReplica, useRows, useWorkspace } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { RecordNo } from '../../../ui/record-no.tsx';
import { makeLinkTable, resolveLink } from '../markdown/article-links.ts';
import type { LinkTable } from '../markdown/article-links.ts';
import './circle.css';
import { useAllArticles } from './use-all-articles.ts';
import { useFirstRows } from '../../../ui/use-first-rows.tsx';
import { FIRST_LINES } from './first-lines.ts';

interface BrokenLinks {
  readonly article: Article;
  readonly addresses: readonly string[];
}

/** The addresses of an article that lead nowhere here, once each. */
export function brokenLinks(
  { markdown }: Pick<Article, 'markdown'>,
  table: LinkTable,
): readonly string[] {
  const { links } = readMarkdown(markdown);
  return [...new Set(links)].filter((address) => resolveLink(address, table).kind === 'broken');
}

/** Links between articles that lead nowhere, article by article. */
export function LinksPage(): ReactElement {
  const { articles, done, total } = useAllArticles();
  const rows = useRows(useWorkspace().articles);
  const broken = useMemo((): readonly BrokenLinks[] => {
    const table = makeLinkTable(rows);
    return (articles ?? [])
      .map((article) => ({ article, addresses: brokenLinks(article, table) }))
      .filter(({ addresses }) => addresses.length > 0)
      .sort((a, b) => b.addresses.length - a.addresses.length);
  }, [articles, rows]);
  const { rows: shown, more } = useFirstRows(broken, { first: FIRST_LINES });
  const count = broken.reduce((sum, { addresses }) => sum + addresses.length, 0);
  if (articles === null) {
    return (
      <div className="kb-work">
        <ProgressBar label={t('Reading articles')} done={done} total={total === 0 ? null : total} />
      </div>
    );
  }
  if (broken.length === 0) {
    return (
      <EmptyState icon="link" title={t('Every link leads somewhere')}>
        <p>{t('Links to articles that are not here, or no longer, are listed on this page.')}</p>
      </EmptyState>
    );
  }
  return (
    <div className="kb-work">
      <p role="status">
        {t('{{count}} links lead nowhere', { count })},{' '}
        {t('in {{count}} articles.', { count: broken.length })}
      </p>
      <ul className="kb-list">
        {shown.map((each) => (
          <BrokenRow key={each.article.id} broken={each} />
        ))}
      </ul>
      {more}
    </div>
  );
}

function BrokenRow({ broken }: { readonly broken: BrokenLinks }): ReactElement {
  const { article, addresses } = broken;
  const { go, openRecord } = useNavigation.getState();
  const { session } = useReplica();
  return (
    <li className="kb-list__row">
      <div>
        <p className="med">
          <RecordNo value={article.number} /> {article.title}
        </p>
        <ul className="kb-addresses">
          {addresses.map((address) => (
            <li key={address} className="mono t12">
              {address}
            </li>
          ))}
        </ul>
      </div>
      <div className="kb-list__acts">
        <Button size="sm" onClick={() => openRecord(article.id)}>
          {t('Read')}
        </Button>
        {mayWrite(session.roles, 'articles', 'update') ? (
          <Button size="sm" icon="pen" onClick={() => go({ kind: 'article-edit', id: article.id })}>
            {t('Edit')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
