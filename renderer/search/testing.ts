import type { ArticleSource } from './article-hit.ts';
import { IndexStore } from './index-store.ts';
import { SegmentStore } from './records/segment-store.ts';
import type { SearchPort } from './search-client.ts';
import { SearchDesk } from './search-desk.ts';
import type { SearchAnswer, SearchRequest } from './search-protocol.ts';

/** An article for tests; the id is made from the title. */
export function sourceOf(title: string, part: Partial<ArticleSource> = {}): ArticleSource {
  return {
    id: `article:${title}`,
    stamp: '1',
    number: `KB-${title.length}`,
    title,
    summary: '',
    category: 'Printing',
    tags: [],
    state: 'published',
    lang: 'en',
    markdown: '',
    ...part,
  };
}

let sessions = 0;

/** A desk in this thread, with messages copied as between threads. */
export function deskPort(
  laterTasks: (() => void)[] = [],
): SearchPort & { readonly heard: SearchRequest[] } {
  let onAnswer: (answer: SearchAnswer) => void = () => undefined;
  const heard: SearchRequest[] = [];
  let nowMs = 0;
  const desk = new SearchDesk({
    storeOf: (name) => new IndexStore(name),
    recordStoreOf: (name) => new SegmentStore(name, `test-${(sessions += 1)}`),
    answer: (answer) => onAnswer(structuredClone(answer)),
    breathe: () => new Promise((resolve) => setTimeout(resolve, 0)),
    later: (task) => void laterTasks.push(task),
    now: () => (nowMs += 10_000),
  });
  return {
    heard,
    post: (request) => {
      heard.push(request);
      desk.take(structuredClone(request));
    },
    listen: (listener) => (onAnswer = listener),
    close: () => undefined,
  };
}
