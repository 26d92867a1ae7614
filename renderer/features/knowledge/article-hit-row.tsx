import type { ReactElement } from 'react';
import type { ArticleHit } from '../../search/search.ts';
import { Highlight } from '../../ui/highlight.tsx';
import { RecordNo } from '../../ui/record-no.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { STATE_MARKS, stateWord } from './words.ts';

/** One answer of the search, three lines. */
export function ArticleHitRow({ hit }: { readonly hit: ArticleHit }): ReactElement {
  return (
    <span className="kb-hit">
      <span className="kb-hit__head">
        <span className="row__title">
          <Highlight text={hit.title} ranges={hit.titleRanges} />
        </span>
        {hit.state === 'published' ? null : (
          <span className="kb-hit__state">
            <StateMark state={STATE_MARKS[hit.state]} />
            {stateWord(hit.state)}
          </span>
        )}
      </span>
      <span className="kb-hit__text">
        <Highlight text={hit.snippet.text} ranges={hit.snippet.ranges} />
      </span>
      <span className="kb-hit__meta">
        <RecordNo value={hit.number} />
        {hit.category}
      </span>
    </span>
  );
}
