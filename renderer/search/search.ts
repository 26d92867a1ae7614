import { createContext, useContext } from 'react';
import { isArticle } from '../../shared/model/reference.ts';
import type { ArticleDocument } from '../../shared/model/reference.ts';
import type { ChangeSet } from '../replica/changes.ts';
import { readPages } from '../replica/storage.ts';
import type { Workspace } from '../replica/workspace.ts';
import { toArticleSource } from './article-hit.ts';
import type { ArticleFilter, ArticleHit } from './article-hit.ts';
import { SearchClient } from './search-client.ts';
import type { SearchPort } from './search-client.ts';
import type { SearchAnswer } from './search-protocol.ts';

export type { ArticleFilter, ArticleHit } from './article-hit.ts';
export { StaleQueryError } from './search-client.ts';

export interface SearchOptions {
  readonly limit: number;
  readonly filter?: ArticleFilter;
  /** Gives the query up; its promise rejects with `StaleQueryError`. */
  readonly signal?: AbortSignal;
}

/** Full-text search over the articles of the replica. */
export interface Search {
  /** Best first; answers from what is indexed so far. */
  articles(query: string, options: SearchOptions): Promise<readonly ArticleHit[]>;
  /** Published articles about the same as a text, such as a ticket's title and description. */
  suggest(text: string, limit: number, signal?: AbortSignal): Promise<readonly ArticleHit[]>;
  /** Called when the same query may have another answer. */
  subscribe(listener: () => void): () => void;
  /** Grows with every change of the index. */
  getVersion(): number;
  close(): void;
}

/** Given by the composition root around every screen. */
export const SearchContext = createContext<Search | null>(null);

export function useSearch(): Search {
  const search = useContext(SearchContext);
  if (!search) throw new Error('This component needs an open search around it');
  return search;
}

/** Read and sent in pages of about a frame's work, so that typing meanwhile is not held up. */
const PAGE = 100;

function startWorker(): SearchPort {
  const worker = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (request) => worker.postMessage(request),
    listen: (onAnswer) => {
      worker.onmessage = ({ data }: MessageEvent<SearchAnswer>) => onAnswer(data);
    },
    close: () => worker.terminate(),
  };
}

/** Feeds the index: what changed while it was away, and every change from then on. */
class IndexFeed {
  private readonly workspace: Workspace;
  private readonly client: SearchClient;
  private readonly listeners = new Set<() => void>();
  private readonly stop: () => void;
  /** Articles that changed while the replica is read: what is read of them is old. */
  private touched: Set<string> | null = new Set();
  private isOpen = false;
  private isClosed = false;
  private early: ChangeSet<ArticleDocument>[] = [];
  version = 0;

  constructor(workspace: Workspace, port: SearchPort) {
    this.workspace = workspace;
    this.client = new SearchClient(port, {
      onOpened: (stamps) => void this.catchUp(stamps),
      onChanged: () => this.tell(),
    });
    this.stop = workspace.replica.onChanges('articles', (changes) => this.onChanges(changes));
    void workspace.complete.then(() => {
      const replicaName = workspace.replica.collection('articles').database.name;
      this.client.tell({ kind: 'open', replicaName });
    });
  }

  ask: SearchClient['ask'] = (question, signal) => this.client.ask(question, signal);

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  close(): void {
    this.isClosed = true;
    this.stop();
    this.client.close();
  }

  private onChanges(changes: ChangeSet<ArticleDocument>): void {
    for (const { id } of changes.written) this.touched?.add(id);
    for (const id of changes.removed) this.touched?.add(id);
    if (this.isOpen) this.send(changes);
    else this.early.push(changes);
  }

  private send({ written, removed }: ChangeSet<ArticleDocument>): void {
    const gone = written.filter((article) => article.removedAt).map(({ id }) => id);
    const present = written.filter(isArticle).filter((article) => !article.removedAt);
    this.client.tell({
      kind: 'change',
      written: present.map(toArticleSource),
      removed: [...removed, ...gone],
    });
  }

  private async catchUp(stamps: ReadonlyMap<string, string>): Promise<void> {
    this.isOpen = true;
    for (const changes of this.early) this.send(changes);
    this.early = [];
    const ids: string[] = [];
    const collection = this.workspace.replica.collection('articles');
    await readPages<ArticleDocument>(collection, PAGE, async (page) => {
      const present = page.filter(isArticle).filter((article) => !article.removedAt);
      ids.push(...present.map(({ id }) => id));
      const written = present.filter(
        ({ id, mutationId }) => stamps.get(id) !== mutationId && !this.touched?.has(id),
      );
      if (written.length > 0) this.send({ written, removed: [] });
      await new Promise((resolve) => setTimeout(resolve, 0));
      return !this.isClosed;
    });
    this.client.tell({ kind: 'settle', ids: [...ids, ...(this.touched ?? [])] });
    this.touched = null;
  }

  private tell(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

/**
 * Opens the search of a workspace at once. The index is loaded, brought up to date and stored by a
 * worker after the workspace is complete; until then queries wait or find what is there.
 * @param port The worker; tests give a port of their own.
 */
export function openSearch(workspace: Workspace, port: SearchPort = startWorker()): Search {
  const feed = new IndexFeed(workspace, port);
  return {
    articles: (query, { limit, filter = {}, signal }) =>
      feed.ask({ kind: 'articles', query, limit, filter }, signal),
    suggest: (text, limit, signal) => feed.ask({ kind: 'suggest', text, limit }, signal),
    subscribe: feed.subscribe,
    getVersion: () => feed.version,
    close: () => feed.close(),
  };
}
