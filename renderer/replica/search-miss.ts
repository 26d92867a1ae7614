import { useEffect } from 'react';
import { missId, missWords, noteSearchMiss } from '../../shared/workflow/feedback-commands.ts';
import { useReplica } from './hooks.ts';
import type { Replica } from './replica.ts';

/** A search rests so long before it counts: half a word is none that was looked for. */
export const MISS_AFTER_MS = 2_000;
const FEWEST_LETTERS = 3;

/** Words are kept once as long as the window, however often the same list is looked at. */
const noted = new WeakMap<Replica, Set<string>>();

async function note(replica: Replica, words: string): Promise<void> {
  const before = noted.get(replica) ?? new Set();
  noted.set(replica, before);
  if (before.has(words)) return;
  before.add(words);
  const present = await replica.get('articles', missId(words, replica.session.userName));
  const feedback = present?.kind === 'article-feedback' ? present : null;
  await replica.run((context) => noteSearchMiss(words, feedback, context), 'search without result');
}

/**
 * Keeps for the gap report that a search of articles found nothing.
 *
 * @param typed What was looked for; null while anything is found, or nothing is asked.
 */
export function useSearchMiss(typed: string | null): void {
  const replica = useReplica();
  const words = typed === null ? '' : missWords(typed);
  useEffect(() => {
    if (words.length < FEWEST_LETTERS) return undefined;
    // What cannot be kept was only a note for others: the search goes on.
    const timer = setTimeout(() => void note(replica, words).catch(() => undefined), MISS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [replica, words]);
}
