import { derivedUlid } from '../model/derived-ulid.ts';
import { makeId } from '../model/ids.ts';
import type { Article, ArticleFeedback } from '../model/reference.ts';
import type { Ticket } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { relate, updateDocument } from './record-commands.ts';
import { Steps } from './ticket-acts-kit.ts';
import { createTicket } from './ticket-commands.ts';

/** As much as one comment or flag may say. */
const MOST_LETTERS = 4_000;

/** One vote of a person on an article, whichever of their machines it is given on. */
export function voteId(articleId: string, userName: string): string {
  return makeId('article', derivedUlid(0, 'vote', articleId, userName));
}

/** What was typed as it counts: case, space and their order of magnitude aside. */
export function missWords(typed: string): string {
  return typed.trim().replace(/\s+/g, ' ').toLowerCase().slice(0, 200);
}

/** A search of a person that found nothing, one document for the same words. */
export function missId(words: string, userName: string): string {
  return makeId('article', derivedUlid(0, 'search-miss', words, userName));
}

/**
 * Says whether an article helped; the same again takes it back.
 * @param present This person's vote as it stands, removed or not.
 */
export function voteOnArticle(
  article: Article,
  helpful: boolean,
  present: ArticleFeedback | null,
  context: CommandContext,
): CommandResult {
  if (present) {
    const isSame = present.helpful === helpful && present.removedAt === undefined;
    const patch = { helpful, removedAt: isSame ? context.now : undefined };
    return updateDocument('articles', present, patch, context);
  }
  const build = new CommandBuilder(context);
  build.create(
    'articles',
    {
      kind: 'article-feedback',
      type: 'vote',
      ownerUserName: context.userName,
      articleId: article.id,
      helpful,
    },
    voteId(article.id, context.userName),
  );
  return build.result();
}

function checkBody(body: string): string {
  const text = body.trim();
  if (text === '') throw new CommandError('Write something first.', 'body');
  if (text.length > MOST_LETTERS) {
    throw new CommandError(`At most ${MOST_LETTERS} characters, please.`, 'body');
  }
  return text;
}

/** A comment for those who read and write the article. */
export function commentOnArticle(
  article: Article,
  body: string,
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  build.create('articles', {
    kind: 'article-feedback',
    type: 'comment',
    ownerUserName: context.userName,
    articleId: article.id,
    body: checkBody(body),
  });
  return build.result();
}

/** Takes feedback of one's own back, or brings it back. */
export function withdrawFeedback(
  feedback: ArticleFeedback,
  isWithdrawn: boolean,
  context: CommandContext,
): CommandResult {
  if (feedback.ownerUserName !== context.userName) {
    throw new CommandError('Only whoever wrote it takes it back.');
  }
  const removedAt = isWithdrawn ? context.now : undefined;
  return updateDocument('articles', feedback, { removedAt }, context);
}

/** Where the task of a flag is written. */
export interface FlagTask {
  readonly scope: string;
  /** Already taken (L5). */
  readonly number: string;
}

/**
 * Says that something is wrong with an article: the flag, and a task for its owner that the article
 * is linked to, as one act.
 */
export function flagArticle(
  article: Article,
  body: string,
  task: FlagTask,
  context: CommandContext,
): CommandResult {
  const text = checkBody(body);
  const steps = new Steps(context);
  const created = createTicket(
    {
      kind: 'task',
      scope: task.scope,
      number: task.number,
      title: `${article.number} flagged: ${article.title}`.slice(0, 400),
      description: text,
      impact: 3,
      urgency: 2,
      origin: 'portal',
      ...(article.ownerId === undefined ? {} : { assigneeId: article.ownerId }),
      id: makeId('ticket', context.ulid()),
    },
    context,
  );
  const ticket = created.writes[0]!.document as Ticket;
  steps.take(created);
  steps.take(relate(ticket, 'documented-by', article.id, context));
  const build = new CommandBuilder(context);
  build.create('articles', {
    kind: 'article-feedback',
    type: 'flag',
    ownerUserName: context.userName,
    articleId: article.id,
    body: text,
    taskId: ticket.id,
  });
  steps.take(build.result());
  return steps.result();
}

/**
 * Keeps that a search found no article, once more where the same person looked for it before.
 * @param present Of these words and this person.
 */
export function noteSearchMiss(
  typed: string,
  present: ArticleFeedback | null,
  context: CommandContext,
): CommandResult {
  const words = missWords(typed);
  if (words === '') throw new CommandError('There is nothing to keep of an empty search.');
  if (present) {
    const patch = { count: (present.count ?? 0) + 1, removedAt: undefined };
    return updateDocument('articles', present, patch, context);
  }
  const build = new CommandBuilder(context);
  build.create(
    'articles',
    {
      kind: 'article-feedback',
      type: 'search-miss',
      ownerUserName: context.userName,
      words,
      count: 1,
    },
    missId(words, context.userName),
  );
  return build.result();
}
