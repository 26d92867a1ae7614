import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { gapReport } from '../../../../shared/knowledge/gap-report.ts';
import type { Gap } from '../../../../shared/knowledge/gap-report.ts';
import { useFeedback } from '../../../replica/article-feedback.ts';
import { useReference } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { useKnowledge } from '../knowledge-store.ts';
import './circle.css';
import { useFirstRows } from '../../../ui/use-first-rows.tsx';
import { FIRST_LINES } from './first-lines.ts';

/** What people looked for and found no article by. */
export function GapsPage(): ReactElement {
  const feedback = useFeedback();
  const gaps = useMemo(() => gapReport(feedback), [feedback]);
  const now = useNow();
  const { rows: shown, more } = useFirstRows(gaps, { first: FIRST_LINES });
  if (gaps.length === 0) {
    return (
      <EmptyState icon="search" title={t('Every search found something')}>
        <p>
          {t(
            'Words that people look for among the articles and find none by are kept here, and how often.',
          )}
        </p>
      </EmptyState>
    );
  }
  return (
    <div className="kb-work">
      <p>{t('Looked for and not found, most often first.')}</p>
      <ul className="kb-list">
        {shown.map((gap) => (
          <GapRow key={gap.words} gap={gap} now={now} />
        ))}
      </ul>
      {more}
    </div>
  );
}

/** Names in sight; more only make the row longer. */
const MOST_NAMES = 3;

function GapRow({ gap, now }: { readonly gap: Gap; readonly now: number }): ReactElement {
  const reference = useReference();
  const go = useNavigation((state) => state.go);
  const names = gap.people
    .slice(0, MOST_NAMES)
    .map((user) => reference.byUserName.get(user)?.name ?? user);
  const others = gap.people.length - names.length;
  return (
    <li className="kb-list__row">
      <div>
        <p className="med">{gap.words}</p>
        <p className="t3 t12">
          {t('{{count}} searches', { count: gap.count })} · {names.join(', ')}
          {others > 0 ? ` ${t('and {{count}} other people', { count: others })}` : null} ·{' '}
          <RelativeTime at={gap.lastAt} now={now} />
        </p>
        {gap.alike.length === 0 ? null : (
          <p className="t3 t12">{t('Also typed: {{words}}', { words: gap.alike.join(', ') })}</p>
        )}
      </div>
      <div className="kb-list__acts">
        <Button
          size="sm"
          icon="search"
          onClick={() => {
            useKnowledge.getState().set({ query: gap.words, cursorId: null });
            go({ kind: 'articles' });
          }}
        >
          {t('Search again')}
        </Button>
      </div>
    </li>
  );
}
