import type { ArticleHit } from './article-hit.ts';
import type { SearchAnswer, SearchQuestion, SearchRequest } from './search-protocol.ts';

/** The worker as the client sees it; tests give a desk in the same thread. */
export interface SearchPort {
  post(request: SearchRequest): void;
  /** Set once. */
  listen(onAnswer: (answer: SearchAnswer) => void): void;
  close(): void;
}

/** What the worker says of itself. */
export interface SearchEvents {
  /** The stored index is loaded; it holds these versions, by article. */
  onOpened(stamps: ReadonlyMap<string, string>): void;
  /** The same question may have another answer now. */
  onChanged(): void;
}

interface Asked {
  readonly token: number;
  readonly question: SearchQuestion;
  readonly signal: AbortSignal | undefined;
  resolve(hits: readonly ArticleHit[]): void;
  reject(reason: Error): void;
}

/** A query that was given up for a newer one; nothing is wrong. */
export class StaleQueryError extends Error {
  constructor() {
    super('A newer query took the place of this one.');
    this.name = 'StaleQueryError';
  }
}

/**
 * Asks the worker one question at a time: a question that was given up while it waited is never
 * computed, so that fast typing costs one answer, not one a letter.
 */
export class SearchClient {
  private readonly port: SearchPort;
  private readonly events: SearchEvents;
  private waiting: Asked[] = [];
  private asked: Asked | null = null;
  private lastToken = 0;
  private isClosed = false;

  constructor(port: SearchPort, events: SearchEvents) {
    this.port = port;
    this.events = events;
    port.listen((answer) => this.hear(answer));
  }

  tell(request: Exclude<SearchRequest, { kind: 'ask' }>): void {
    if (!this.isClosed) this.port.post(request);
  }

  /** Rejects with `StaleQueryError` when it is given up. */
  ask(question: SearchQuestion, signal?: AbortSignal): Promise<readonly ArticleHit[]> {
    if (this.isClosed) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.lastToken += 1;
      this.waiting.push({ token: this.lastToken, question, signal, resolve, reject });
      this.next();
    });
  }

  close(): void {
    this.isClosed = true;
    this.port.close();
    for (const { reject } of [...this.waiting, ...(this.asked ? [this.asked] : [])]) {
      reject(new StaleQueryError());
    }
    this.waiting = [];
    this.asked = null;
  }

  private next(): void {
    for (const { reject } of this.waiting.filter(({ signal }) => signal?.aborted)) {
      reject(new StaleQueryError());
    }
    this.waiting = this.waiting.filter(({ signal }) => !signal?.aborted);
    if (this.asked) return;
    this.asked = this.waiting.shift() ?? null;
    if (!this.asked) return;
    const { token, question } = this.asked;
    this.port.post({ kind: 'ask', token, question });
  }

  private hear(answer: SearchAnswer): void {
    if (answer.kind === 'opened') {
      this.events.onOpened(new Map(answer.stamps));
      return;
    }
    if (answer.kind === 'changed') {
      this.events.onChanged();
      return;
    }
    const asked = this.asked;
    if (asked?.token !== answer.token) return;
    this.asked = null;
    if (asked.signal?.aborted) asked.reject(new StaleQueryError());
    else if (answer.kind === 'hits') asked.resolve(answer.hits);
    else asked.reject(new Error(answer.message));
    this.next();
  }
}
