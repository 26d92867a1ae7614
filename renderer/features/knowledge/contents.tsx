import type { ReactElement } from 'react';
import { goToHeading } from './markdown/markdown-parts.tsx';
import type { Heading } from './markdown/rehype-headings.ts';

/** Below this an article is seen at a glance. */
const LONG_ARTICLE = 2_500;
const MIN_HEADINGS = 3;

export function isLongArticle(headings: readonly Heading[], markdown: string): boolean {
  return headings.length >= MIN_HEADINGS && markdown.length >= LONG_ARTICLE;
}

/** The table of contents: two levels, the rest is detail. */
export function Contents({ headings }: { readonly headings: readonly Heading[] }): ReactElement {
  return (
    <ol className="kb__toc">
      {headings
        .filter(({ level }) => level <= 3)
        .map(({ id, level, text }) => (
          <li key={id} className={level === 3 ? 'kb__toc-inner' : undefined}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                goToHeading(id);
              }}
            >
              {text}
            </a>
          </li>
        ))}
    </ol>
  );
}
