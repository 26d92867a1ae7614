import type { ArticleId, PersonId } from '../model/ids.ts';
import type { Article, ArticlePicture, ArticleVersion } from '../model/reference.ts';
import type { ArticleActor, ArticleMoveName } from './article-states.ts';
import { ARTICLE_MOVES, mayMoveArticle } from './article-states.ts';
import type { CommandContext, CommandResult, NewBody } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { updateDocument } from './record-commands.ts';

/** All that a person writes of an article; '' and [] for what is not said. */
export interface ArticleBody {
  readonly title: string;
  readonly summary: string;
  readonly markdown: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly audience: Article['audience'];
  readonly lang: string;
  /** '' for nobody. */
  readonly ownerId: string;
  readonly appliesTo: readonly string[];
  /** A local date, `2027-06-30`, or ''. */
  readonly validTo: string;
  /** Slugs. */
  readonly related: readonly string[];
}

export type NewPicture = Omit<Extract<NewBody<'articles'>, { kind: 'article-picture' }>, 'kind'> & {
  readonly id: string;
};

/** What a new article needs that nobody types. */
export interface NewArticleFacts {
  readonly id: ArticleId;
  readonly number: string;
  readonly slug: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Readers' texts; the rest says where it belongs. */
const TEXT_FIELDS = ['title', 'summary', 'markdown'] as const;

function tidyList(list: readonly string[]): readonly string[] {
  return [...new Set(list.map((each) => each.trim()).filter((each) => each !== ''))];
}

function fieldsOf(body: ArticleBody): Partial<Record<keyof ArticleBody, unknown>> {
  const title = body.title.trim();
  if (title === '') throw new CommandError('Give the article a title.', 'title');
  if (body.validTo !== '' && !DAY.test(body.validTo)) {
    throw new CommandError('Give the day as year, month and day.', 'validTo');
  }
  const appliesTo = tidyList(body.appliesTo);
  return {
    title,
    summary: body.summary.trim(),
    markdown: body.markdown,
    category: body.category.trim() || undefined,
    tags: tidyList(body.tags),
    audience: body.audience,
    lang: body.lang.trim() || 'en',
    ownerId: body.ownerId || undefined,
    appliesTo: appliesTo.length > 0 ? appliesTo : undefined,
    validTo: body.validTo || undefined,
    related: tidyList(body.related),
  };
}

/** What a person can write of an article, as it is stored. */
export function bodyOfArticle(article: Article): ArticleBody {
  return {
    title: article.title,
    summary: article.summary,
    markdown: article.markdown,
    category: article.category ?? '',
    tags: article.tags,
    audience: article.audience,
    lang: article.lang,
    ownerId: article.ownerId ?? '',
    appliesTo: article.appliesTo ?? [],
    validTo: article.validTo ?? '',
    related: article.related,
  };
}

function differing(base: Article, fields: Readonly<Record<string, unknown>>) {
  const before = base as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([field, after]) => JSON.stringify(before[field]) !== JSON.stringify(after),
    ),
  );
}

/** What saving writes: a text that was approved and says something else now is a draft again. */
export function savePatch(base: Article, body: ArticleBody, now: string) {
  if (base.state === 'retired') {
    throw new CommandError('A retired article is restored before it is edited.');
  }
  const patch = differing(base, fieldsOf(body));
  const isReworded = TEXT_FIELDS.some((field) => field in patch);
  if (!isReworded) return patch;
  const wasApproved = base.state === 'published' || base.state === 'scheduled';
  const back = wasApproved ? { state: 'draft', publishAt: undefined } : {};
  return { ...patch, revisedAt: now, ...back };
}

/** Documents of pictures that a text shows for the first time. */
export function addPictures(build: CommandBuilder, pictures: readonly NewPicture[]): void {
  for (const { id, ...picture } of pictures) {
    build.create('articles', { kind: 'article-picture', ...picture }, id);
  }
}

/**
 * A new article, a draft at first.
 * @param pictures Those its text shows and that are not stored yet.
 */
export function createArticle(
  body: ArticleBody,
  facts: NewArticleFacts,
  pictures: readonly NewPicture[],
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  const { id, number, slug } = facts;
  const given = Object.entries(fieldsOf(body)).filter(([, value]) => value !== undefined);
  build.create(
    'articles',
    {
      kind: 'article',
      number,
      slug,
      state: 'draft',
      author: context.userName,
      revisedAt: context.now,
      ...Object.fromEntries(given),
    } as NewBody<'articles'>,
    id,
  );
  addPictures(build, pictures);
  return build.result();
}

/**
 * Edits an article. A published or scheduled one whose text changes becomes a draft again: readers
 * see that it is being revised, and its last version is kept. Nothing is written where nothing
 * differs.
 */
export function saveArticle(
  base: Article,
  body: ArticleBody,
  pictures: readonly NewPicture[],
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  const patch = savePatch(base, body, context.now);
  if (Object.keys(patch).length > 0) build.change('articles', base, patch);
  addPictures(build, pictures);
  return build.result();
}

