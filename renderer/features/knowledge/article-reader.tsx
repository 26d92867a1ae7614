import { useContext, useMemo, useState } from 'react';
import type { ReactElement, Ref } from 'react';
import type { Article } from '../../../shared/model/reference.ts';
import { useReference, useReplica, useWorkspace } from '../../replica/hooks.ts';
import type { ArticleRow } from '../../replica/rows.ts';
import { useNavigation } from '../../state/navigation.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { formatDate, formatExact } from '../../ui/format.ts';
import { t, tRich, useLocale } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { Pane, PaneBody } from '../../ui/pane.tsx';
import { PaneBar } from '../../ui/pane-bar.tsx';
import { RecordNo } from '../../ui/record-no.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ArticleBody } from './article-body.tsx';
import type { ArticleParts } from './use-article-parts.ts';
import { FeedbackSection } from './circle/feedback-section.tsx';
import { Contents, isLongArticle } from './contents.tsx';
import { isPast, repeatsSummary } from './article-facts.ts';
import { LinkTableContext } from './markdown/link-table-context.ts';
import { ArticleActions } from './review/article-actions.tsx';
import { ReviewCard } from './review/review-card.tsx';
import { VersionDrawer } from './versions/version-drawer.tsx';
import { STATE_MARKS, audienceWord, stateWord } from './words.ts';

/** What is known of an article before its text was read, and after. */
export type ShownArticle = Pick<ArticleRow, 'id' | 'number' | 'title' | 'summary' | 'state'> &
  Pick<ArticleRow, 'audience' | 'author' | 'lang'> & { readonly revisedAt: number | string };

function Facts({ article }: { readonly article: ShownArticle }): ReactElement {
  const { byUserName } = useReference();
  const now = useNow();
  const author = byUserName.get(article.author)?.name ?? article.author;
  return (
    <p className="kb__facts">
      <Chip mark={<StateMark state={STATE_MARKS[article.state]} />}>
        {stateWord(article.state)}
      </Chip>
      <span className="row-flex">
        <Avatar name={author} size={20} />
        {author}
      </span>
      <span className="t3">
        {tRich('Revised {{when}}', { when: <RelativeTime at={article.revisedAt} now={now} /> })}
      </span>
      <span className="t3">
        {t('For {{audience}}', { audience: audienceWord(article.audience) })}
      </span>
    </p>
  );
}

function Retired({ article }: { readonly article: Article }): ReactElement {
  const { articles } = useWorkspace();
  const table = useContext(LinkTableContext);
  const openRecord = useNavigation((state) => state.openRecord);
  const next = table.get(article.related[0]?.toLowerCase() ?? '');
  const replacement = next === undefined ? undefined : articles.get(next.id);
  return (
    <Notice
      tone="warning"
      title={t('This article is retired')}
      actions={
        replacement ? (
          <Button size="sm" onClick={() => openRecord(replacement.id)}>
            {t('Read “{{title}}” instead', { title: replacement.title })}
          </Button>
        ) : undefined
      }
    >
      {article.retiredReason === undefined ? null : <p>{article.retiredReason}</p>}
      <p>{t('It is kept so that old tickets can still be understood. Look for a newer one.')}</p>
    </Notice>
  );
}

/** Being revised, or waiting for its instant: what readers are to know of the text below. */
function Unpublished({ article }: { readonly article: Article }): ReactElement | null {
  const locale = useLocale();
  const [reads, setReads] = useState(false);
  const { state, publishAt, versionNumber, reviewNote } = article;
  if (state === 'scheduled' && publishAt !== undefined) {
    return (
      <Notice tone="info">
        <p>{t('Will be published on {{when}}.', { when: formatExact(locale, publishAt) })}</p>
      </Notice>
    );
  }
  if (state !== 'draft') return null;
  const wasSentBack = reviewNote !== undefined;
  if (!wasSentBack && versionNumber === undefined) return null;
  return (
    <Notice
      tone={wasSentBack ? 'warning' : 'info'}
      {...(wasSentBack ? { title: t('It was sent back') } : {})}
      actions={
        versionNumber === undefined ? undefined : (
          <Button size="sm" onClick={() => setReads(true)}>
            {t('Read version {{n}}', { n: versionNumber })}
          </Button>
        )
      }
    >
      {wasSentBack ? <p>{reviewNote}</p> : null}
      {versionNumber === undefined ? null : (
        <p>
          {t('This text is being revised. Version {{n}} is the last that was published.', {
            n: versionNumber,
          })}
        </p>
      )}
      {reads ? <VersionDrawer article={article} onClose={() => setReads(false)} /> : null}
    </Notice>
  );
}

