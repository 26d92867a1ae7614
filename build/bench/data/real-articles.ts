import { readFileSync } from 'node:fs';
import { findRealData } from '../../e2e/support/real-data.ts';
import { proseTickets } from './ticket-prose.ts';

/** An article as the index takes it. */
export interface BenchArticle {
  readonly number: string;
  readonly title: string;
  readonly summary: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly markdown: string;
}

export interface BenchArticles {
  readonly isReal: boolean;
  readonly articles: readonly BenchArticle[];
}

const COUNT = 1_631;
const SEED = 16;

interface Line {
  readonly id: string;
  readonly title: string;
  readonly summary?: string;
  readonly product: string;
  readonly component?: string;
  readonly area?: string;
  readonly topic?: string;
  readonly markdown: string;
}

/** The articles beside the repository; where nobody put them there, as many made from a seed. */
export function benchArticles(): BenchArticles {
  const data = findRealData();
  if (data === null) return { isReal: false, articles: madeArticles() };
  const lines = readFileSync(data.knowledge, 'utf8').split('\n').filter(Boolean);
  return { isReal: true, articles: lines.map((line) => toArticle(JSON.parse(line) as Line)) };
}

function toArticle(line: Line): BenchArticle {
  const { id, title, summary = '', product, component, area, topic, markdown } = line;
  const tags = [component, area, topic].filter((tag) => tag !== undefined);
  return { number: id, title, summary, category: product, tags, markdown };
}

function madeArticles(): readonly BenchArticle[] {
  return [...proseTickets(COUNT, SEED)].map(({ number, title, category, description, said }) => ({
    ...{ number: number.replace('INC', 'KB'), title, category, tags: [], summary: description },
    markdown: Array.from({ length: 6 }, () => said.join('\n\n')).join('\n\n'),
  }));
}
