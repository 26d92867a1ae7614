import { createContext, useContext } from 'react';
import { isArticle } from '../../shared/model/reference.ts';
import type { ArticleDocument } from '../../shared/model/reference.ts';
import type { ChangeSet } from '../replica/changes.ts';
import { readPages } from '../replica/storage.ts';
import type { Workspace } from '../replica/workspace.ts';
import { toArticleSource } from './article-hit.ts';
import type { ArticleFilter, ArticleHit } from './article-hit.ts';
import { RecordFeed } from './records/record-feed.ts';
import type {
  FindRequest,
  FirstAnswer,
  Like,
  LikeHit,
  SecondAnswer,
} from './records/record-questions.ts';
import { SearchClient } from './search-client.ts';
import type { SearchPort } from './search-client.ts';
import type { SearchAnswer } from './search-protocol.ts';

export type { ArticleFilter, ArticleHit } from './article-hit.ts';
export { markSnippet, markText } from './records/mark-text.ts';
export type { Marks } from './records/mark-text.ts';
export type {
  FirstAnswer,
  Found,
  Like,
  LikeHit,
  RecordHit,
  SecondAnswer,
} from './records/record-questions.ts';
export { foldPhrase, SEARCH_KINDS } from './records/search-query.ts';
export type { SearchKind, SearchProblem } from './records/search-query.ts';
export { readTickets, writtenText } from './records/ticket-texts.ts';
export type { Snippet } from './snippet.ts';
export { StaleQueryError } from './search-client.ts';

export interface SearchOptions {
  readonly limit: number;
  readonly filter?: ArticleFilter;
  /** Gives the query up; its promise rejects with `StaleQueryError`. */
  readonly signal?: AbortSignal;
}

/** Search over everything the replica has. */
export interface RecordSearch {
  /** What is known at once: numbers, titles, people, names, and articles in full text. */
  first(text: string, limit: number, signal?: AbortSignal): Promise<FirstAnswer>;
  /** Tickets by their description and timeline alone; says how much of it is indexed. */
  second(text: string, limit: number, signal?: AbortSignal): Promise<SecondAnswer>;
  /** Tickets with a title like this one's, and why. */
  like(like: Like, limit: number, signal?: AbortSignal): Promise<readonly LikeHit[]>;
  /** Called when the same question may have another answer. */
  subscribe(listener: () => void): () => void;
  getVersion(): number;
}

/** Full-text search over the articles of the replica, and over all its records. */
export interface Search {
  readonly records: RecordSearch;
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
  private readonly recordListeners = new Set<() => void>();
  private readonly records: RecordFeed;
  private readonly stop: () => void;
  /** Articles that changed while the replica is read: what is read of them is old. */
  private touched: Set<string> | null = new Set();
  private isOpen = false;
  private isClosed = false;
  private early: ChangeSet<ArticleDocument>[] = [];
  version = 0;
  recordVersion = 0;

  constructor(workspace: Workspace, port: SearchPort) {
    this.workspace = workspace;
    this.client = new SearchClient(port, {
      onOpened: (stamps, textStamps) => void this.catchUpAll(stamps, textStamps),
      onChanged: (what) => this.hear(what),
    });
    this.records = new RecordFeed(workspace, (request) => this.client.tell(request));
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

  subscribeRecords = (listener: () => void): (() => void) => {
    this.recordListeners.add(listener);
    return () => this.recordListeners.delete(listener);
  };

  close(): void {
    this.isClosed = true;
    this.stop();
    this.records.close();
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

  /** What is in memory first: it is searched by most. A replica that was closed meanwhile ends it. */
  private async catchUpAll(
    stamps: ReadonlyMap<string, string>,
    textStamps: ReadonlyMap<string, number>,
  ): Promise<void> {
    try {
      await Promise.all([this.records.start(textStamps), this.catchUp(stamps)]);
    } catch (error) {
      if (!this.isClosed) throw error;
    }
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

  private hear(what: 'articles' | 'records'): void {
    if (what === 'articles') this.version += 1;
    this.recordVersion += 1;
    const heard =
      what === 'articles' ? [...this.listeners, ...this.recordListeners] : this.recordListeners;
    for (const listener of heard) listener();
  }
}

function recordSearch({ replica }: Workspace, feed: IndexFeed): RecordSearch {
  const request = (text: string, limit: number): FindRequest => {
    const { userName } = replica.session;
    const meId = replica.reference.get().byUserName.get(userName)?.id ?? null;
    return { text, limit, asker: { meId, userName, nowMs: replica.now() } };
  };
  return {
    first: (text, limit, signal) => feed.ask({ kind: 'first', ...request(text, limit) }, signal),
    second: (text, limit, signal) => feed.ask({ kind: 'second', ...request(text, limit) }, signal),
    like: (like, limit, signal) => feed.ask({ kind: 'like', like, limit }, signal),
    subscribe: feed.subscribeRecords,
    getVersion: () => feed.recordVersion,
  };
}

/**
 * Opens the search of a workspace at once. The index is loaded, brought up to date and stored by a
 * worker after the workspace is complete; until then queries wait or find what is there.
 * @param port The worker; tests give a port of their own.
 */
export function openSearch(workspace: Workspace, port: SearchPort = startWorker()): Search {
  const feed = new IndexFeed(workspace, port);
  return {
    records: recordSearch(workspace, feed),
    articles: (query, { limit, filter = {}, signal }) =>
      feed.ask({ kind: 'articles', query, limit, filter }, signal),
    suggest: (text, limit, signal) => feed.ask({ kind: 'suggest', text, limit }, signal),
    subscribe: feed.subscribe,
    getVersion: () => feed.version,
    close: () => feed.close(),
  };
}
