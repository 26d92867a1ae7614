import type { ArticleId } from '../../../../shared/model/ids.ts';
import { makeId, makeUlid } from '../../../../shared/model/ids.ts';
import type { Article } from '../../../../shared/model/reference.ts';
import type { ArticleBody, NewPicture } from '../../../../shared/workflow/article-commands.ts';
import { bodyOfArticle, picturesIn } from '../../../../shared/workflow/article-commands.ts';
import type { PictureData } from '../markdown/picture-reference.ts';

/** What the editor of an article keeps until it is saved. */
export interface ArticleForm {
  readonly body: ArticleBody;
  /** What it was begun on: what others wrote since is merged into it. Null: it is new. */
  readonly began: Article | null;
}

const EMPTY: ArticleBody = {
  title: '',
  summary: '',
  markdown: '',
  category: '',
  tags: [],
  audience: 'agents',
  lang: 'en',
  ownerId: '',
  appliesTo: [],
  validTo: '',
  related: [],
};

/** @param fresh What a new article says from the start. */
export function formOf(article: Article | null, fresh: Partial<ArticleBody> = {}): ArticleForm {
  return { body: article ? bodyOfArticle(article) : { ...EMPTY, ...fresh }, began: article };
}

/** An id for an article or picture that is written later. */
export function newArticleId(nowMs: number): ArticleId {
  return makeId('article', makeUlid(nowMs, Math.random));
}

/** Where an article's draft is kept, as `useKeptForm` asks. */
export function articleDraftId(id: string): string {
  return `article:${id}`;
}

/** The pictures of a text that have no document yet. */
export function newPictures(
  articleId: string,
  markdown: string,
  pending: ReadonlyMap<string, PictureData>,
): readonly NewPicture[] {
  return picturesIn(markdown).flatMap((id) => {
    const picture = pending.get(id);
    return picture ? [{ id, articleId: articleId as ArticleId, ...picture }] : [];
  });
}
