import { assertNever } from '../../../../shared/model/assert-never.ts';
import type {
  CalendarSource,
  EscalationAction,
  EscalationRule,
  SlaAgreement,
  SlaPolicyDocument,
  SlaTrigger,
} from '../../../../shared/model/policy.ts';
import { SLA_CONDITION_FIELDS, SLA_METRICS } from '../../../../shared/model/policy.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { conditionsOf } from '../../../../shared/sla/policy-overlap.ts';
import type { PolicyProblem } from '../../../../shared/sla/policy-problems.ts';
import { POLICY_PROBLEM_TEXTS } from '../../../../shared/sla/policy-problems.ts';
import { formatPercent } from '../../../ui/format.ts';
import { currentLocale, msg, t } from '../../../ui/i18n.ts';
import { metricLabel as metricName } from '../../../words/clock-words.ts';
import { conditionFieldName, conditionText, orList } from '../../../words/condition-words.ts';
import type { PolicyNames } from '../../../words/condition-words.ts';
import { holdLabel, listTitle, stateLabel } from '../../../words/ticket-words.ts';
import { amountText } from './duration.ts';

export { conditionValue } from '../../../words/condition-words.ts';
export { conditionFieldName, conditionText, metricName, orList };

/** Names behind the ids of a policy. */
export type Names = PolicyNames;

const AGREEMENTS: Readonly<Record<SlaAgreement, { readonly name: string; readonly hint: string }>> =
  {
    sla: { name: msg('With customers (SLA)'), hint: msg('What those who report are promised.') },
    ola: {
      name: msg('Between own teams (OLA)'),
      hint: msg('What teams promise each other, so that the promise to customers can be kept.'),
    },
    uc: {
      name: msg('With suppliers (underpinning contract)'),
      hint: msg('What suppliers promise.'),
    },
  };

export function agreementName(agreement: SlaAgreement): string {
  return t(AGREEMENTS[agreement].name);
}

export function agreementHint(agreement: SlaAgreement): string {
  return t(AGREEMENTS[agreement].hint);
}

const KINDS: Readonly<Record<TicketKind, string>> = {
  incident: msg('incident'),
  problem: msg('problem'),
  change: msg('change'),
  request: msg('request'),
  task: msg('task'),
};

export function andList(values: readonly string[]): string {
  return new Intl.ListFormat(currentLocale(), { type: 'conjunction' }).format(values);
}

/* Conditions ----------------------------------------------------------------------- */

/** "Incidents and requests at Leipzig or Rostock, priority 1 or 2, VIP requesters". */
export function whichTickets(policy: SlaPolicyDocument, names: Names): string {
  const kinds = andList(policy.ticketKinds.map((kind) => listTitle(kind, false)));
  const conditions = conditionsOf(policy).filter(({ anyOf }) => anyOf.length > 0);
  const sites = conditions.filter(({ field }) => field === 'site');
  const others = conditions.filter(({ field }) => field !== 'site');
  const head = [kinds, ...sites.map((each) => conditionText(each, names))].join(' ');
  return [head, ...others.map((each) => conditionText(each, names))].join(', ');
}

/* Calendars ------------------------------------------------------------------------ */

const SOURCES: Readonly<Record<CalendarSource, string>> = {
  fixed: msg('This calendar for all'),
  site: msg('That of the ticket’s site, where it has one'),
  'requester-site': msg('That of the requester’s site, where it has one'),
  'item-site': msg('That of the site of the linked item, where it has one'),
  team: msg('That of the team, where it has one'),
};

export function sourceName(source: CalendarSource): string {
  return t(SOURCES[source]);
}

const SHORT_SOURCES: Readonly<Record<CalendarSource, string>> = {
  fixed: '{{name}}',
  site: msg('{{name}}, or that of the site'),
  'requester-site': msg('{{name}}, or that of the requester’s site'),
  'item-site': msg('{{name}}, or that of the item’s site'),
  team: msg('{{name}}, or that of the team'),
};

export function calendarText(policy: SlaPolicyDocument, names: Names): string {
  const calendar = names.policies.get(policy.calendarId);
  const name = calendar?.kind === 'calendar' ? calendar.name : t('no calendar');
  const source = policy.calendarSource ?? 'fixed';
  return source === 'fixed' ? name : t(SHORT_SOURCES[source], { name });
}

/* Escalations ----------------------------------------------------------------------- */

const WHOM: Readonly<Record<Exclude<EscalationAction['whom'], undefined>, string>> = {
  assignee: msg('the assignee'),
  team: msg('the team'),
  'team-lead': msg('the team lead'),
  manager: msg('the manager'),
  watchers: msg('the watchers'),
  person: msg('a person'),
};

export function recipientName(whom: Exclude<EscalationAction['whom'], undefined>): string {
  return t(WHOM[whom]);
}

export function actionText(action: EscalationAction, names: Names): string {
  const nameOf = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : (names.people.get(id)?.name ?? id);
  const person = nameOf(action.personId) ?? t('a person');
  switch (action.do) {
    case 'notify':
      return t('notify {{whom}}', {
        whom: action.whom === 'person' ? person : recipientName(action.whom ?? 'person'),
      });
    case 'raise-priority':
      return t('raise the priority');
    case 'reassign':
      return t('reassign to {{name}}', {
        name: [nameOf(action.teamId), nameOf(action.personId)].filter(Boolean).join(', '),
      });
    case 'add-watcher':
      return t('add {{name}} as a watcher', { name: person });
    default:
      return assertNever(action.do);
  }
}

export function momentText({ at, value }: Pick<EscalationRule, 'at' | 'value'>): string {
  if (at === 'percent') {
    return t('At {{percent}}', { percent: formatPercent(currentLocale(), value / 100) });
  }
  const time = amountText(value);
  if (at === 'before-due') return t('{{time}} before due', { time });
  return value === 0 ? t('When due') : t('{{time}} after due', { time });
}

/** "At 80 %: notify the team and raise the priority". */
export function escalationText(rule: EscalationRule, names: Names): string {
  const actions = andList(rule.actions.map((action) => actionText(action, names)));
  return t('{{moment}}: {{actions}}', { moment: momentText(rule), actions });
}

/* Triggers ------------------------------------------------------------------------- */

const TRIGGERS: Readonly<Record<SlaTrigger['on'], string>> = {
  state: msg('It is in a state'),
  'public-comment': msg('Somebody comments publicly'),
  'requester-comment': msg('The requester comments'),
  assigned: msg('It is assigned'),
  'team-changed': msg('The team changes'),
};

export function triggerName(on: SlaTrigger['on']): string {
  return t(TRIGGERS[on]);
}

/* Problems ------------------------------------------------------------------------- */

/** A problem in the person's language: keys of our own in it become words. */
export function problemText({ code, values }: PolicyProblem): string {
  const words = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, wordOf(name, String(value))]),
  );
  return t(POLICY_PROBLEM_TEXTS[code], words);
}

function wordOf(name: string, value: string): string {
  const metric = SLA_METRICS.find((each) => each === value);
  if (name === 'metric' && metric) return metricName(metric);
  if (name === 'kind' && value in KINDS) return t(KINDS[value as TicketKind]);
  const field = SLA_CONDITION_FIELDS.find((each) => each === value);
  if (name === 'field' && field) return conditionFieldName(field);
  if (name === 'state') return stateLabel(value);
  return name === 'reason' ? holdLabel(value) : value;
}
