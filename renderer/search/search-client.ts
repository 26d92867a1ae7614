import type {
  AnyAnswer,
  SearchAnswer,
  SearchAnswers,
  SearchQuestion,
  SearchRequest,
} from './search-protocol.ts';

/** The worker as the client sees it; tests give a desk in the same thread. */
export interface SearchPort {
  post(request: SearchRequest): void;
  /** Set once. */
  listen(onAnswer: (answer: SearchAnswer) => void): void;
  close(): void;
}

/** What the worker says of itself. */
export interface SearchEvents {
  /** The stored indexes are loaded; they hold these versions, by article and by ticket. */
  onOpened(stamps: ReadonlyMap<string, string>, textStamps: ReadonlyMap<string, number>): void;
  /** The same question may have another answer now. */
  onChanged(what: 'articles' | 'records'): void;
}

interface Asked {
  readonly token: number;
  readonly question: SearchQuestion;
  readonly signal: AbortSignal | undefined;
  resolve(answer: AnyAnswer): void;
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

  /** Rejects with `StaleQueryError` when it is given up, or the search is closed. */
  ask<Q extends SearchQuestion>(
    question: Q,
    signal?: AbortSignal,
  ): Promise<SearchAnswers[Q['kind']]> {
    if (this.isClosed) return Promise.reject(new StaleQueryError());
    const answer = new Promise<AnyAnswer>((resolve, reject) => {
      this.lastToken += 1;
      this.waiting.push({ token: this.lastToken, question, signal, resolve, reject });
      this.next();
    });
    // The worker answers each kind of question with its own kind of answer.
    return answer as Promise<SearchAnswers[Q['kind']]>;
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
      this.events.onOpened(new Map(answer.stamps), new Map(answer.textStamps));
      return;
    }
    if (answer.kind === 'changed') {
      this.events.onChanged(answer.what);
      return;
    }
    const asked = this.asked;
    if (asked?.token !== answer.token) return;
    this.asked = null;
    if (asked.signal?.aborted) asked.reject(new StaleQueryError());
    else if (answer.kind === 'answer') asked.resolve(answer.value);
    else asked.reject(new Error(answer.message));
    this.next();
  }
}
