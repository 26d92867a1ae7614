import { useMemo } from 'react';
import type { ArticleId, PersonId } from '../../../shared/model/ids.ts';
import type { Article, ArticleVersion } from '../../../shared/model/reference.ts';
import { isArticle } from '../../../shared/model/reference.ts';
import { mayWrite } from '../../../shared/policy/rights.ts';
import { uniqueSlug } from '../../../shared/knowledge/article-slug.ts';
import {
  askReview,
  confirmArticle,
  createArticle,
  restoreArticle,
  restoreVersion,
  retireArticle,
  saveArticle,
  sendBack,
  tickChecks,
  undoArticleAct,
} from '../../../shared/workflow/article-commands.ts';
import {
  publishArticle,
  scheduleArticle,
} from '../../../shared/workflow/article-commands-publish.ts';
import type { NewPicture } from '../../../shared/workflow/article-commands.ts';
import type { Publication } from '../../../shared/workflow/article-commands-publish.ts';
import type { ArticleActor } from '../../../shared/workflow/article-states.ts';
import type { CommandContext, CommandResult } from '../../../shared/workflow/command.ts';
import { CommandError } from '../../../shared/workflow/command.ts';
import { useMe, useWorkspace } from '../../replica/hooks.ts';
import type { Replica } from '../../replica/replica.ts';
import type { Workspace } from '../../replica/workspace.ts';
import { msg, t } from '../../ui/i18n.ts';
import { offerUndo } from '../../ui/undo.ts';
import type { ArticleForm } from './editor/article-form.ts';

/** Sentences of commands (shared/workflow), so that they are translated where they are shown. */
export const ARTICLE_SENTENCES = [
  msg('Give the article a title.'),
  msg('Give the day as year, month and day.'),
  msg('A retired article is restored before it is edited.'),
  msg('Your role may not do this with the article.'),
  msg('The article is in another state by now.'),
  msg('Write the text first; there is nothing to review yet.'),
  msg('Write the text first; there is nothing to read yet.'),
  msg('Say what has to be changed.'),
  msg('Say why it no longer holds.'),
  msg('Tick every line of the quality list first.'),
  msg('Choose an instant that is still to come.'),
  msg('It was changed again since, so this was not taken back.'),
] as const;

/** Why something could not be done, for the person; undefined when it was done. */
export type Outcome = string | undefined;

function failureOf(error: unknown): string {
  return error instanceof CommandError
    ? t(error.message)
    : t('This could not be stored. What you typed is kept.');
}

async function attempt(act: () => Promise<unknown>): Promise<Outcome> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

async function current(replica: Replica, id: string): Promise<Article> {
  const found = await replica.get('articles', id);
  if (!found || !isArticle(found)) throw new CommandError(t('The article is no longer here.'));
  return found;
}

interface Act {
  /** Of what it is done to. */
  readonly article: Article;
  /** What was done: "Article published". */
  readonly text: string;
  command(article: Article, context: CommandContext): CommandResult;
}

/** Does it, says so, and offers the way back. */
async function perform(replica: Replica, { article, text, command }: Act): Promise<void> {
  const { id, number } = article;
  const label = `${number}: ${text}`;
  // What others wrote meanwhile is merged, and stays where the act is taken back.
  const former = await current(replica, id);
  const { writes, mutationId } = await replica.run((context) => command(article, context), label);
  if (writes.length === 0) return;
  offerUndo({
    text,
    detail: number,
    undo: () =>
      attempt(async () => {
        const now = await current(replica, id);
        await replica.run((context) => undoArticleAct(now, former, mutationId, context), label);
      }),
  });
}

export type Saved = { readonly article: Article } | { readonly problem: string };

/** What the editor hands over. */
export interface SaveRequest {
  readonly id: string;
  readonly form: ArticleForm;
  readonly pictures: readonly NewPicture[];
}

