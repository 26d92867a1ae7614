import MiniSearch from 'minisearch';
import { ArticleIndex } from '../../../renderer/search/article-index.ts';
import { findArticles } from '../../../renderer/search/find-articles.ts';
import { RecordDesk } from '../../../renderer/search/records/record-desk.ts';
import type { TicketFact } from '../../../renderer/search/records/record-facts.ts';
import type { BenchArticle } from '../data/real-articles.ts';
import { proseTickets } from '../data/ticket-prose.ts';
import type { ProseTicket } from '../data/ticket-prose.ts';

export interface SearchBuild {
  readonly tickets: number;
  readonly articles: number;
  readonly firstStageMs: number;
  readonly textsMs: number;
  /** The longest the worker was not heard while texts were indexed and parts merged. */
  readonly longestStepMs: number;
  readonly textPostings: number;
  readonly articlesMs: number;
  readonly plainMs: number;
}

export interface SearchTimes {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly plain: readonly number[];
  readonly slowest: string;
}

const SEED = 5;
/** As the worker takes them; see renderer/search/search-desk.ts. */
const FACTS = 250;
const TEXTS = 40;
const LIMIT = 6;
/** Every so many letters of a query an answer is asked for. */
const STRIDE = 2;

interface PlainDocument {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly about: string;
  readonly text: string;
}

class SearchBench {
  readonly desk = new RecordDesk();
  readonly articles = ArticleIndex.empty();
  /** What its readme recommends: prefixes, and a fifth of the letters wrong. */
  readonly plain = new MiniSearch<PlainDocument>({
    fields: ['number', 'title', 'about', 'text'],
    searchOptions: { prefix: true, fuzzy: 0.2, combineWith: 'AND', boost: { title: 2 } },
  });

  first(text: string): number {
    const startedAt = performance.now();
    const { query } = this.desk.first({ text, asker: ASKER, limit: LIMIT });
    findArticles(this.articles, query, LIMIT);
    return performance.now() - startedAt;
  }

  second(text: string): number {
    const startedAt = performance.now();
    this.desk.second({ text, asker: ASKER, limit: LIMIT });
    return performance.now() - startedAt;
  }

  third(text: string): number {
    const startedAt = performance.now();
    this.plain.search(text).slice(0, LIMIT);
    return performance.now() - startedAt;
  }
}

const ASKER = { meId: null, userName: 'bench', nowMs: Date.parse('2027-03-30T08:00:00Z') };

function factOf(ticket: ProseTicket): TicketFact {
  const { id, number, title, requester, assignee, category, open, activityAt } = ticket;
  return {
    id,
    itemNames: '',
    row: {
      ...{ kind: 'incident', number, title, open, state: open ? 'new' : 'closed', priority: 3 },
      ...{ assigneeId: undefined, assigneeName: assignee, requesterName: requester, category },
      ...{ teamName: '', siteName: '', serviceName: '', subcategory: '', origin: 'phone' },
      ...{ holdReason: '', openedAt: activityAt, activityAt, resolvedAt: undefined, reopens: 0 },
      ...{ reassignments: 0, satisfaction: undefined, watchers: [], parentNumber: '' },
      ...{ majorStage: '', vip: false, major: false, knownError: false, unsent: false, sla: null },
    },
  };
}

function portions<T>(all: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
    all.slice(n * size, (n + 1) * size),
  );
}

function took(task: () => void): number {
  const startedAt = performance.now();
  task();
  return performance.now() - startedAt;
}

let opened: SearchBench | null = null;

function bench(): SearchBench {
  if (opened === null) throw new Error('The search was not built.');
  return opened;
}

interface BuildRequest {
  readonly tickets: number;
  readonly articles: readonly BenchArticle[];
}

function build({ tickets, articles }: BuildRequest): SearchBuild {
  opened = new SearchBench();
  const { desk, articles: index, plain } = opened;
  const all = [...proseTickets(tickets, SEED)];
  const firstStageMs = took(() => {
    for (const some of portions(all, FACTS)) desk.putTickets(some.map(factOf));
    while (desk.tidy());
  });
  const articlesMs = took(() => {
    for (const [n, article] of articles.entries()) {
      const known = {
        id: `article:${String(n)}`,
        stamp: '1',
        state: 'published',
        lang: 'en',
      } as const;
      index.put({ ...article, ...known });
    }
  });
  const plainMs = took(() => {
    for (const { id, number, title, requester, assignee, category } of all) {
      plain.add({ id, number, title, about: `${requester} ${assignee} ${category}`, text: '' });
    }
    for (const [n, { number, title, summary, category, markdown }] of articles.entries()) {
      plain.add({
        id: `article:${String(n)}`,
        number,
        title,
        about: `${category} ${summary}`,
        text: markdown,
      });
    }
  });
  const steps: number[] = [];
  const textsMs = took(() => {
    for (const some of portions(all, TEXTS)) {
      steps.push(took(() => desk.putTexts(some.map(textOf))));
      steps.push(took(() => desk.tidy()));
    }
    let goesOn = true;
    while (goesOn) steps.push(took(() => (goesOn = desk.tidy())));
  });
  return {
    ...{ tickets, articles: articles.length, firstStageMs, articlesMs, plainMs, textsMs },
    longestStepMs: steps.reduce((most, each) => Math.max(most, each), 0),
    textPostings: desk.textPostings,
  };
}

function textOf({ id, number, title, requester, description, said }: ProseTicket) {
  const head = `${number} ${title} ${requester}`;
  return { id, stamp: 1, boost: 1, head, description, timeline: said.join('\n') };
}

/** As typed: an answer is asked for every few letters, and at the end. */
function typed(query: string): readonly string[] {
  const letters = Array.from({ length: Math.floor(query.length / STRIDE) }, (_, n) =>
    query.slice(0, (n + 1) * STRIDE),
  );
  return [...new Set([...letters, query])].filter((text) => text.trim() !== '');
}

interface TimeRequest {
  readonly queries: readonly string[];
  readonly rounds: number;
}

function time({ queries, rounds }: TimeRequest): SearchTimes {
  const [first, second, plain]: number[][] = [[], [], []];
  let slowest = { text: '', ms: 0 };
  for (let round = 0; round < rounds; round += 1) {
    for (const query of queries) {
      for (const text of typed(query)) {
        const ms = bench().first(text);
        first!.push(ms);
        if (round > 0 && ms > slowest.ms) slowest = { text, ms };
      }
      second!.push(bench().second(query));
      plain!.push(bench().third(query));
    }
  }
  return { first: first!, second: second!, plain: plain!, slowest: slowest.text };
}

/** The parts of the benchmark; `build` comes first. */
export const searchTimings = { build, time };
