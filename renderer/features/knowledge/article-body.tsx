import type { ReactElement } from 'react';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Prose } from '../../ui/prose.tsx';
import { PARTS_AT_FIRST } from './use-article-parts.ts';
import type { ArticleParts } from './use-article-parts.ts';

/** The text of an article; what is very long waits for a button. */
export function ArticleBody({
  parts,
  length,
}: {
  readonly parts: ArticleParts;
  /** Of the whole text, in characters. */
  readonly length: number;
}): ReactElement {
  const locale = useLocale();
  const { elements, allowed, total, showAll } = parts;
  return (
    <Prose className="kb__prose">
      {elements.map((element, index) => (
        <div key={index} className={total > 1 ? 'kb__part' : undefined}>
          {element}
        </div>
      ))}
      {elements.length < Math.min(allowed, total) && allowed > PARTS_AT_FIRST ? (
        <ProgressBar label={t('Showing the whole article')} done={elements.length} total={total} />
      ) : null}
      {allowed < total ? (
        <Button icon="chevron-down" onClick={showAll}>
          {t('Show all ({{size}})', { size: formatBytes(locale, length) })}
        </Button>
      ) : null}
    </Prose>
  );
}
