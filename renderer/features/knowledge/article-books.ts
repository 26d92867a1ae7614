import type { Article, ArticleDocument, ArticleVersion } from '../../../shared/model/reference.ts';
import type { WorkArticle } from '../../../shared/knowledge/article-work.ts';
import { useVersion, useWorkspace } from '../../replica/hooks.ts';
import { Projection } from '../../replica/projection.ts';
import type { Replica } from '../../replica/replica.ts';

/** A version without its text. */
export type VersionRow = Pick<
  ArticleVersion,
  'id' | 'kind' | 'articleId' | 'versionNumber' | 'note' | 'createdAt' | 'createdBy'
>;
/** What is known of an article beside its text. */
export type FactsRow = WorkArticle & Pick<Article, 'kind' | 'slug' | 'versionNumber'>;
export type BookRow = VersionRow | FactsRow;

function toBookRow(document: ArticleDocument): BookRow | null {
  if (document.removedAt !== undefined) return null;
  if (document.kind === 'article') {
    const { markdown: _text, summary: _summary, checks: _checks, ...facts } = document;
    return facts;
  }
  if (document.kind !== 'article-version') return null;
  const { id, kind, articleId, versionNumber, note, createdAt, createdBy } = document;
  const row = { id, kind, articleId, versionNumber, createdAt, createdBy };
  return note === undefined ? row : { ...row, note };
}

type Books = Projection<'articles', BookRow>;
const opened = new WeakMap<Replica, Books>();

/** Read the first time that somebody works on articles; readers never pay for it. */
function booksOf(replica: Replica): Books {
  let books = opened.get(replica);
  if (!books) {
    books = new Projection(replica, 'articles', toBookRow);
    opened.set(replica, books);
    void books.load(replica, 'articles');
  }
  return books;
}

/** Articles and versions without their texts; `isComplete` once all were read. */
export function useArticleBooks(): {
  readonly rows: readonly BookRow[];
  readonly isComplete: boolean;
} {
  const books = booksOf(useWorkspace().replica);
  useVersion(books);
  return { rows: books.rows(), isComplete: books.state === 'complete' };
}

/** Versions of an article, newest first. */
export function versionsOf(rows: readonly BookRow[], articleId: string): readonly VersionRow[] {
  return rows
    .filter(
      (row): row is VersionRow => row.kind === 'article-version' && row.articleId === articleId,
    )
    .sort((a, b) => b.versionNumber - a.versionNumber || (a.createdAt < b.createdAt ? 1 : -1));
}
