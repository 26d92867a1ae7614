import type { Article } from '../../model/reference.ts';
import type { Write } from '../../workflow/command.ts';
import { createDocument } from '../../workflow/record-commands.ts';
import type { NewArticle } from '../../workflow/command.ts';
import { mulberry32 } from '../random.ts';
import { DemoAuthor } from './author.ts';
import { tellKnowledge } from './knowledge-stories.ts';
import { writeAids } from './desk-aids.ts';
import { nameSkills, writeRoster } from './desk-roster.ts';
import { writeViews } from './desk-views.ts';
import { layFoundation } from './foundation.ts';
import { VIEWS } from './policies.ts';
import { liveMajorStories } from './major-stories.ts';
import { liveChanges, liveProblems, liveRequest } from './other-tickets.ts';
import { liveProblemStories } from './problem-stories.ts';
import { runAudit } from './running-audit.ts';
import { liveIncident, StoryTeller } from './ticket-histories.ts';
import type { Setting } from './ticket-histories.ts';

/** Tickets of each size; everything else stays the same. */
export const DEMO_SIZES = { small: 150, demo: 1_500, '100k': 100_000 } as const;
export type DemoSize = keyof typeof DEMO_SIZES;

/** The scope all demo records live in. */
export const DEMO_SCOPE = 'nordlicht';

export interface DemoOptions {
  readonly seed: number;
  /** The present of the story; tickets reach up to it. */
  readonly nowMs: number;
  readonly size: DemoSize;
  readonly articles: readonly NewArticle[];
}

/** First human numbers, so that a young workspace does not begin at one. */
export const FIRST_NUMBERS = {
  INC: 46_000,
  REQ: 12_000,
  PRB: 300,
  CHG: 2_100,
  TSK: 1,
  CI: 1,
  KB: 1,
  AUD: 31,
} as const;

const HOUR = 3_600_000;
/** Tickets come in over 90 days; a large workspace spreads over four years. */
const SPAN_DAYS: Readonly<Record<DemoSize, number>> = { small: 30, demo: 90, '100k': 1_460 };
/** Documents are handed out in portions of about this many tickets. */
const PORTION = 500;

/**
 * Instants at which tickets come in, oldest first: by day on working hours, and the last two days
 * a little denser, so that there is an open queue.
 */
function arrivals(author: DemoAuthor, nowMs: number, size: DemoSize): number[] {
  const span = SPAN_DAYS[size] * 24 * HOUR;
  const times = Array.from({ length: DEMO_SIZES[size] }, () => {
    const isRecent = author.chance(size === '100k' ? 0.004 : 0.22);
    const agoMs = author.random() * (isRecent ? 40 * HOUR : span);
    const day = new Date(nowMs - agoMs);
    const hour = 5 + Math.floor((author.random() + author.random()) * 7.5);
    day.setUTCHours(hour, author.between(0, 59), author.between(0, 59), 0);
    return Math.min(day.getTime(), nowMs - author.between(2, 240) * 60_000);
  });
  return times.sort((a, b) => a - b);
}

function* tickets(setting: Setting, size: DemoSize): Generator<readonly Write[]> {
  const { author, nowMs } = setting;
  const counts = { INC: 0, REQ: 0 };
  const stories = new StoryTeller(author);
  const next = (prefix: 'INC' | 'REQ'): string => {
    counts[prefix] += 1;
    return `${prefix}-${FIRST_NUMBERS[prefix] + counts[prefix]}`;
  };
  for (const [n, atMs] of arrivals(author, nowMs, size).entries()) {
    if (author.chance(0.14)) liveRequest(setting, next('REQ'), atMs);
    else liveIncident(setting, stories.next(), next('INC'), atMs);
    if (n % PORTION === PORTION - 1) yield author.take();
  }
}

/** Far from any seed in use. */
const ASIDE = 1_000_003;

/**
 * The demo workspace, written by the commands people use, so that it cannot drift from the model.
 * The same options give the same documents. Comes in portions; every document once, in its last
 * state within its portion's story.
 */
export function* demoWorkspace(options: DemoOptions): Generator<readonly Write[]> {
  const author = new DemoAuthor(mulberry32(options.seed));
  const startMs = options.nowMs - (SPAN_DAYS[options.size] + 20) * 24 * HOUR;
  const aside = new DemoAuthor(mulberry32(options.seed + ASIDE));
  const found = layFoundation(author, aside, startMs, DEMO_SCOPE);
  const roster = new DemoAuthor(mulberry32(options.seed + 2 * ASIDE));
  nameSkills(author, roster, options.nowMs);
  const articles = options.articles.map((article) => {
    const context = author.context(startMs, article.author);
    const [write] = author.keep(createDocument('articles', article, context)).writes;
    return write!.document as Article;
  });
  const shelf = new DemoAuthor(mulberry32(options.seed + 13 * ASIDE));
  tellKnowledge({ author, shelf, articles, people: found.people, nowMs: options.nowMs });
  yield author.take();
  const setting: Setting = { author, found, nowMs: options.nowMs, scope: DEMO_SCOPE };
  liveProblems(setting, (n) => `PRB-${FIRST_NUMBERS.PRB + n}`);
  liveChanges(setting, (n) => `CHG-${FIRST_NUMBERS.CHG + n}`);
  runAudit(setting);
  yield* tickets(setting, options.size);
  yield author.take();
  writeRoster(roster, found, { nowMs: options.nowMs, scope: DEMO_SCOPE });
  yield roster.take();
  const views = new DemoAuthor(mulberry32(options.seed + 3 * ASIDE));
  writeViews(views, startMs, VIEWS.length);
  yield views.take();
  const aids = new DemoAuthor(mulberry32(options.seed + 7 * ASIDE));
  writeAids(aids, found, startMs);
  yield aids.take();
  const further = new DemoAuthor(mulberry32(options.seed + 11 * ASIDE));
  liveProblemStories({ ...setting, author: further });
  liveMajorStories({ ...setting, author: further });
  yield further.take();
}
