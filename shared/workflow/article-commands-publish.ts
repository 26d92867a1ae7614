import { derivedUlid } from '../model/derived-ulid.ts';
import type { ArticleId } from '../model/ids.ts';
import { makeId } from '../model/ids.ts';
import type { Article } from '../model/reference.ts';
import { ARTICLE_CHECKS } from '../model/reference.ts';
import type { ArticleBody, NewPicture } from './article-commands.ts';
import { addPictures, refuseMove, savePatch } from './article-commands.ts';
import type { ArticleActor } from './article-states.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { updateDocument } from './record-commands.ts';

/** Checks of the quality list that nobody has ticked yet. */
export function openChecks(article: Pick<Article, 'checks'>): readonly string[] {
  return ARTICLE_CHECKS.filter((check) => article.checks?.[check] !== true);
}

function refuseUnchecked(base: Article): void {
  if (base.state === 'review' && openChecks(base).length > 0) {
    throw new CommandError('Tick every line of the quality list first.', 'checks');
  }
  if (base.markdown.trim() === '') {
    throw new CommandError('Write the text first; there is nothing to read yet.', 'markdown');
  }
}

function addVersion(build: CommandBuilder, article: Article, note: string, id?: string): number {
  const versionNumber = (article.versionNumber ?? 0) + 1;
  const { title, summary, markdown } = article;
  const body = {
    kind: 'article-version' as const,
    articleId: article.id as ArticleId,
    versionNumber,
    title,
    summary,
    markdown,
  };
  const said = note.trim() === '' ? {} : { note: note.trim() };
  build.create('articles', { ...body, ...said }, id);
  return versionNumber;
}

export interface Publication {
  /** What changed since the version before. */
  readonly note?: string;
  /** Edits that are published in the same go. */
  readonly body?: ArticleBody;
  readonly pictures?: readonly NewPicture[];
}

function withEdits(base: Article, { body }: Publication, now: string) {
  const patch: Readonly<Record<string, unknown>> = body ? savePatch(base, body, now) : {};
  return { patch, article: { ...base, ...patch, state: base.state } };
}

/** Publishes it now and keeps what it says as a version. */
export function publishArticle(
  base: Article,
  publication: Publication,
  actor: ArticleActor,
  context: CommandContext,
): CommandResult {
  refuseMove(base.state === 'review' ? 'approve' : 'publish', base, actor);
  const { patch, article } = withEdits(base, publication, context.now);
  refuseUnchecked(article);
  const build = new CommandBuilder(context);
  addPictures(build, publication.pictures ?? []);
  const versionNumber = addVersion(build, article, publication.note ?? '');
  build.change('articles', base, {
    ...patch,
    state: 'published',
    publishedAt: context.now,
    publishAt: undefined,
    retiredReason: undefined,
    reviewNote: undefined,
    versionNumber,
  });
  return build.result();
}

/**
 * Has it published at an instant; until then it is scheduled.
 * @param publishAt ISO instant, after now.
 */
export function scheduleArticle(
  base: Article,
  publishAt: string,
  actor: ArticleActor,
  context: CommandContext,
): CommandResult {
  refuseMove('schedule', base, actor);
  refuseUnchecked(base);
  const atMs = Date.parse(publishAt);
  if (Number.isNaN(atMs) || atMs <= Date.parse(context.now)) {
    throw new CommandError('Choose an instant that is still to come.', 'publishAt');
  }
  const patch = { state: 'scheduled', publishAt: new Date(atMs).toISOString() };
  return updateDocument('articles', base, { ...patch, reviewNote: undefined }, context);
}

/** Is it scheduled, and its instant over? */
export function isDue(article: Pick<Article, 'state' | 'publishAt'>, nowMs: number): boolean {
  const { state, publishAt } = article;
  return state === 'scheduled' && publishAt !== undefined && Date.parse(publishAt) <= nowMs;
}

/**
 * Publishes an article whose instant has come. Ids, instants and mutation follow from the article
 * and its instant: several consoles that do it write the same, and it happened once. Nothing is
 * written before the instant, or where it is published already.
 */
export function publishDue(base: Article, context: CommandContext): CommandResult {
  const { publishAt, id } = base;
  if (publishAt === undefined || !isDue(base, Date.parse(context.now))) {
    return new CommandBuilder(context).result();
  }
  const ulid = (what: string): string => derivedUlid(Date.parse(publishAt), what, id, publishAt);
  const build = new CommandBuilder({
    ...context,
    now: publishAt,
    ulid: () => ulid('article-published'),
  });
  const versionId = makeId('article', ulid('article-version'));
  const versionNumber = addVersion(build, base, '', versionId);
  build.change('articles', base, {
    state: 'published',
    publishedAt: publishAt,
    publishAt: undefined,
    retiredReason: undefined,
    versionNumber,
  });
  return build.result();
}
