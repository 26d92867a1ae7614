import { assertNever } from '../../shared/model/assert-never.ts';
import { ArticleIndex } from './article-index.ts';
import type { ArticleHit, ArticleSource } from './article-hit.ts';
import { decodeIndex, encodeIndex } from './index-codec.ts';
import type { StoredIndex } from './index-codec.ts';
import type { SearchAnswer, SearchQuestion, SearchRequest } from './search-protocol.ts';

/** What the desk needs of its surroundings; the worker gives the real ones. */
export interface DeskPorts {
  readonly storeOf: (replicaName: string) => {
    load(): Promise<unknown>;
    save(value: StoredIndex): Promise<void>;
  };
  readonly answer: (answer: SearchAnswer) => void;
  /** Lets messages that came in meanwhile be heard. */
  readonly breathe: () => Promise<void>;
  /** Runs a task once after a while. */
  readonly later: (task: () => void, afterMs: number) => void;
  /** Milliseconds, from any origin. */
  readonly now: () => number;
}

/** Writing the index takes some 100 ms of the worker, so it waits for a pause in typing and changes. */
const SAVE_AFTER_MS = 4_000;

/** While much is indexed the window hears of it at most this often: it asks again each time. */
const TELL_EVERY_MS = 250;
/** Articles indexed in one go, some 10 ms: a question waits no longer than that. */
const STEP = 8;

/**
 * Keeps the index and answers for it. Questions go before changes that wait: while a replica of
 * thousands of articles is indexed they are answered from what is there so far.
 */
export class SearchDesk {
  private readonly ports: DeskPorts;
  private index = ArticleIndex.empty();
  private store: ReturnType<DeskPorts['storeOf']> | null = null;
  private work: (() => void | Promise<void>)[] = [];
  private questions: (() => void)[] = [];
  private isWorking = false;
  private isSettled = false;
  private isUnsaved = false;
  private isUntold = false;
  private toldAtMs = 0;
  private isSaveDue = false;
  private busyAtMs = 0;

  constructor(ports: DeskPorts) {
    this.ports = ports;
  }

  /** Changes are carried out in the order they came in. */
  take(request: SearchRequest): void {
    this.busyAtMs = this.ports.now();
    switch (request.kind) {
      case 'open':
        this.work.push(() => this.open(request.replicaName));
        break;
      case 'change':
        this.plan(request.written, request.removed);
        break;
      case 'settle':
        this.work.push(() => this.settle(new Set(request.ids)));
        break;
      case 'ask':
        this.questions.push(() => this.ask(request.token, request.question));
        break;
      default:
        assertNever(request);
    }
    if (!this.isWorking) void this.workOff();
  }

  private plan(written: readonly ArticleSource[], removed: readonly string[]): void {
    for (let at = 0; at < written.length; at += STEP) {
      const step = written.slice(at, at + STEP);
      this.work.push(() => {
        for (const article of step) this.index.put(article);
        this.touch();
      });
    }
    if (removed.length === 0) return;
    this.work.push(() => {
      for (const id of removed) this.index.drop(id);
      this.touch();
    });
  }

  private async workOff(): Promise<void> {
    this.isWorking = true;
    for (;;) {
      const next = this.questions.shift() ?? this.work.shift();
      if (!next) break;
      await next();
      this.tell();
      await this.ports.breathe();
    }
    this.isWorking = false;
  }

  private async open(replicaName: string): Promise<void> {
    const startMs = this.ports.now();
    this.store = this.ports.storeOf(replicaName);
    const stored = await this.store.load().catch(() => undefined);
    this.index = decodeIndex(stored) ?? ArticleIndex.empty();
    const tookMs = this.ports.now() - startMs;
    this.isUntold = true;
    this.ports.answer({ kind: 'opened', stamps: this.index.stamps(), tookMs });
  }

  private settle(ids: ReadonlySet<string>): void {
    this.isSettled = true;
    for (const [id] of this.index.stamps()) {
      if (ids.has(id)) continue;
      this.index.drop(id);
      this.isUnsaved = true;
    }
    if (this.isUnsaved) this.touch();
  }

  private ask(token: number, question: SearchQuestion): void {
    const startMs = this.ports.now();
    try {
      const hits = this.hitsOf(question);
      this.ports.answer({ kind: 'hits', token, hits, tookMs: this.ports.now() - startMs });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.ports.answer({ kind: 'failed', token, message });
    }
  }

  private hitsOf(question: SearchQuestion): readonly ArticleHit[] {
    return question.kind === 'articles'
      ? this.index.query(question.query, question.limit, question.filter)
      : this.index.suggest(question.text, question.limit);
  }

  private tell(): void {
    const isDue = this.work.length === 0 || this.ports.now() - this.toldAtMs >= TELL_EVERY_MS;
    if (!this.isUntold || !isDue) return;
    this.isUntold = false;
    this.toldAtMs = this.ports.now();
    this.ports.answer({ kind: 'changed' });
  }

  private touch(): void {
    this.isUnsaved = true;
    this.isUntold = true;
    // A half-built index is not stored: the next start would take it for a whole one's base.
    if (!this.isSettled || this.isSaveDue) return;
    this.isSaveDue = true;
    this.ports.later(() => this.saveWhenQuiet(), SAVE_AFTER_MS);
  }

  private saveWhenQuiet(): void {
    const quietMs = this.ports.now() - this.busyAtMs;
    if (quietMs < SAVE_AFTER_MS - 50) {
      this.ports.later(() => this.saveWhenQuiet(), SAVE_AFTER_MS - quietMs);
      return;
    }
    this.isSaveDue = false;
    this.work.push(() => this.save());
    if (!this.isWorking) void this.workOff();
  }

  /** A disk that does not take it costs a rebuild at the next start and nothing else. */
  private async save(): Promise<void> {
    if (!this.isUnsaved || !this.store) return;
    this.isUnsaved = false;
    await this.store.save(encodeIndex(this.index)).catch(() => undefined);
  }
}
