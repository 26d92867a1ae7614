import type { Article, ArticleFeedback } from '../../../../shared/model/reference.ts';
import type { CommandResult } from '../../../../shared/workflow/command.ts';
import { CommandError } from '../../../../shared/workflow/command.ts';
import {
  commentOnArticle,
  flagArticle,
  voteId,
  voteOnArticle,
  withdrawFeedback,
} from '../../../../shared/workflow/feedback-commands.ts';
import { changeTicketState } from '../../../../shared/workflow/ticket-commands.ts';
import type { Replica } from '../../../replica/replica.ts';
import { msg, t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { offerUndo } from '../../../ui/undo.ts';

/** Sentences of the commands, so that they are translated where they are shown. */
export const FEEDBACK_SENTENCES = [
  msg('Write something first.'),
  msg('At most 4000 characters, please.'),
  msg('Only whoever wrote it takes it back.'),
] as const;

/** Nothing, or the sentence that says why it was not taken. */
type Said = Promise<string | undefined>;

function reasonOf(error: unknown): string {
  if (error instanceof CommandError) return t(error.message);
  const reason = error instanceof Error ? error.message : String(error);
  return t('This could not be stored: {{reason}}', { reason });
}

function taken(work: Promise<unknown>): Said {
  return work.then(() => undefined, reasonOf);
}

async function feedbackNow(replica: Replica, id: string): Promise<ArticleFeedback | null> {
  const found = await replica.get('articles', id);
  return found?.kind === 'article-feedback' ? found : null;
}

/** Votes; the same vote again takes it back. */
export async function vote(replica: Replica, article: Article, helpful: boolean): Promise<void> {
  const present = await feedbackNow(replica, voteId(article.id, replica.session.userName));
  const label = t('Vote on {{number}}', { number: article.number });
  const problem = await taken(
    replica.run((context) => voteOnArticle(article, helpful, present, context), label),
  );
  if (problem !== undefined) toast({ tone: 'danger', text: problem });
}

/** The feedback that an act wrote. */
function written({ writes }: CommandResult): string {
  return writes.find(({ document }) => document.kind === 'article-feedback')!.document.id;
}

async function withdraw(replica: Replica, id: string, isWithdrawn: boolean): Promise<void> {
  const present = await feedbackNow(replica, id);
  if (!present) throw new CommandError('It is no longer here.');
  await replica.run(
    (context) => withdrawFeedback(present, isWithdrawn, context),
    t('Take feedback back'),
  );
}

/** Comments on an article. */
export async function comment(replica: Replica, article: Article, body: string): Said {
  const { number } = article;
  return taken(
    replica
      .run(
        (context) => commentOnArticle(article, body, context),
        t('Comment on {{number}}', { number }),
      )
      .then((result) => {
        const id = written(result);
        offerUndo({
          text: t('Commented on {{number}}', { number }),
          undo: () => taken(withdraw(replica, id, true)),
        });
      }),
  );
}

/** Takes a comment back that this person wrote. */
export async function removeComment(replica: Replica, feedback: ArticleFeedback): Promise<void> {
  const problem = await taken(withdraw(replica, feedback.id, true));
  if (problem !== undefined) {
    toast({ tone: 'danger', text: problem });
    return;
  }
  offerUndo({
    text: t('Comment removed'),
    undo: () => taken(withdraw(replica, feedback.id, false)),
  });
}

async function takeFlagBack(replica: Replica, feedbackId: string): Promise<void> {
  const flag = await feedbackNow(replica, feedbackId);
  const task = flag?.taskId === undefined ? null : await replica.get('tickets', flag.taskId);
  if (task?.open === 1) {
    const label = t('Cancel {{number}}', { number: task.number });
    await replica.run((context) => changeTicketState(task, 'cancelled', {}, context), label);
  }
  await withdraw(replica, feedbackId, true);
}

/** Flags an article; its owner gets a task. */
export async function flag(
  replica: Replica,
  article: Article,
  given: { readonly body: string; readonly scope: string },
): Said {
  const { body, scope } = given;
  if (body.trim() === '') return t('Write something first.');
  return taken(
    replica
      .takeNumber('TSK')
      .then((number) =>
        replica.run(
          (context) => flagArticle(article, body, { scope, number }, context),
          t('Flag {{number}}', { number: article.number }),
        ),
      )
      .then((result) => {
        const id = written(result);
        offerUndo({
          text: t('{{number}} flagged, a task was written', { number: article.number }),
          undo: () => taken(takeFlagBack(replica, id)),
        });
      }),
  );
}
