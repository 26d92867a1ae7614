import { matchesNumber } from './number-term.ts';
import { scanQuery, writeTerm } from './scan-query.ts';
import { matchesSla } from './sla-term.ts';
import type { QueryClock } from './sla-term.ts';
import { isTermKey, problemOf, saidInEnglish, TIME_KEYS } from './ticket-words.ts';
import type { IsValue, Said, TermKey } from './ticket-words.ts';
import { timeTest } from './time-term.ts';
import type { QueryTime } from './time-term.ts';

export type { QueryClock } from './sla-term.ts';
export { TERM_KEYS } from './ticket-words.ts';
export type { TermKey } from './ticket-words.ts';

/** One condition of a query; all of them must hold. */
export type Term =
  | { readonly key: 'text'; readonly not: boolean; readonly words: string }
  | {
      readonly key: TermKey;
      readonly not: boolean;
      /** Any of these suffices. */
      readonly values: readonly string[];
    };

export interface QueryProblem {
  /** Characters from the start of the text. */
  readonly from: number;
  readonly to: number;
  /** In English; `said` is what a screen translates. */
  readonly message: string;
  readonly said: Said;
}

export interface ParsedQuery {
  readonly terms: readonly Term[];
  readonly problems: readonly QueryProblem[];
}

/** What the query can be asked about one row; names are those a person sees, '' where there is none. */
export interface QueryRow {
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly open: boolean;
  readonly priority: number;
  readonly assigneeId: string | undefined;
  readonly assigneeName: string;
  readonly teamName: string;
  readonly siteName: string;
  readonly requesterName: string;
  readonly serviceName: string;
  readonly category: string;
  readonly subcategory: string;
  readonly origin: string;
  readonly holdReason: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  readonly activityAt: number;
  readonly resolvedAt: number | undefined;
  readonly reopens: number;
  readonly reassignments: number;
  readonly satisfaction: number | undefined;
  /** User names and names of those who watch it. */
  readonly watchers: readonly { readonly userName: string; readonly name: string }[];
  /** Number of the record it belongs to. */
  readonly parentNumber: string;
  readonly majorStage: string;
  readonly vip: boolean;
  readonly major: boolean;
  readonly knownError: boolean;
  readonly unsent: boolean;
  /** The service level its list shows; null: not worked out yet. */
  readonly sla: QueryClock | null;
}

/** Who asks, and when. */
export interface QueryAsker {
  /** The person id behind `assignee:me`. */
  readonly meId: string | null;
  /** Behind `watcher:me` and `is:watched`. */
  readonly userName: string | null;
  readonly time: QueryTime;
}

/**
 * Reads a filter such as `state:open priority:<=2 -assignee:none "label printer"`. A term that
 * cannot be understood is reported with its place and does not filter.
 */
export function parseTicketQuery(text: string): ParsedQuery {
  const terms: Term[] = [];
  const problems: QueryProblem[] = [];
  for (const { from, to, not, key, values: written } of scanQuery(text)) {
    const values = written.map((value) => value.toLowerCase());
    if (key === null) {
      const [words] = values;
      if (words !== undefined) terms.push({ key: 'text', not, words });
      continue;
    }
    const said = problemOf(key, values);
    if (said) problems.push({ from, to, message: saidInEnglish(said), said });
    else if (isTermKey(key)) terms.push({ key, not, values });
  }
  return { terms, problems };
}

/** The terms as text; what it reads back as is the same. */
export function writeTicketQuery(terms: readonly Term[]): string {
  return terms
    .map((term) =>
      term.key === 'text'
        ? writeTerm({ key: null, not: term.not, values: [term.words] })
        : writeTerm(term),
    )
    .join(' ');
}

function matchesState(row: QueryRow, wanted: string): boolean {
  if (wanted === 'open') return row.open;
  if (wanted === 'done') return !row.open;
  return row.state === wanted;
}

