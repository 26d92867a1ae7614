import { STATE_MACHINES } from '../../../../shared/workflow/states.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import {
  HOLD_REASONS,
  MAJOR_STAGES,
  ORIGINS,
  TICKET_KINDS,
} from '../../../../shared/model/ticket.ts';
import type { TermKey } from '../../../../shared/query/ticket-query.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { policiesOf, teamsOf } from '../../../replica/reference.ts';
import { msg, t } from '../../../ui/i18n.ts';
import { holdLabel, originLabel, stateLabel } from '../../../words/ticket-words.ts';
import { kindLabel, majorStageLabel } from './column-words.ts';
import { valueOfName } from './query-text.ts';

/** One value a field can be filtered by: what stands in the text, and how it reads. */
export interface FilterValue {
  readonly value: string;
  readonly label: string;
  /** How it reads in a sentence, where that differs. */
  readonly inSentence?: string;
}

const KEY_LABELS: Readonly<Record<TermKey, string>> = {
  state: msg('State'),
  priority: msg('Priority'),
  assignee: msg('Assignee'),
  team: msg('Group'),
  site: msg('Site'),
  requester: msg('Requester'),
  category: msg('Category'),
  service: msg('Service'),
  origin: msg('Origin'),
  sla: msg('Service level'),
  is: msg('Is'),
  kind: msg('Kind'),
  number: msg('Number'),
  opened: msg('Opened'),
  activity: msg('Last activity'),
  resolved: msg('Resolved'),
  hold: msg('Waits for'),
  reopens: msg('Reopened, times'),
  reassignments: msg('Reassigned, times'),
  satisfaction: msg('Satisfaction'),
  watcher: msg('Watcher'),
  parent: msg('Parent'),
  major: msg('Stage as a major incident'),
  subcategory: msg('Subcategory'),
};

export function keyLabel(key: TermKey): string {
  return t(KEY_LABELS[key]);
}

/** Fields of the filter menu, in its order. */
export const FILTER_KEYS: readonly TermKey[] = [
  'state',
  'priority',
  'sla',
  'assignee',
  'team',
  'site',
  'category',
  'service',
  'requester',
  'origin',
  'is',
  'opened',
  'activity',
  'resolved',
  'hold',
  'watcher',
  'reopens',
  'reassignments',
  'satisfaction',
  'subcategory',
  'parent',
  'major',
  'kind',
];

function byName(names: Iterable<string>): FilterValue[] {
  const distinct = [...new Set(names)].filter((name) => name !== '');
  return distinct
    .sort((a, b) => a.localeCompare(b))
    .map((name) => ({ value: valueOfName(name), label: name }));
}

function statesOf(kinds: readonly TicketKind[]): FilterValue[] {
  const states = new Set(kinds.flatMap((kind) => STATE_MACHINES[kind].order));
  return [
    { value: 'open', label: t('Any open state'), inSentence: t('open') },
    { value: 'done', label: t('Any finished state'), inSentence: t('finished') },
    ...[...states]
      .filter((state) => state !== 'done')
      .map((state) => ({ value: state, label: stateLabel(state) })),
  ];
}

function agents(reference: ReferenceSnapshot): FilterValue[] {
  const names: string[] = [];
  for (const party of reference.people.values()) {
    if (party.kind === 'person' && party.userName && !party.removedAt) names.push(party.name);
  }
  return [
    { value: 'me', label: t('Me'), inSentence: t('me') },
    { value: 'none', label: t('Nobody'), inSentence: t('nobody') },
    ...byName(names),
  ];
}

function named(
  map: ReadonlyMap<string, { readonly kind: string; readonly name: string }>,
  kind: string,
): FilterValue[] {
  return byName([...map.values()].filter((each) => each.kind === kind).map((each) => each.name));
}

function slaValues(): FilterValue[] {
  return [
    { value: 'breached', label: t('Breached'), inSentence: t('breached') },
    { value: '<1h', label: t('Less than 1 hour left, or over'), inSentence: t('under 1 h') },
    { value: '<2h', label: t('Less than 2 hours left, or over'), inSentence: t('under 2 h') },
    { value: '<8h', label: t('Less than 8 hours left, or over'), inSentence: t('under 8 h') },
    { value: 'warning', label: t('Past its warning mark'), inSentence: t('past its warning') },
    { value: 'running', label: t('Running'), inSentence: t('running') },
    { value: 'paused', label: t('Paused'), inSentence: t('paused') },
    { value: 'met', label: t('Met'), inSentence: t('met') },
    { value: 'none', label: t('No service level'), inSentence: t('none') },
  ];
}

