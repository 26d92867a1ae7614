import { matchesSla, slaProblem } from './sla-term.ts';
import type { QueryClock } from './sla-term.ts';
import { STATE_NAMES } from './ticket-words.ts';

export type { QueryClock } from './sla-term.ts';

/** One condition of a query; all of them must hold. */
export type Term =
  | { readonly key: 'text'; readonly not: boolean; readonly words: string }
  | {
      readonly key: TermKey;
      readonly not: boolean;
      /** Any of these suffices. */
      readonly values: readonly string[];
    };

export const TERM_KEYS = [
  'state',
  'priority',
  'assignee',
  'team',
  'site',
  'requester',
  'category',
  'service',
  'origin',
  'sla',
  'is',
] as const;
export type TermKey = (typeof TERM_KEYS)[number];

export interface QueryProblem {
  /** Characters from the start of the text. */
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

export interface ParsedQuery {
  readonly terms: readonly Term[];
  readonly problems: readonly QueryProblem[];
}

/** What the query can be asked about one row; names are those a person sees. */
export interface QueryRow {
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
  readonly origin: string;
  readonly vip: boolean;
  readonly major: boolean;
  readonly unsent: boolean;
  /** The service level its list shows; null: not worked out yet. */
  readonly sla: QueryClock | null;
}

const TOKEN = /(-)?(?:([a-z]+):)?("[^"]*"|\S+)/gi;
const IS_VALUES = ['vip', 'major', 'unsent'] as const;

function unquote(text: string): string {
  return text.startsWith('"') ? text.replace(/^"|"$/g, '') : text;
}

function problemOf(key: string, values: readonly string[]): string | null {
  if (!(TERM_KEYS as readonly string[]).includes(key)) {
    return `There is no field "${key}"; fields are ${TERM_KEYS.join(', ')}.`;
  }
  if (key === 'priority') {
    const bad = values.find((value) => !/^(<=?|>=?)?[1-4]$/.test(value));
    if (bad !== undefined) return `"${bad}" is no priority; use 1 to 4, or <=2.`;
  }
  if (key === 'state') {
    const bad = values.find((value) => !STATE_NAMES.has(value));
    if (bad !== undefined) return `There is no state "${bad}".`;
  }
  if (key === 'sla') return slaProblem(values);
  if (key === 'is') {
    const bad = values.find((value) => !(IS_VALUES as readonly string[]).includes(value));
    if (bad !== undefined) return `"is:" takes ${IS_VALUES.join(', ')}.`;
  }
  return null;
}

/**
 * Reads a filter such as `state:open priority:<=2 -assignee:none "label printer"`. A term that
 * cannot be understood is reported with its place and does not filter.
 */
export function parseTicketQuery(text: string): ParsedQuery {
  const terms: Term[] = [];
  const problems: QueryProblem[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [whole, minus, rawKey, rawValue = ''] = match;
    const not = minus === '-';
    if (!rawKey) {
      terms.push({ key: 'text', not, words: unquote(rawValue).toLowerCase() });
      continue;
    }
    const key = rawKey.toLowerCase();
    const values = unquote(rawValue)
      .split(',')
      .map((value) => value.trim().toLowerCase())
      .filter(Boolean);
    const message = problemOf(key, values);
    if (message) problems.push({ from: match.index, to: match.index + whole.length, message });
    else terms.push({ key: key as TermKey, not, values });
  }
  return { terms, problems };
}

function matchesPriority(priority: number, wanted: string): boolean {
  const [, operator = '', digit = ''] = /^(<=?|>=?)?([1-4])$/.exec(wanted) ?? [];
  const limit = Number(digit);
  switch (operator) {
    case '<':
      return priority < limit;
    case '<=':
      return priority <= limit;
    case '>':
      return priority > limit;
    case '>=':
      return priority >= limit;
    default:
      return priority === limit;
  }
}

function matchesState(row: QueryRow, wanted: string): boolean {
  if (wanted === 'open') return row.open;
  if (wanted === 'done') return !row.open;
  return row.state === wanted;
}

function named(name: string, wanted: string): boolean {
  return wanted === 'none' ? name === '' : name.toLowerCase().includes(wanted);
}

function matchesValue(row: QueryRow, key: TermKey, wanted: string, meId: string | null): boolean {
  switch (key) {
    case 'state':
      return matchesState(row, wanted);
    case 'priority':
      return matchesPriority(row.priority, wanted);
    case 'assignee':
      if (wanted === 'me') return meId !== null && row.assigneeId === meId;
      return named(row.assigneeName, wanted);
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
    case 'origin':
      return row.origin === wanted;
    case 'sla':
      return matchesSla(row.sla, wanted);
    case 'is':
      return row[wanted as (typeof IS_VALUES)[number]];
  }
}

/** Does the query ask for clocks, so that its answer changes while time passes? */
export function asksForClocks(query: ParsedQuery): boolean {
  return query.terms.some(({ key }) => key === 'sla');
}

/** Does a row satisfy every term? `meId` is the person id behind `assignee:me`. */
export function matchesQuery(row: QueryRow, query: ParsedQuery, meId: string | null): boolean {
  return query.terms.every((term) => {
    const hit =
      term.key === 'text'
        ? row.title.toLowerCase().includes(term.words) ||
          row.number.toLowerCase().includes(term.words)
        : term.values.some((wanted) => matchesValue(row, term.key, wanted, meId));
    return hit !== term.not;
  });
}