function named(name: string, wanted: string): boolean {
  return wanted === 'none' ? name === '' : name.toLowerCase().includes(wanted);
}

/** `hold:caller` and `hold:awaiting-caller` are the same. */
export function matchesHold(reason: string, wanted: string): boolean {
  if (wanted === 'none') return reason === '';
  return reason === (wanted.startsWith('awaiting-') ? wanted : `awaiting-${wanted}`);
}

function matchesWatcher({ watchers }: QueryRow, wanted: string, userName: string | null): boolean {
  if (wanted === 'none') return watchers.length === 0;
  if (wanted === 'me') return watchers.some((each) => each.userName === userName);
  return watchers.some(({ name }) => name.toLowerCase().includes(wanted));
}

function matchesIs(row: QueryRow, wanted: IsValue, { userName }: QueryAsker): boolean {
  switch (wanted) {
    case 'known-error':
      return row.knownError;
    case 'watched':
      return matchesWatcher(row, 'me', userName);
    default:
      return row[wanted];
  }
}

function matchesName(row: QueryRow, key: TermKey, wanted: string): boolean | null {
  switch (key) {
    case 'team':
      return named(row.teamName, wanted);
    case 'site':
      return named(row.siteName, wanted);
    case 'requester':
      return named(row.requesterName, wanted);
    case 'service':
      return named(row.serviceName, wanted);
    case 'category':
      return named(row.category, wanted);
    case 'subcategory':
      return named(row.subcategory, wanted);
    case 'parent':
      return named(row.parentNumber, wanted);
    case 'number':
      return named(row.number, wanted);
    case 'kind':
      return row.kind === wanted;
    case 'origin':
      return row.origin === wanted;
    case 'major':
      return (row.majorStage || 'none') === wanted;
    default:
      return null;
  }
}

function matchesValue(row: QueryRow, key: TermKey, wanted: string, asker: QueryAsker): boolean {
  switch (key) {
    case 'state':
      return matchesState(row, wanted);
    case 'priority':
      return matchesNumber(row.priority, wanted);
    case 'assignee':
      if (wanted === 'me') return asker.meId !== null && row.assigneeId === asker.meId;
      return named(row.assigneeName, wanted);
    case 'watcher':
      return matchesWatcher(row, wanted, asker.userName);
    case 'hold':
      return matchesHold(row.holdReason, wanted);
    case 'opened':
      return timeTest(wanted, asker.time)(row.openedAt);
    case 'activity':
      return timeTest(wanted, asker.time)(row.activityAt);
    case 'resolved':
      return timeTest(wanted, asker.time)(row.resolvedAt);
    case 'reopens':
      return matchesNumber(row.reopens, wanted);
    case 'reassignments':
      return matchesNumber(row.reassignments, wanted);
    case 'satisfaction':
      return matchesNumber(row.satisfaction, wanted);
    case 'sla':
      return matchesSla(row.sla, wanted);
    case 'is':
      return matchesIs(row, wanted as IsValue, asker);
    default:
      return matchesName(row, key, wanted) ?? false;
  }
}

/** Does the query ask for clocks, so that its answer changes while time passes? */
export function asksForClocks(query: ParsedQuery): boolean {
  return query.terms.some(({ key }) => key === 'sla');
}

/** Does the query ask how long ago something was, so that its answer changes by the minute? */
export function asksForTime(query: ParsedQuery): boolean {
  return query.terms.some(({ key }) => (TIME_KEYS as readonly string[]).includes(key));
}

/** Does a row satisfy every term? Says what each means; lists ask a compiled test instead. */
export function matchesQuery(row: QueryRow, query: ParsedQuery, asker: QueryAsker): boolean {
  return query.terms.every((term) => {
    const hit =
      term.key === 'text'
        ? row.title.toLowerCase().includes(term.words) ||
          row.number.toLowerCase().includes(term.words)
        : term.values.some((wanted) => matchesValue(row, term.key, wanted, asker));
    return hit !== term.not;
  });
}
