import { assertNever } from '../../shared/model/assert-never.ts';
import { ArticleIndex } from './article-index.ts';
import type { ArticleSource } from './article-hit.ts';
import { findArticles } from './find-articles.ts';
import { decodeIndex, encodeIndex } from './index-codec.ts';
import type { StoredIndex } from './index-codec.ts';
import { RecordDesk } from './records/record-desk.ts';
import type { KeptIndexes } from './records/segment-store.ts';
import type { AnyAnswer, SearchAnswer, SearchQuestion, SearchRequest } from './search-protocol.ts';

/** What the desk needs of its surroundings; the worker gives the real ones. */
export interface DeskPorts {
  readonly storeOf: (replicaName: string) => {
    load(): Promise<unknown>;
    save(value: StoredIndex): Promise<void>;
  };
  readonly recordStoreOf: (replicaName: string) => {
    load(): Promise<KeptIndexes>;
    save(indexes: KeptIndexes): Promise<void>;
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
/** Tickets by what is known of them, some 5 ms in one go; whole texts are as long as ten of those. */
const FACT_STEP = 250;
const TEXT_STEP = 40;
/** While much is indexed, what is there is stored this often: a crash costs no more than that. */
const SAVE_RECORDS_AFTER_MS = 15_000;

/**
 * Keeps the index and answers for it. Questions go before changes that wait: while a replica of
 * thousands of articles is indexed they are answered from what is there so far.
 */
export class SearchDesk {
  private readonly ports: DeskPorts;
  private readonly records = new RecordDesk();
  private recordStore: ReturnType<DeskPorts['recordStoreOf']> | null = null;
  private isRecordSaveDue = false;
  private index = ArticleIndex.empty();
  private store: ReturnType<DeskPorts['storeOf']> | null = null;
  private work: (() => void | Promise<void>)[] = [];
  private questions: (() => void)[] = [];
  private isWorking = false;
  private isSettled = false;
  private isUnsaved = false;
  private readonly untold = new Set<'articles' | 'records'>();
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
      case 'tickets':
        this.inSteps(request.facts, FACT_STEP, (facts) => this.records.putTickets(facts));
        break;
      case 'items':
        this.inSteps(request.facts, FACT_STEP, (facts) => this.records.putItems(facts));
        break;
      case 'people':
        this.inSteps(request.facts, FACT_STEP, (facts) => this.records.putPeople(facts));
        break;
      case 'texts':
        this.inSteps(request.texts, TEXT_STEP, (texts) => this.records.putTexts(texts));
        break;
      case 'gone':
        this.inSteps(request.ids, FACT_STEP, (ids) => this.records.drop(ids));
        break;
      case 'records-settled':
        this.work.push(() => this.recordsChanged(this.records.settle()));
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

  private inSteps<T>(all: readonly T[], size: number, take: (some: readonly T[]) => unknown): void {
    for (let at = 0; at < all.length; at += size) {
      const step = all.slice(at, at + size);
      this.work.push(() => this.recordsChanged(take(step) !== false));
    }
  }

  private async workOff(): Promise<void> {
    this.isWorking = true;
    for (;;) {
      const next = this.questions.shift() ?? this.work.shift();
      if (next) await next();
      else if (!this.records.tidy()) break;
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
    this.recordStore = this.ports.recordStoreOf(replicaName);
    this.records.load(await this.recordStore.load().catch(() => ({})));
    const tookMs = this.ports.now() - startMs;
    this.untold.add('articles').add('records');
    const textStamps = this.records.textStamps();
    this.ports.answer({ kind: 'opened', stamps: this.index.stamps(), textStamps, tookMs });
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
      const value = this.valueOf(question);
      this.ports.answer({ kind: 'answer', token, value, tookMs: this.ports.now() - startMs });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.ports.answer({ kind: 'failed', token, message });
    }
  }

  private valueOf(question: SearchQuestion): AnyAnswer {
    switch (question.kind) {
      case 'articles':
        return this.index.query(question.query, question.limit, question.filter);
      case 'suggest':
        return this.index.suggest(question.text, question.limit);
      case 'first': {
        const { query, ...found } = this.records.first(question);
        return { ...found, articles: findArticles(this.index, query, question.limit) };
      }
      case 'second':
        return this.records.second(question);
      case 'like':
        return this.records.like(question.like, question.limit);
    }
  }

  private tell(): void {
    const isDue = this.work.length === 0 || this.ports.now() - this.toldAtMs >= TELL_EVERY_MS;
    if (this.untold.size === 0 || !isDue) return;
    this.toldAtMs = this.ports.now();
    for (const what of this.untold) this.ports.answer({ kind: 'changed', what });
    this.untold.clear();
  }

  private touch(): void {
    this.isUnsaved = true;
    this.untold.add('articles');
    // A half-built index is not stored: the next start would take it for a whole one's base.
    if (!this.isSettled || this.isSaveDue) return;
    this.isSaveDue = true;
    this.ports.later(() => this.saveWhenQuiet(), SAVE_AFTER_MS);
  }

  private recordsChanged(isIndexed: boolean): void {
    this.untold.add('records');
    if (!isIndexed || this.isRecordSaveDue) return;
    this.isRecordSaveDue = true;
    this.ports.later(() => {
      this.isRecordSaveDue = false;
      this.work.push(() => this.saveRecords());
      if (!this.isWorking) void this.workOff();
    }, SAVE_RECORDS_AFTER_MS);
  }

  /** As `save`: what the disk does not take is read again at the next start. */
  private async saveRecords(): Promise<void> {
    await this.recordStore?.save(this.records.kept()).catch(() => undefined);
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