function timeValues(canBeMissing: boolean): FilterValue[] {
  return [
    { value: 'today', label: t('Today'), inSentence: t('today') },
    { value: 'yesterday', label: t('Yesterday'), inSentence: t('yesterday') },
    { value: '<2h', label: t('Less than 2 hours ago'), inSentence: t('less than 2 h ago') },
    { value: '<7d', label: t('Less than 7 days ago'), inSentence: t('less than 7 days ago') },
    { value: '<30d', label: t('Less than 30 days ago'), inSentence: t('less than 30 days ago') },
    { value: '>2d', label: t('More than 2 days ago'), inSentence: t('more than 2 days ago') },
    { value: '>7d', label: t('More than 7 days ago'), inSentence: t('more than 7 days ago') },
    { value: '>30d', label: t('More than 30 days ago'), inSentence: t('more than 30 days ago') },
    ...(canBeMissing ? [noneValue()] : []),
  ];
}

function countValues(): FilterValue[] {
  return ['0', '>0', '>=2', '>=3', '>=5'].map((value) => ({ value, label: value }));
}

function noneValue(): FilterValue {
  return { value: 'none', label: t('None'), inSentence: t('not set') };
}

function isValues(): FilterValue[] {
  return [
    { value: 'vip', label: t('of a VIP') },
    { value: 'major', label: t('a major incident') },
    { value: 'unsent', label: t('not sent yet') },
    { value: 'known-error', label: t('a known error') },
    { value: 'watched', label: t('watched by me') },
  ];
}

/** Of the kinds of a list the categories, or what they are divided into. */
function categories(
  reference: ReferenceSnapshot,
  kinds: readonly TicketKind[],
  what: 'name' | 'subcategories',
): FilterValue[] {
  const fitting = policiesOf(reference, 'category').filter((each) =>
    each.ticketKinds.some((kind) => kinds.includes(kind)),
  );
  return [noneValue(), ...byName(fitting.flatMap((each) => each[what]))];
}

type ValuesOf = (
  reference: ReferenceSnapshot,
  kinds: readonly TicketKind[],
) => readonly FilterValue[];

const VALUES: Readonly<Record<TermKey, ValuesOf>> = {
  state: (_, kinds) => statesOf(kinds),
  priority: () =>
    ['1', '2', '3', '4'].map((value) => ({
      value,
      label: t('Priority {{priority}}', { priority: value }),
      inSentence: value,
    })),
  assignee: agents,
  watcher: agents,
  team: (reference) => [noneValue(), ...byName(teamsOf(reference).map((team) => team.name))],
  site: ({ places }) => [noneValue(), ...named(places, 'site')],
  requester: ({ people }) => named(people, 'person'),
  category: (reference, kinds) => categories(reference, kinds, 'name'),
  subcategory: (reference, kinds) => categories(reference, kinds, 'subcategories'),
  service: ({ catalog }) => [noneValue(), ...named(catalog, 'service')],
  origin: () => ORIGINS.map((value) => ({ value, label: originLabel(value) })),
  kind: () => TICKET_KINDS.map((value) => ({ value, label: kindLabel(value) })),
  sla: slaValues,
  is: isValues,
  number: () => [],
  parent: () => [noneValue()],
  opened: () => timeValues(false),
  activity: () => timeValues(false),
  resolved: () => timeValues(true),
  hold: () => [
    ...HOLD_REASONS.map((reason) => ({
      value: reason.replace('awaiting-', ''),
      label: holdLabel(reason),
    })),
    noneValue(),
  ],
  reopens: countValues,
  reassignments: countValues,
  satisfaction: () => [
    ...['<=2', '1', '2', '3', '4', '5', '>=4'].map((value) => ({ value, label: value })),
    noneValue(),
  ],
  major: () => [
    ...MAJOR_STAGES.map((value) => ({ value, label: majorStageLabel(value) })),
    noneValue(),
  ],
};

/** Everything a field can be filtered by in this workspace; of numbers and times what is usual. */
export function filterValues(
  key: TermKey,
  reference: ReferenceSnapshot,
  kinds: readonly TicketKind[],
): readonly FilterValue[] {
  return VALUES[key](reference, kinds);
}
