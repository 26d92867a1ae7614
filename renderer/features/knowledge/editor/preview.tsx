import type { ReactElement } from 'react';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import { ArticleBody } from '../article-body.tsx';
import { useArticleParts } from '../use-article-parts.ts';
import { useSettled } from '../use-settled.ts';

/** Drawing an article of 25 kB takes longer than a keystroke. */
const PREVIEW_MS = 180;

/** The text as readers will see it, a moment after it was typed. */
export function Preview(props: {
  readonly title: string;
  readonly markdown: string;
  readonly lang: string;
}): ReactElement {
  const { title, lang } = props;
  const markdown = useSettled(props.markdown, PREVIEW_MS);
  const parts = useArticleParts(markdown, title);
  if (markdown.trim() === '') {
    return (
      <EmptyState icon="eye" title={t('Nothing to see yet')}>
        <p>{t('What you write appears here as readers will see it.')}</p>
      </EmptyState>
    );
  }
  return (
    <article className="kb__article kbe-preview" lang={lang}>
      <h2 className="kbe-preview__title">{title}</h2>
      <ArticleBody parts={parts} length={markdown.length} />
    </article>
  );
}
