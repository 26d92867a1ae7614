import { isArticle } from '../../shared/model/reference.ts';
import type { Article, ArticleDocument } from '../../shared/model/reference.ts';
import type { Item } from '../../shared/model/item.ts';

/** What lists and pickers need of a configuration item. */
export type ItemRow = Pick<
  Item,
  | 'id'
  | 'number'
  | 'name'
  | 'className'
  | 'status'
  | 'criticality'
  | 'assetTag'
  | 'serial'
  | 'model'
  | 'manufacturer'
  | 'placeId'
  | 'ownerId'
  | 'teamId'
> & { readonly updatedAt: number };

export function toItemRow(item: Item): ItemRow | null {
  if (item.removedAt) return null;
  const { id, number, name, className, status, criticality } = item;
  return {
    id,
    number,
    name,
    className,
    status,
    criticality,
    ...(item.assetTag ? { assetTag: item.assetTag } : {}),
    ...(item.serial ? { serial: item.serial } : {}),
    ...(item.model ? { model: item.model } : {}),
    ...(item.manufacturer ? { manufacturer: item.manufacturer } : {}),
    ...(item.placeId ? { placeId: item.placeId } : {}),
    ...(item.ownerId ? { ownerId: item.ownerId } : {}),
    ...(item.teamId ? { teamId: item.teamId } : {}),
    updatedAt: Date.parse(item.updatedAt),
  };
}

/** What lists, links and search results need of an article; the text stays in the replica. */
export type ArticleRow = Pick<
  Article,
  | 'id'
  | 'number'
  | 'slug'
  | 'title'
  | 'summary'
  | 'category'
  | 'state'
  | 'audience'
  | 'lang'
  | 'author'
> & { readonly revisedAt: number };

export function toArticleRow(article: ArticleDocument): ArticleRow | null {
  if (article.removedAt || !isArticle(article)) return null;
  const { id, number, slug, title, summary, state, audience, lang, author } = article;
  return {
    id,
    number,
    slug,
    title,
    summary,
    state,
    audience,
    lang,
    author,
    ...(article.category ? { category: article.category } : {}),
    revisedAt: Date.parse(article.revisedAt),
  };
}
