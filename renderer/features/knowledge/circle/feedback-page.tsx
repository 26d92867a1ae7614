import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { votesByArticle } from '../../../../shared/knowledge/gap-report.ts';
import type { Votes } from '../../../../shared/knowledge/gap-report.ts';
import type { ArticleFeedback } from '../../../../shared/model/reference.ts';
import { useFeedback } from '../../../replica/article-feedback.ts';
import { useReference, useVersion, useWorkspace } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import { RecordNo } from '../../../ui/record-no.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { stateLabel } from '../../../words/ticket-words.ts';
import './circle.css';
import { useFirstRows } from '../../../ui/use-first-rows.tsx';
import { FIRST_LINES } from './first-lines.ts';

/** As many as it takes to be worth a look. */
const WORST = 5;

/** Flags and comments of all articles, newest first, and the articles that help least. */
export function FeedbackPage(): ReactElement {
  const feedback = useFeedback();
  const now = useNow();
  const words = useMemo(
    () =>
      feedback
        .filter(
          ({ type, removedAt }) =>
            removedAt === undefined && (type === 'flag' || type === 'comment'),
        )
        .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
    [feedback],
  );
  const worst = useMemo(
    () =>
      [...votesByArticle(feedback)]
        .filter(([, { helpful, unhelpful }]) => unhelpful > helpful)
        .sort(([, a], [, b]) => b.unhelpful - b.helpful - (a.unhelpful - a.helpful))
        .slice(0, WORST),
    [feedback],
  );
  const { rows: shown, more } = useFirstRows(words, { first: FIRST_LINES });
  if (words.length === 0 && worst.length === 0) {
    return (
      <EmptyState icon="chat" title={t('Nobody has said anything yet')}>
        <p>
          {t(
            'Readers vote on an article, comment on it and flag mistakes below its text. What they say is gathered here.',
          )}
        </p>
      </EmptyState>
    );
  }
  return (
    <div className="kb-work">
      {worst.length === 0 ? null : (
        <section aria-label={t('Helped fewer people than not')}>
          <h2 className="kb-work__title">{t('Helped fewer people than not')}</h2>
          <ul className="kb-list">
            {worst.map(([id, votes]) => (
              <VotesRow key={id} id={id} votes={votes} />
            ))}
          </ul>
        </section>
      )}
      {shown.length === 0 ? null : (
        <section aria-label={t('Flags and comments')}>
          <h2 className="kb-work__title">{t('Flags and comments')}</h2>
          <ul className="kb-list">
            {shown.map((each) => (
              <WordsRow key={each.id} feedback={each} now={now} />
            ))}
          </ul>
          {more}
        </section>
      )}
    </div>
  );
}

function ArticleName({ id }: { readonly id: string }): ReactElement {
  const row = useWorkspace().articles.get(id);
  return row ? (
    <>
      <RecordNo value={row.number} /> {row.title}
    </>
  ) : (
    <>{t('An article that is no longer here')}</>
  );
}

function VotesRow({ id, votes }: { readonly id: string; readonly votes: Votes }): ReactElement {
  const openRecord = useNavigation((state) => state.openRecord);
  return (
    <li className="kb-list__row">
      <div>
        <p className="med">
          <ArticleName id={id} />
        </p>
        <p className="t3 t12">
          {t('{{helpful}} say it helped, {{unhelpful}} say it did not', { ...votes })}
        </p>
      </div>
      <div className="kb-list__acts">
        <Button size="sm" onClick={() => openRecord(id)}>
          {t('Read')}
        </Button>
      </div>
    </li>
  );
}

interface WordsRowProps {
  readonly feedback: ArticleFeedback;
  readonly now: number;
}

function WordsRow({ feedback, now }: WordsRowProps): ReactElement {
  const { articleId, body, ownerUserName, createdAt, taskId, type } = feedback;
  const reference = useReference();
  const { tickets } = useWorkspace();
  useVersion(tickets);
  const openRecord = useNavigation((state) => state.openRecord);
  const task = taskId === undefined ? undefined : tickets.get(taskId);
  const name = reference.byUserName.get(ownerUserName)?.name ?? ownerUserName;
  return (
    <li className="kb-list__row">
      <div>
        <p className="med">{articleId === undefined ? null : <ArticleName id={articleId} />}</p>
        <p>{body}</p>
        <p className="t3 t12">
          {name}
          {type === 'flag' ? `, ${t('flagged a mistake')}` : null} ·{' '}
          <RelativeTime at={createdAt} now={now} />
          {task ? ` · ${task.number}, ${stateLabel(task.state)}` : null}
        </p>
      </div>
      <div className="kb-list__acts">
        {task ? (
          <Button size="sm" icon="check" onClick={() => openRecord(task.id)}>
            {t('Open the task')}
          </Button>
        ) : null}
        {articleId === undefined ? null : (
          <Button size="sm" onClick={() => openRecord(articleId)}>
            {t('Read')}
          </Button>
        )}
      </div>
    </li>
  );
}
