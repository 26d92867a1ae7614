import type { TSchema } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import {
  CALENDAR_SOURCES,
  EscalationRuleType,
  SLA_AGREEMENTS,
  SLA_METRICS,
  SlaConditionType,
  SlaTriggerType,
} from '../../shared/model/policy.ts';
import { OneOf } from '../../shared/model/envelope.ts';
import { RowError, show } from './row-reader.ts';

/** The events and policies of `shared/sla/sla-types.ts`, as a file may hold them. */

const Text = Type.String({ minLength: 1 });
const Flag = Type.Boolean();
const PriorityOrNull = Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]);
const StateType = { states: Type.Array(Text), reasons: Type.Optional(Type.Array(Text)) };

const FactsType = Type.Object({
  ticketKind: Type.Optional(Text),
  category: Type.Optional(Text),
  subcategory: Type.Optional(Text),
  serviceId: Type.Optional(Text),
  siteId: Type.Optional(Text),
  teamId: Type.Optional(Text),
  assigneeId: Type.Optional(Text),
  requesterId: Type.Optional(Text),
  origin: Type.Optional(Text),
  major: Type.Optional(Flag),
  vip: Type.Optional(Flag),
  requesterSiteId: Type.Optional(Text),
  itemSiteId: Type.Optional(Text),
  contractIds: Type.Optional(Type.Array(Text)),
});

const event = { id: Text, at: Text, kind: Text };
const stateOfEvent = { state: Text, reason: Type.Optional(Text) };

/** By kind. */
export const EVENT_TYPES: Readonly<Record<string, TSchema>> = {
  created: Type.Object({
    ...event,
    ...stateOfEvent,
    priority: PriorityOrNull,
    facts: Type.Optional(FactsType),
  }),
  state: Type.Object({ ...event, ...stateOfEvent }),
  priority: Type.Object({ ...event, priority: PriorityOrNull }),
  comment: Type.Object({ ...event, isPublic: Flag, byRequester: Flag }),
  assignment: Type.Object({ ...event, isAssigned: Flag }),
  facts: Type.Object({ ...event, facts: FactsType }),
};

const StopType = Type.Object({
  kind: OneOf([
    'while-state',
    'on-state',
    'on-response',
    'on-assignment',
    'on-requester-comment',
    'on-team-change',
  ] as const),
  states: Type.Optional(Type.Array(Text)),
  reasons: Type.Optional(Type.Array(Text)),
});

const Triggers = Type.Optional(Type.Array(SlaTriggerType));
const TargetType = Type.Object({
  metric: OneOf(SLA_METRICS),
  minutesByPriority: Type.Record(Type.String({ pattern: '^\\d+$' }), Type.Number({ minimum: 0 })),
  unit: Type.Optional(OneOf(['minutes', 'business-days'] as const)),
  startOn: Triggers,
  pauseWhile: Type.Array(Type.Object(StateType)),
  resumeOn: Triggers,
  stopWhen: Type.Array(StopType),
  resetOn: Triggers,
  reopen: OneOf(['resume', 'restart', 'nothing'] as const),
  warnAtPercent: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
  rules: Type.Optional(Type.Array(EscalationRuleType)),
});

const terms = {
  ticketKinds: Type.Optional(Type.Array(Text)),
  conditions: Type.Optional(Type.Array(SlaConditionType)),
  calendarId: Text,
  calendarSource: Type.Optional(OneOf(CALENDAR_SOURCES)),
  retroactive: OneOf(['fromStart', 'fromChange'] as const),
  targets: Type.Array(TargetType),
};

export const POLICY_TYPE = Type.Object({
  id: Text,
  name: Text,
  kind: OneOf(SLA_AGREEMENTS),
  line: Type.Optional(Text),
  validFrom: Type.Optional(Text),
  validTo: Type.Optional(Text),
  ...terms,
  earlier: Type.Optional(Type.Array(Type.Object({ until: Text, ...terms }))),
});

/** @throws RowError naming the first field that does not fit. */
export function checkFits(schema: TSchema, value: unknown): void {
  if (Value.Check(schema, value)) return;
  const first = Value.Errors(schema, value).First();
  const problem = first?.message.toLowerCase() ?? 'does not fit';
  throw new RowError(fieldOfPath(first?.path ?? ''), `${show(first?.value)}: ${problem}.`);
}

/** `/targets/0/metric` → `targets[0].metric`. */
export function fieldOfPath(path: string): string {
  const field = path
    .replace(/^\//, '')
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.');
  return field === '' ? 'row' : field;
}
