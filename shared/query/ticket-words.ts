import {
  CHANGE_STATES,
  HOLD_REASONS,
  INCIDENT_STATES,
  MAJOR_STAGES,
  ORIGINS,
  PROBLEM_STATES,
  REQUEST_STATES,
  TASK_STATES,
  TICKET_KINDS,
} from '../model/ticket.ts';
import { isNumberValue } from './number-term.ts';
import { SLA_WORDS, isSlaValue } from './sla-term.ts';
import { isTimeValue } from './time-term.ts';

/** Fields a ticket can be filtered by. */
export const TERM_KEYS = [
  'state',
  'priority',
  'assignee',
  'team',
  'site',
  'requester',
  'category',
  'subcategory',
  'service',
  'origin',
  'sla',
  'is',
  'kind',
  'number',
  'opened',
  'activity',
  'resolved',
  'hold',
  'reopens',
  'reassignments',
  'satisfaction',
  'watcher',
  'parent',
  'major',
] as const;
export type TermKey = (typeof TERM_KEYS)[number];

export function isTermKey(key: string): key is TermKey {
  return (TERM_KEYS as readonly string[]).includes(key);
}

/** Fields that hold an instant, and so move on while nothing is written. */
export const TIME_KEYS = ['opened', 'activity', 'resolved'] as const satisfies readonly TermKey[];
export const NUMBER_KEYS = [
  'reopens',
  'reassignments',
  'satisfaction',
] as const satisfies readonly TermKey[];

/** Words `state:` takes: every state of every kind, and the two that sum them up. */
export const STATE_NAMES: ReadonlySet<string> = new Set([
  'open',
  'done',
  ...INCIDENT_STATES,
  ...PROBLEM_STATES,
  ...CHANGE_STATES,
  ...REQUEST_STATES,
  ...TASK_STATES,
]);

export const IS_VALUES = ['vip', 'major', 'unsent', 'known-error', 'watched'] as const;
export type IsValue = (typeof IS_VALUES)[number];

/** What is wrong with a term: a sentence with places for values, so that it can be translated. */
export interface Said {
  readonly sentence: string;
  readonly values: Readonly<Record<string, string>>;
}

export const QUERY_SENTENCES = {
  field: 'There is no field "{{value}}"; fields are {{words}}.',
  empty: 'Write what "{{value}}:" is to be, such as {{words}}.',
  priority: '"{{value}}" is no priority; use 1 to 4, or <=2.',
  state: 'There is no state "{{value}}".',
  sla: '"{{value}}" is no service level; use {{words}} or a time left such as <2h, >1d, <30m.',
  words: '"{{field}}:" does not know "{{value}}"; it takes {{words}}.',
  time: '"{{value}}" is no time; use <7d (less than 7 days ago), >2h, today, 2027-03-01, >=2027-03-01 or none.',
  number: '"{{value}}" is no number; use 2, >0 or <=3.',
} as const;

/** Fields that take one of a few words. */
const WORDS: Readonly<Partial<Record<TermKey, readonly string[]>>> = {
  is: IS_VALUES,
  kind: TICKET_KINDS,
  origin: ORIGINS,
  hold: [...HOLD_REASONS.map((reason) => reason.replace('awaiting-', '')), 'none'],
  major: [...MAJOR_STAGES, 'none'],
};

const EXAMPLES: Readonly<Partial<Record<TermKey, string>>> = {
  state: 'open',
  priority: '<=2',
  sla: '<2h',
  opened: '<7d',
  activity: '>2d',
  resolved: 'today',
  reopens: '>0',
  reassignments: '>=2',
  satisfaction: '<=2',
  number: '1042',
};

function isKnown(key: TermKey, value: string): boolean {
  switch (key) {
    case 'priority':
      return /^(<=?|>=?)?[1-4]$/.test(value);
    case 'state':
      return STATE_NAMES.has(value);
    case 'sla':
      return isSlaValue(value);
    case 'opened':
    case 'activity':
    case 'resolved':
      return isTimeValue(value);
    case 'reopens':
    case 'reassignments':
    case 'satisfaction':
      return isNumberValue(value);
    default:
      return WORDS[key]?.includes(holdWord(key, value)) ?? true;
  }
}

function holdWord(key: TermKey, value: string): string {
  return key === 'hold' ? value.replace(/^awaiting-/, '') : value;
}

function sentenceOf(key: TermKey): string {
  if (key === 'priority' || key === 'state' || key === 'sla') return QUERY_SENTENCES[key];
  if ((TIME_KEYS as readonly string[]).includes(key)) return QUERY_SENTENCES.time;
  if ((NUMBER_KEYS as readonly string[]).includes(key)) return QUERY_SENTENCES.number;
  return QUERY_SENTENCES.words;
}

/** What is wrong with the values given to a field, or null. Values are in lower case. */
export function problemOf(key: string, values: readonly string[]): Said | null {
  if (!isTermKey(key)) {
    return { sentence: QUERY_SENTENCES.field, values: { value: key, words: TERM_KEYS.join(', ') } };
  }
  if (values.length === 0) {
    const words = WORDS[key]?.join(', ') ?? EXAMPLES[key] ?? 'none';
    return { sentence: QUERY_SENTENCES.empty, values: { value: key, words } };
  }
  const bad = values.find((value) => !isKnown(key, value));
  if (bad === undefined) return null;
  const words = key === 'sla' ? SLA_WORDS : (WORDS[key] ?? []);
  return {
    sentence: sentenceOf(key),
    values: { value: bad, field: key, words: words.join(', ') },
  };
}

/** The sentence with its values put in, in English. */
export function saidInEnglish({ sentence, values }: Said): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
