import { isArticle } from '../../../../shared/model/reference.ts';
import type { Article } from '../../../../shared/model/reference.ts';
import type { Workspace } from '../../../replica/workspace.ts';

/** Articles read in one go: some 500 kB of text. */
const PORTION = 100;

/**
 * Every article with its text, portion by portion, so that the window stays awake. Rejects with an
 * AbortError when the signal fires.
 */
export async function readArticles(
  { replica, articles }: Workspace,
  signal: AbortSignal,
  onPortion?: (done: number, total: number) => void,
): Promise<readonly Article[]> {
  const ids = articles.rows().map(({ id }) => id);
  const found: Article[] = [];
  for (let at = 0; at < ids.length; at += PORTION) {
    const portion = await replica.getMany('articles', ids.slice(at, at + PORTION));
    signal.throwIfAborted();
    found.push(...portion.filter(isArticle).filter(({ removedAt }) => removedAt === undefined));
    onPortion?.(Math.min(at + PORTION, ids.length), ids.length);
  }
  return found;
}
