import type { ArticleFeedback } from '../model/reference.ts';

/** Words that people looked for and found no article by. */
export interface Gap {
  readonly words: string;
  /** Searches in all. */
  readonly count: number;
  /** User names, whoever looked most often first. */
  readonly people: readonly string[];
  /** ISO instant of the last search. */
  readonly lastAt: string;
  /** Other ways in which the same was typed. */
  readonly alike: readonly string[];
}

/** Letters by which two searches are the same: "vpn drops" and "VPN drop" are. */
function stemOf(words: string): string {
  return words
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => (word.length > 4 ? word.replace(/(?:es|s|en|e)$/u, '') : word))
    .sort()
    .join(' ');
}

/** What is looked for most and written nowhere, most often first; then what was last looked for. */
export function gapReport(feedback: readonly ArticleFeedback[]): readonly Gap[] {
  const groups = new Map<string, ArticleFeedback[]>();
  for (const each of feedback) {
    if (each.type !== 'search-miss' || each.removedAt !== undefined) continue;
    const stem = stemOf(each.words ?? '');
    if (stem === '') continue;
    const group = groups.get(stem);
    if (group) group.push(each);
    else groups.set(stem, [each]);
  }
  return [...groups.values()]
    .map(gapOf)
    .sort((a, b) => b.count - a.count || (a.lastAt < b.lastAt ? 1 : -1));
}

function gapOf(group: readonly ArticleFeedback[]): Gap {
  const counts = new Map<string, number>();
  const add = (key: string, count: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + count);
  };
  for (const { words, ownerUserName, count } of group) {
    add(`words ${words ?? ''}`, count ?? 1);
    add(`user ${ownerUserName}`, count ?? 1);
  }
  const most = (prefix: string): readonly string[] =>
    [...counts]
      .filter(([key]) => key.startsWith(prefix))
      .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'en'))
      .map(([key]) => key.slice(prefix.length));
  const [words = '', ...alike] = most('words ');
  return {
    words,
    alike,
    people: most('user '),
    count: group.reduce((sum, { count }) => sum + (count ?? 1), 0),
    lastAt: group.reduce((last, { updatedAt }) => (updatedAt > last ? updatedAt : last), ''),
  };
}

/** How useful an article is to those who said so. */
export interface Votes {
  readonly helpful: number;
  readonly unhelpful: number;
}

/** The votes of every article that has any, by article id. */
export function votesByArticle(feedback: readonly ArticleFeedback[]): ReadonlyMap<string, Votes> {
  const votes = new Map<string, Votes>();
  for (const { type, articleId, helpful, removedAt } of feedback) {
    if (type !== 'vote' || articleId === undefined || removedAt !== undefined) continue;
    const { helpful: yes, unhelpful: no } = votes.get(articleId) ?? { helpful: 0, unhelpful: 0 };
    votes.set(
      articleId,
      helpful === true ? { helpful: yes + 1, unhelpful: no } : { helpful: yes, unhelpful: no + 1 },
    );
  }
  return votes;
}
