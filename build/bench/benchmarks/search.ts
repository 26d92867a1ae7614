import path from 'node:path';
import { ArticleIndex } from '../../../renderer/search/article-index.ts';
import { startWebHost } from '../../e2e/web-host.ts';
import type { Benchmark, BenchOptions } from '../benchmark.ts';
import { callPage, withBrowser, withFolder } from '../browser.ts';
import checkQueries from '../data/article-queries-check.json' with { type: 'json' };
import queries from '../data/article-queries.json' with { type: 'json' };
import { benchArticles, type BenchArticle } from '../data/real-articles.ts';
import { ENTRIES_EACH, TICKET_QUERIES } from '../data/ticket-prose.ts';
import { summarize, type Measurement } from '../measurement.ts';
import type { SearchBuild, SearchTimes } from '../page-kit/search-timings.ts';

const TICKETS = 100_000;
const FIRST_STAGE_MS = 30;
const AMONG = 5;
const RECALL = 0.9;

/** Finding things by what people type. */
export const searchBenchmark: Benchmark = {
  name: 'search',
  summary: `60 real-life queries on the articles, and ${TICKETS.toLocaleString('en')} tickets searched while typing, against plain MiniSearch`,
  async run(options) {
    const { isReal, articles } = benchArticles();
    if (!isReal) {
      options.say('search: the articles are not beside the repository; made ones are searched,');
      options.say('search: and nothing is said of how well the real ones are found.');
    }
    const quality = isReal ? qualityOf(articles, options) : [];
    return [...quality, ...(await timeSearch(articles, options))];
  },
};

interface Query {
  readonly query: string;
  /** The article's number in the data. */
  readonly finds: string;
  readonly kind: string;
}

function indexOf(articles: readonly BenchArticle[]): ArticleIndex {
  const index = ArticleIndex.empty();
  for (const [n, article] of articles.entries()) {
    const known = { id: `article:${String(n)}`, stamp: '1', lang: 'en' };
    index.put({ ...article, ...known, state: 'published' });
  }
  return index;
}

function qualityOf(
  articles: readonly BenchArticle[],
  options: BenchOptions,
): readonly Measurement[] {
  const index = indexOf(articles);
  return [
    recallOf(index, queries, { name: 'search/recall@5 of 60 queries', options, atLeast: RECALL }),
    recallOf(index, checkQueries, { name: 'search/recall@5 of 24 others', options }),
  ];
}

interface RecallOptions {
  readonly name: string;
  readonly options: BenchOptions;
  readonly atLeast?: number;
}

function recallOf(
  index: ArticleIndex,
  asked: readonly Query[],
  { name, options, atLeast }: RecallOptions,
): Measurement {
  const times: number[] = [];
  let ranks = 0;
  let found = 0;
  for (const { query, finds } of asked) {
    const startedAt = performance.now();
    const hits = index.query(query, AMONG);
    times.push(performance.now() - startedAt);
    const rank = hits.findIndex(({ number }) => number === finds) + 1;
    if (rank === 0) options.say(`search: "${query}" does not find ${finds}`);
    else ranks += 1 / rank;
    if (rank > 0) found += 1;
  }
  const recall = found / asked.length;
  return summarize({
    name,
    subjectMs: times,
    ...(atLeast === undefined
      ? {}
      : { target: { kind: 'share', of: 'recall', value: recall, atLeast } as const }),
    details: {
      queries: asked.length,
      'found among the first 5': found,
      'recall@5 in %': recall * 100,
      'mean reciprocal rank in %': (ranks / asked.length) * 100,
    },
  });
}

async function timeSearch(
  articles: readonly BenchArticle[],
  options: BenchOptions,
): Promise<readonly Measurement[]> {
  const tickets = Math.round(TICKETS * options.scale);
  const host = await startWebHost({ pages: options.pages });
  try {
    return await withFolder((folder) =>
      withBrowser(
        { executablePath: options.chromium, profile: path.join(folder, 'profile') },
        async (page) => {
          await page.goto(`${host.origin}/pages/search`);
          options.say('search: building the indexes');
          const built = await callPage<SearchBuild>(page, 'build', { tickets, articles });
          options.say('search: typing');
          const asked = [...TICKET_QUERIES, ...queries.map(({ query }) => query)];
          const times = await callPage<SearchTimes>(page, 'time', {
            queries: asked,
            rounds: options.rounds,
          });
          return measurementsOf(built, times, asked.length);
        },
      ),
    );
  } finally {
    await host.close();
  }
}

function measurementsOf(
  built: SearchBuild,
  { first, second, plain, slowest }: SearchTimes,
  asked: number,
): readonly Measurement[] {
  const { tickets, articles } = built;
  return [
    summarize({
      name: 'search/first stage, while typing',
      subjectMs: first,
      floorMs: plain,
      target: { kind: 'p95-ms', atMost: FIRST_STAGE_MS },
      details: {
        ...{ tickets, articles, queries: asked },
        [`slowest "${slowest}", of answers`]: first.length,
      },
    }),
    summarize({
      name: 'search/plain MiniSearch, same text, whole queries',
      subjectMs: plain,
      details: { 'built in ms': built.plainMs },
    }),
    summarize({
      name: 'search/second stage: descriptions and timelines',
      subjectMs: second,
      details: {
        entries: tickets * ENTRIES_EACH,
        postings: built.textPostings,
        'postings in MB': (built.textPostings * 4) / 1e6,
      },
    }),
    summarize({
      name: 'search/building',
      subjectMs: [built.firstStageMs + built.textsMs + built.articlesMs],
      details: {
        'first stage ms': built.firstStageMs,
        'texts ms': built.textsMs,
        'articles ms': built.articlesMs,
        'longest step of texts, ms': built.longestStepMs,
      },
    }),
  ];
}
