import type { ArticleRow } from '../../replica/rows.ts';
import type { ArticleFilter } from '../../search/search.ts';

/** A line of the browsable list. */
export type ArticleLine =
  | {
      readonly kind: 'group';
      readonly key: string;
      /** '' for articles without a category. */
      readonly category: string;
      readonly count: number;
      readonly isFolded: boolean;
    }
  | { readonly kind: 'article'; readonly key: string; readonly row: ArticleRow };

export function passesFilter(row: ArticleRow, filter: ArticleFilter): boolean {
  return (
    (filter.category === undefined || (row.category ?? '') === filter.category) &&
    (filter.state === undefined || row.state === filter.state) &&
    (filter.lang === undefined || row.lang === filter.lang)
  );
}

export interface LineOptions {
  readonly filter: ArticleFilter;
  /** Keys of folded groups. */
  readonly folded: ReadonlySet<string>;
  readonly compare: (a: string, b: string) => number;
}

/** Articles by category, both by name; those without a category come last. */
export function articleLines(
  rows: readonly ArticleRow[],
  { filter, folded, compare }: LineOptions,
): readonly ArticleLine[] {
  const byCategory = new Map<string, ArticleRow[]>();
  for (const row of rows) {
    if (!passesFilter(row, filter)) continue;
    const category = row.category ?? '';
    const present = byCategory.get(category);
    if (present) present.push(row);
    else byCategory.set(category, [row]);
  }
  const categories = [...byCategory.keys()].sort((a, b) =>
    a === '' ? 1 : b === '' ? -1 : compare(a, b),
  );
  return categories.flatMap((category): readonly ArticleLine[] => {
    const own = byCategory.get(category) ?? [];
    const key = `group:${category}`;
    const isFolded = folded.has(key);
    const group = { kind: 'group', key, category, count: own.length, isFolded } as const;
    if (isFolded) return [group];
    own.sort((a, b) => compare(a.title, b.title));
    return [group, ...own.map((row) => ({ kind: 'article', key: row.id, row }) as const)];
  });
}

export interface FilterChoices {
  readonly categories: readonly string[];
  readonly states: readonly ArticleRow['state'][];
  readonly languages: readonly string[];
}

/** What can be chosen: only what occurs. */
export function filterChoices(
  rows: readonly ArticleRow[],
  compare: (a: string, b: string) => number,
): FilterChoices {
  const unique = <T extends string>(values: readonly T[]): T[] => [...new Set(values)];
  return {
    categories: unique(rows.map((row) => row.category ?? '')).sort((a, b) =>
      a === '' ? 1 : b === '' ? -1 : compare(a, b),
    ),
    states: unique(rows.map((row) => row.state)),
    languages: unique(rows.map((row) => row.lang)).sort(compare),
  };
}
