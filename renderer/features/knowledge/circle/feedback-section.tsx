import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { votesByArticle } from '../../../../shared/knowledge/gap-report.ts';
import type { Article, ArticleFeedback } from '../../../../shared/model/reference.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { scopesOf } from '../../../../shared/policy/roles.ts';
import { useFeedback } from '../../../replica/article-feedback.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { useNow } from '../../../ui/use-now.ts';
import './circle.css';
import { comment, removeComment, vote } from './feedback-acts.ts';
import { FlagDialog } from './flag-dialog.tsx';

/** Comments and flags of an article that stand, oldest first. */
function useWords(articleId: string): readonly ArticleFeedback[] {
  const feedback = useFeedback();
  return useMemo(
    () =>
      feedback
        .filter(
          (each) =>
            each.articleId === articleId &&
            each.removedAt === undefined &&
            (each.type === 'comment' || each.type === 'flag'),
        )
        .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    [feedback, articleId],
  );
}

function Votes({ article }: { readonly article: Article }): ReactElement {
  const replica = useReplica();
  const feedback = useFeedback();
  const { userName } = replica.session;
  const votes = useMemo(() => votesByArticle(feedback).get(article.id), [feedback, article.id]);
  const own = feedback.find(
    (each) =>
      each.type === 'vote' &&
      each.articleId === article.id &&
      each.ownerUserName === userName &&
      each.removedAt === undefined,
  );
  const { helpful = 0, unhelpful = 0 } = votes ?? {};
  return (
    <div className="kb-votes" role="group" aria-label={t('Did this help?')}>
      <span className="med">{t('Did this help?')}</span>
      <Button
        size="sm"
        icon="thumb-up"
        aria-pressed={own?.helpful === true}
        onClick={() => void vote(replica, article, true)}
      >
        {t('Yes, {{count}}', { count: helpful })}
      </Button>
      <Button
        size="sm"
        icon="thumb-down"
        aria-pressed={own?.helpful === false}
        onClick={() => void vote(replica, article, false)}
      >
        {t('No, {{count}}', { count: unhelpful })}
      </Button>
    </div>
  );
}

function CommentForm({ article }: { readonly article: Article }): ReactElement {
  const replica = useReplica();
  const [body, setBody] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const send = async (): Promise<void> => {
    const said = await comment(replica, article, body);
    setProblem(said);
    if (said === undefined) setBody('');
  };
  return (
    <div className="kb-comment-form">
      <FormField label={t('Comment for readers and authors')} error={problem}>
        {(ids) => (
          <TextArea
            {...ids}
            minRows={2}
            value={body}
            onChange={(event) => setBody(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
            }}
          />
        )}
      </FormField>
      <Button onClick={() => void send()}>{t('Comment')}</Button>
    </div>
  );
}

interface WordsProps {
  readonly feedback: ArticleFeedback;
  readonly now: number;
}

function Words({ feedback, now }: WordsProps): ReactElement {
  const replica = useReplica();
  const reference = useReference();
  const { ownerUserName, createdAt, body = '', type } = feedback;
  const name = reference.byUserName.get(ownerUserName)?.name ?? ownerUserName;
  const isOwn = ownerUserName === replica.session.userName;
  return (
    <li className="kb-words">
      <div className="kb-words__head">
        <span className="med">{name}</span>
        <span className="t3 t12">
          {type === 'flag' ? `${t('flagged a mistake')} · ` : null}
          <RelativeTime at={createdAt} now={now} />
        </span>
        {isOwn && type === 'comment' ? (
          <IconButton
            icon="trash"
            size="sm"
            label={t('Remove your comment')}
            onClick={() => void removeComment(replica, feedback)}
          />
        ) : null}
      </div>
      <p className="kb-words__body">{body}</p>
    </li>
  );
}

/** What readers say of an article, and saying it. */
export function FeedbackSection({ article }: { readonly article: Article }): ReactElement {
  const { session } = useReplica();
  const words = useWords(article.id);
  const now = useNow();
  const [isFlagging, setFlagging] = useState(false);
  const mayFlag =
    mayWrite(session.roles, 'tickets', 'create') && scopesOf(session.roles).length > 0;
  return (
    <section className="kb-feedback" aria-label={t('What readers say')}>
      <div className="kb-feedback__bar">
        <Votes article={article} />
        {mayFlag ? (
          <Button size="sm" variant="quiet" icon="flag" onClick={() => setFlagging(true)}>
            {t('Flag a mistake')}
          </Button>
        ) : null}
      </div>
      {words.length === 0 ? null : (
        <ul className="kb-feedback__words">
          {words.map((each) => (
            <Words key={each.id} feedback={each} now={now} />
          ))}
        </ul>
      )}
      <CommentForm article={article} />
      <FlagDialog article={article} open={isFlagging} onOpenChange={setFlagging} />
    </section>
  );
}
