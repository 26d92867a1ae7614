import { useMemo } from 'react';
import type { ReactElement, Ref } from 'react';
import type { Article } from '../../../shared/model/reference.ts';
import { useReference, useReplica } from '../../replica/hooks.ts';
import type { ArticleRow } from '../../replica/rows.ts';
import { useNavigation } from '../../state/navigation.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { formatDate } from '../../ui/format.ts';
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
import { Contents, isLongArticle } from './contents.tsx';
import { isPast, repeatsSummary } from './article-facts.ts';
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

function Warnings({ article }: { readonly article: Article }): ReactElement | null {
  const locale = useLocale();
  const { now } = useReplica();
  if (article.state === 'retired') {
    return (
      <Notice tone="warning" title={t('This article is retired')}>
        <p>{t('It is kept so that old tickets can still be understood. Look for a newer one.')}</p>
      </Notice>
    );
  }
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
  const { shown, isSingle, contextOpen, onContextOpenChange } = props;
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
        </article>
      </PaneBody>
    </Pane>
  );
}