function Warnings({ article }: { readonly article: Article }): ReactElement | null {
  const locale = useLocale();
  const { now } = useReplica();
  if (article.state === 'retired') return <Retired article={article} />;
  if (article.state === 'review') return <ReviewCard article={article} />;
  if (article.state !== 'published') return <Unpublished article={article} />;
  if (!article.validTo || !isPast(article.validTo, now())) return null;
  const date = formatDate(locale, `${article.validTo}T12:00:00`);
  return (
    <Notice tone="warning" title={t('Was valid until {{date}}', { date })}>
      <p>{t('Nobody has confirmed it since. Check the steps before you follow them.')}</p>
    </Notice>
  );
}

export interface ArticleReaderProps {
  readonly shown: ShownArticle;
  /** Undefined for the moment until it is read. */
  readonly article: Article | undefined;
  readonly parts: ArticleParts;
  readonly isSingle: boolean;
  readonly contextOpen: boolean;
  onContextOpenChange(open: boolean): void;
  readonly textRef: Ref<HTMLElement>;
}

function ReaderBar(props: ArticleReaderProps): ReactElement {
  const { shown, article, isSingle, contextOpen, onContextOpenChange } = props;
  const go = useNavigation((state) => state.go);
  return (
    <PaneBar
      start={
        <>
          {isSingle ? (
            <IconButton
              icon="arrow-left"
              label={t('Back to the list')}
              onClick={() => go({ kind: 'articles' })}
            />
          ) : null}
          <RecordNo value={shown.number} />
        </>
      }
    >
      {article ? <ArticleActions key={article.id} article={article} /> : null}
      {contextOpen ? null : (
        <IconButton
          icon="side"
          label={t('Open the context pane')}
          onClick={() => onContextOpenChange(true)}
        />
      )}
    </PaneBar>
  );
}

/** An article to be read. */
export function ArticleReader(props: ArticleReaderProps): ReactElement {
  const { shown, article, parts, isSingle, textRef } = props;
  const locale = useLocale();
  const isRepeated = useMemo(
    () => article !== undefined && repeatsSummary(article.markdown, article.summary),
    [article],
  );
  return (
    <Pane kind="record" label={t('Article {{number}}', { number: shown.number })}>
      <ReaderBar {...props} />
      <PaneBody key={shown.id} className="kb__scroll">
        <article
          className="kb__article"
          lang={shown.lang}
          ref={textRef}
          tabIndex={0}
          data-pane-focus=""
        >
          <h1>{shown.title}</h1>
          <div lang={locale}>
            <Facts article={shown} />
            {article ? <Warnings article={article} /> : null}
          </div>
          {shown.summary === '' || isRepeated ? null : <p className="kb__lead">{shown.summary}</p>}
          {isSingle && article && isLongArticle(parts.headings, article.markdown) ? (
            <details className="kb__contents">
              <summary>{t('On this page')}</summary>
              <Contents headings={parts.headings} />
            </details>
          ) : null}
          {article ? <ArticleBody parts={parts} length={article.markdown.length} /> : null}
          {article?.attribution ? (
            <footer className="kb__attribution" lang={locale}>
              {t('Source: {{attribution}}', { attribution: article.attribution })}
            </footer>
          ) : null}
          {article ? (
            <div lang={locale}>
              <FeedbackSection key={article.id} article={article} />
            </div>
          ) : null}
        </article>
      </PaneBody>
    </Pane>
  );
}
