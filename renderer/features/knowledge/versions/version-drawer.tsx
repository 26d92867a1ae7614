import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Article, ArticleVersion } from '../../../../shared/model/reference.ts';
import { useDocument, useReference } from '../../../replica/hooks.ts';
import { Drawer } from '../../../ui/drawer.tsx';
import { formatExact } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { ArticleBody } from '../article-body.tsx';
import { useArticleBooks, versionsOf } from '../article-books.ts';
import { useArticleParts } from '../use-article-parts.ts';

function Text({ version }: { readonly version: ArticleVersion }): ReactElement {
  const parts = useArticleParts(version.markdown, version.title);
  return (
    <article className="kb__article">
      <h2 className="kbv-title">{version.title}</h2>
      {version.summary === '' ? null : <p className="kb__lead">{version.summary}</p>}
      <ArticleBody parts={parts} length={version.markdown.length} />
    </article>
  );
}

/** The newest version of an article, as readers had it before it was revised. */
export function VersionDrawer(props: { readonly article: Article; onClose(): void }): ReactElement {
  const { article, onClose } = props;
  const { rows } = useArticleBooks();
  const locale = useLocale();
  const { byUserName } = useReference();
  const newest = useMemo(() => versionsOf(rows, article.id)[0], [rows, article.id]);
  const version = useDocument('articles', newest?.id ?? null);
  return (
    <Drawer
      open
      width={760}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('Version {{n}}', { n: article.versionNumber ?? 1 })}
      subtitle={
        newest
          ? t('{{when}}, {{who}}', {
              when: formatExact(locale, newest.createdAt),
              who: byUserName.get(newest.createdBy)?.name ?? newest.createdBy,
            })
          : article.number
      }
    >
      {version?.kind === 'article-version' ? <Text key={version.id} version={version} /> : null}
    </Drawer>
  );
}