/** @throws CommandError where this person may not move it so, or it is in another state by now. */
export function refuseMove(name: ArticleMoveName, article: Article, actor: ArticleActor): void {
  if (mayMoveArticle(name, article, actor)) return;
  throw new CommandError(
    ARTICLE_MOVES[name].from.includes(article.state)
      ? 'Your role may not do this with the article.'
      : 'The article is in another state by now.',
  );
}

/** Asks somebody to read it; what the reviewer ticked before is asked again. */
export function askReview(
  base: Article,
  { reviewerId, note = '' }: { readonly reviewerId: PersonId; readonly note?: string },
  actor: ArticleActor,
  context: CommandContext,
): CommandResult {
  refuseMove('ask-review', base, actor);
  if (base.markdown.trim() === '') {
    throw new CommandError('Write the text first; there is nothing to review yet.', 'markdown');
  }
  const reviewNote = note.trim() || undefined;
  const patch = { state: 'review', reviewerId, reviewNote, checks: undefined };
  return updateDocument('articles', base, patch, context);
}

/** Keeps what a reviewer has ticked. */
export function tickChecks(
  base: Article,
  checks: Readonly<Record<string, boolean>>,
  context: CommandContext,
): CommandResult {
  return updateDocument('articles', base, { checks: { ...base.checks, ...checks } }, context);
}

/** Gives it back to its author, who reads why. */
export function sendBack(
  base: Article,
  note: string,
  actor: ArticleActor,
  context: CommandContext,
): CommandResult {
  refuseMove('send-back', base, actor);
  if (note.trim() === '') {
    throw new CommandError('Say what has to be changed.', 'reviewNote');
  }
  const patch = { state: 'draft', reviewNote: note.trim(), publishAt: undefined };
  return updateDocument('articles', base, patch, context);
}

/**
 * Takes it out of use; it stays to be read.
 * @param replacement Slug of the article that takes its place, put first among the related.
 */
export function retireArticle(
  base: Article,
  { reason, replacement = '' }: { readonly reason: string; readonly replacement?: string },
  actor: ArticleActor,
  context: CommandContext,
): CommandResult {
  refuseMove('retire', base, actor);
  if (reason.trim() === '') {
    throw new CommandError('Say why it no longer holds.', 'retiredReason');
  }
  const others = base.related.filter((slug) => slug !== replacement);
  const related = replacement === '' ? base.related : [replacement, ...others];
  const patch = { state: 'retired', retiredReason: reason.trim(), related };
  return updateDocument('articles', base, patch, context);
}

/** Brings a retired article back, as a draft. */
export function restoreArticle(
  base: Article,
  actor: ArticleActor,
  context: CommandContext,
): CommandResult {
  refuseMove('restore', base, actor);
  return updateDocument('articles', base, { state: 'draft', retiredReason: undefined }, context);
}

/** An old version's text becomes the article's, to be worked on before it is published again. */
export function restoreVersion(
  base: Article,
  version: ArticleVersion,
  context: CommandContext,
): CommandResult {
  const { title, summary, markdown } = version;
  return saveArticle(base, { ...bodyOfArticle(base), title, summary, markdown }, [], context);
}

/** It still holds: the reminder comes again before the new day. */
export function confirmArticle(
  base: Article,
  validTo: string,
  context: CommandContext,
): CommandResult {
  if (!DAY.test(validTo)) {
    throw new CommandError('Give the day as year, month and day.', 'validTo');
  }
  return updateDocument('articles', base, { validTo, revisedAt: context.now }, context);
}

const ENVELOPE: ReadonlySet<string> = new Set([
  'id',
  'kind',
  'schemaVersion',
  'version',
  'mutationId',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'deviceId',
  // Versions are written once: the next one counts on from the last that was made.
  'versionNumber',
]);

/**
 * Takes an act back as if it had not been. A version that it kept stays in the list.
 * @param former Before the act; null where the act made the article.
 * @param mutationId Of the act.
 * @throws CommandError where somebody has changed the article since.
 */
export function undoArticleAct(
  current: Article,
  former: Article | null,
  mutationId: string,
  context: CommandContext,
): CommandResult {
  if (current.mutationId !== mutationId) {
    throw new CommandError('It was changed again since, so this was not taken back.');
  }
  if (former === null) {
    return updateDocument('articles', current, { removedAt: context.now }, context);
  }
  const before = former as unknown as Readonly<Record<string, unknown>>;
  const fields = [...new Set([...Object.keys(current), ...Object.keys(former)])].filter(
    (field) => !ENVELOPE.has(field),
  );
  const patch = Object.fromEntries(fields.map((field) => [field, before[field]]));
  return updateDocument('articles', current, patch, context);
}

/** Pictures that a text shows, by their ids. */
export function picturesIn(markdown: string): readonly ArticlePicture['id'][] {
  const found = markdown.matchAll(/outpost-picture:(article:[0-7][0-9A-HJKMNP-TV-Z]{25})/g);
  return [...new Set([...found].map(([, id]) => id as ArticlePicture['id']))];
}
