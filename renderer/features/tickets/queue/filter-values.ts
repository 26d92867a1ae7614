import { STATE_MACHINES } from '../../../../shared/workflow/states.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { ORIGINS } from '../../../../shared/model/ticket.ts';
import type { TermKey } from '../../../../shared/query/ticket-query.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { policiesOf, teamsOf } from '../../../replica/reference.ts';
import { msg, t } from '../../../ui/i18n.ts';
import { originLabel, stateLabel } from '../../../words/ticket-words.ts';
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

/** Everything a field can be filtered by in this workspace. */
export function filterValues(
  key: TermKey,
  reference: ReferenceSnapshot,
  kinds: readonly TicketKind[],
): readonly FilterValue[] {
  const none = { value: 'none', label: t('None'), inSentence: t('not set') };
  switch (key) {
    case 'state':
      return statesOf(kinds);
    case 'priority':
      return ['1', '2', '3', '4'].map((value) => ({
        value,
        label: t('Priority {{priority}}', { priority: value }),
        inSentence: value,
      }));
    case 'assignee':
      return agents(reference);
    case 'team':
      return [none, ...byName(teamsOf(reference).map((team) => team.name))];
    case 'site':
      return [none, ...named(reference.places, 'site')];
    case 'requester':
      return named(reference.people, 'person');
    case 'category': {
      const fitting = policiesOf(reference, 'category').filter((each) =>
        each.ticketKinds.some((kind) => kinds.includes(kind)),
      );
      return [none, ...byName(fitting.map((each) => each.name))];
    }
    case 'service':
      return [none, ...named(reference.catalog, 'service')];
    case 'origin':
      return ORIGINS.map((value) => ({ value, label: originLabel(value) }));
    case 'sla':
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
    case 'is':
      return [
        { value: 'vip', label: t('of a VIP') },
        { value: 'major', label: t('a major incident') },
        { value: 'unsent', label: t('not sent yet') },
      ];
  }
}
