import type { Article } from '../model/reference.ts';

/** Why an article waits for somebody. */
export type ArticleWorkReason =
  'to-review' | 'sent-back' | 'expired' | 'expiring' | 'my-draft' | 'scheduled' | 'old';

/** What decides who it waits for. */
export type WorkArticle = Pick<
  Article,
  | 'id'
  | 'number'
  | 'title'
  | 'state'
  | 'author'
  | 'updatedBy'
  | 'revisedAt'
  | 'ownerId'
  | 'reviewerId'
  | 'reviewNote'
  | 'validTo'
  | 'publishAt'
>;

export interface ArticleWork {
  readonly article: WorkArticle;
  readonly reason: ArticleWorkReason;
  /** Days until the day it is valid to, negative after it; days since it was revised for `old`. */
  readonly days: number | null;
}

export interface ArticleWorkQuestion {
  /** Local date of the reader, `2027-03-30`. */
  readonly today: string;
  /** Days before the valid-to day on which it is told. */
  readonly reminderDays: number;
  readonly userName: string;
  readonly personId: string | undefined;
  /** False: only what waits for this person. */
  readonly everybody: boolean;
}

/** Reminded of where nobody said otherwise. */
export const REMINDER_DAYS = 30;
/** An article of one's own that nobody has touched for so long should be read again. */
export const OLD_AFTER_DAYS = 365;

const DAY_MS = 86_400_000;

/** Whole days from one local date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

function isMine(article: WorkArticle, { personId, userName }: ArticleWorkQuestion): boolean {
  return article.ownerId === undefined ? article.author === userName : article.ownerId === personId;
}

function publishedWork(article: WorkArticle, question: ArticleWorkQuestion): ArticleWork | null {
  if (!question.everybody && !isMine(article, question)) return null;
  const { today, reminderDays } = question;
  if (article.validTo !== undefined) {
    const days = daysBetween(today, article.validTo);
    if (days < 0) return { article, reason: 'expired', days };
    if (days <= reminderDays) return { article, reason: 'expiring', days };
    return null;
  }
  const age = daysBetween(article.revisedAt.slice(0, 10), today);
  // What was imported has an author and no owner: its age is nobody's business yet.
  if (article.ownerId === undefined || age < OLD_AFTER_DAYS) return null;
  return { article, reason: 'old', days: age };
}

function workOf(article: WorkArticle, question: ArticleWorkQuestion): ArticleWork | null {
  const { everybody, personId, userName } = question;
  switch (article.state) {
    case 'published':
      return publishedWork(article, question);
    case 'review':
      return everybody || (personId !== undefined && article.reviewerId === personId)
        ? { article, reason: 'to-review', days: null }
        : null;
    case 'draft': {
      const isOwn = article.author === userName || isMine(article, question);
      if (!everybody && !isOwn && article.updatedBy !== userName) return null;
      const reason = article.reviewNote === undefined ? 'my-draft' : 'sent-back';
      return { article, reason, days: null };
    }
    case 'scheduled':
      return everybody || isMine(article, question)
        ? { article, reason: 'scheduled', days: null }
        : null;
    case 'retired':
      return null;
  }
}

const ORDER: readonly ArticleWorkReason[] = [
  'to-review',
  'sent-back',
  'expired',
  'expiring',
  'my-draft',
  'scheduled',
  'old',
];

/** What waits, most pressing first; within a reason the earliest day, then the title. */
export function articleWork(
  articles: readonly WorkArticle[],
  question: ArticleWorkQuestion,
): readonly ArticleWork[] {
  return articles
    .flatMap((article) => workOf(article, question) ?? [])
    .sort(
      (a, b) =>
        ORDER.indexOf(a.reason) - ORDER.indexOf(b.reason) ||
        (a.reason === 'old' ? (b.days ?? 0) - (a.days ?? 0) : (a.days ?? 0) - (b.days ?? 0)) ||
        a.article.title.localeCompare(b.article.title, 'en'),
    );
}