async function create(workspace: Workspace, request: SaveRequest): Promise<Article> {
  const { replica, articles } = workspace;
  const { form, id, pictures } = request;
  // Asked before a number is used up.
  if (form.body.title.trim() === '') throw new CommandError('Give the article a title.', 'title');
  const number = await replica.takeNumber('KB');
  const taken = new Set(articles.rows().map(({ slug }) => slug));
  const slug = uniqueSlug(form.body.title, number, (each) => taken.has(each));
  const facts = { id: id as ArticleId, number, slug };
  const label = t('New article {{number}}', { number });
  const { mutationId } = await replica.run(
    (context) => createArticle(form.body, facts, pictures, context),
    label,
  );
  const made = await current(replica, id);
  if (mayWrite(replica.session.roles, 'articles', 'remove')) {
    offerUndo({
      text: t('Article made'),
      detail: number,
      undo: () =>
        attempt(async () => {
          const now = await current(replica, id);
          await replica.run((context) => undoArticleAct(now, null, mutationId, context), label);
        }),
    });
  }
  return made;
}

async function save(workspace: Workspace, request: SaveRequest): Promise<Article> {
  const { replica } = workspace;
  const { form, id, pictures } = request;
  if (form.began === null && (await replica.get('articles', id)) === null) {
    return create(workspace, request);
  }
  const base = form.began ?? (await current(replica, id));
  await perform(replica, {
    article: base,
    text: t('Article saved'),
    command: (article, context) => saveArticle(article, form.body, pictures, context),
  });
  return current(replica, id);
}

function actsOf(workspace: Workspace, personId: PersonId | undefined) {
  const { replica } = workspace;
  const actor = (): ArticleActor => ({ roles: replica.session.roles, personId });
  const act = (
    article: Article,
    text: string,
    command: (article: Article, context: CommandContext) => CommandResult,
  ): Promise<Outcome> => attempt(() => perform(replica, { article, text, command }));
  return {
    save(request: SaveRequest): Promise<Saved> {
      return save(workspace, request).then(
        (article) => ({ article }),
        (error: unknown) => ({ problem: failureOf(error) }),
      );
    },
    askReview: (article: Article, reviewerId: PersonId, note: string): Promise<Outcome> =>
      act(article, t('Review asked for'), (base, context) =>
        askReview(base, { reviewerId, note }, actor(), context),
      ),
    sendBack: (article: Article, note: string): Promise<Outcome> =>
      act(article, t('Sent back to its author'), (base, context) =>
        sendBack(base, note, actor(), context),
      ),
    publish: (article: Article, publication: Publication): Promise<Outcome> =>
      act(article, t('Article published'), (base, context) =>
        publishArticle(base, publication, actor(), context),
      ),
    schedule: (article: Article, publishAt: string): Promise<Outcome> =>
      act(article, t('Publication scheduled'), (base, context) =>
        scheduleArticle(base, publishAt, actor(), context),
      ),
    retire: (article: Article, reason: string, replacement: string): Promise<Outcome> =>
      act(article, t('Article retired'), (base, context) =>
        retireArticle(base, { reason, replacement }, actor(), context),
      ),
    restore: (article: Article): Promise<Outcome> =>
      act(article, t('Article restored as a draft'), (base, context) =>
        restoreArticle(base, actor(), context),
      ),
    restoreVersion: (article: Article, version: ArticleVersion): Promise<Outcome> =>
      act(
        article,
        t('Version {{n}} restored as a draft', { n: version.versionNumber }),
        (base, context) => restoreVersion(base, version, context),
      ),
    confirm: (article: Article, validTo: string): Promise<Outcome> =>
      act(article, t('Confirmed until a new day'), (base, context) =>
        confirmArticle(base, validTo, context),
      ),
    /** A tick is its own way back. */
    tick: (article: Article, checks: Readonly<Record<string, boolean>>): Promise<Outcome> =>
      attempt(() =>
        replica.run(
          (context) => tickChecks(article, checks, context),
          t('Quality list of {{number}}', { number: article.number }),
        ),
      ),
  };
}

export type ArticleActs = ReturnType<typeof actsOf>;

/** Everything a person can do to an article; each act says what went wrong in a sentence. */
export function useArticleActs(): ArticleActs {
  const workspace = useWorkspace();
  const personId = useMe()?.id as PersonId | undefined;
  return useMemo(() => actsOf(workspace, personId), [workspace, personId]);
}

/** Who sits here, as the article's machine asks. */
export function useArticleActor(): ArticleActor {
  const { replica } = useWorkspace();
  const me = useMe();
  const { roles } = replica.session;
  return useMemo(() => ({ roles, personId: me?.id }), [roles, me]);
}
