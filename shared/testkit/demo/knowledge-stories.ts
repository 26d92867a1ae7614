import type { PersonId } from '../../model/ids.ts';
import type { Article } from '../../model/reference.ts';
import { askReview, sendBack } from '../../workflow/article-commands.ts';
import { publishArticle, scheduleArticle } from '../../workflow/article-commands-publish.ts';
import type { CommandContext, CommandResult } from '../../workflow/command.ts';
import { updateDocument } from '../../workflow/record-commands.ts';
import type { DemoAuthor } from './author.ts';

/** What happened to the articles of the demo company since they were written. */
export interface KnowledgeSetting {
  /** Keeps what is written. */
  readonly author: DemoAuthor;
  /** Its ids and instants, so that every other id stays as it was. */
  readonly shelf: DemoAuthor;
  readonly articles: readonly Article[];
  readonly people: ReadonlyMap<string, PersonId>;
  readonly nowMs: number;
}

const DAY_MS = 86_400_000;
const OWNER = 'tobias.brandt';
const LEAD = 'annika.vogel';
const MAY = { roles: ['manager'], personId: undefined };
/** Days from now until which the first articles hold; the owner is reminded of the nearest. */
const VALID_DAYS = [-12, 6, 20, 60, 120, 200, 300] as const;
const NOTES = [
  'The steps for the new driver.',
  'Names the models it was tried on.',
  'A section about what not to do.',
] as const;

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** What it said before its last section was written. */
function before(article: Article): Article {
  const at = article.markdown.lastIndexOf('\n## ');
  return { ...article, state: 'draft', markdown: at > 0 ? article.markdown.slice(0, at) : '…' };
}

function articleOf({ writes }: CommandResult): Article {
  return writes.find(({ document }) => document.kind === 'article')!.document as Article;
}

/** Publishes the older text and then the present one: two versions to compare. */
function twoVersions(setting: KnowledgeSetting, article: Article, note: string): Article {
  const { author, shelf, nowMs } = setting;
  const old = before(article);
  const context = shelf.context(nowMs - 90 * DAY_MS, LEAD);
  const first = author.keep(publishArticle(old, { note: 'First version.' }, MAY, context));
  const present = { ...articleOf(first), state: 'draft' as const, markdown: article.markdown };
  const later = shelf.context(nowMs - 9 * DAY_MS, LEAD);
  return articleOf(author.keep(publishArticle(present, { note }, MAY, later)));
}

/** Owners and days, versions, reviews, one that is scheduled and one that was sent back. */
export function tellKnowledge(setting: KnowledgeSetting): void {
  const { author, shelf, articles, people, nowMs } = setting;
  const at = (agoDays: number): CommandContext => shelf.context(nowMs - agoDays * DAY_MS, LEAD);
  const published = articles.filter(({ state }) => state === 'published');
  const ownerId = people.get(OWNER)!;
  for (const [n, days] of VALID_DAYS.entries()) {
    const article = published[n];
    if (!article) continue;
    const note = NOTES[n];
    const latest = note === undefined ? article : twoVersions(setting, article, note);
    const patch = { ownerId, validTo: dayOf(nowMs + days * DAY_MS) };
    author.keep(updateDocument('articles', latest, patch, at(8)));
  }
  const reviewerId = people.get(OWNER)!;
  for (const article of articles.filter(({ state }) => state === 'review')) {
    author.keep(askReview(article, { reviewerId, note: 'Are the steps complete?' }, MAY, at(1)));
  }
  const [soon, back] = published.slice(VALID_DAYS.length);
  if (soon) {
    const publishAt = new Date(nowMs + 2 * DAY_MS).toISOString();
    author.keep(scheduleArticle({ ...soon, state: 'draft' }, publishAt, MAY, at(1)));
  }
  if (back) {
    const asked = askReview({ ...back, state: 'draft', ownerId }, { reviewerId }, MAY, at(3));
    const note = 'Say which models it was tried on, and how long it takes.';
    author.keep(sendBack(articleOf(asked), note, MAY, at(2)));
  }
}
