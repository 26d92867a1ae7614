import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { documentType, IdType, InstantType, IntegerOf, OneOf, ShortText } from './envelope.ts';
import type { Immutable } from './envelope.ts';
import { HOLD_REASONS, TICKET_KINDS } from './ticket.ts';

const DateType = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', maxLength: 10 });
const TimeType = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$', maxLength: 5 });
const IntervalsType = Type.Array(Type.Tuple([TimeType, TimeType]));

const hoursAndDays = {
  timezone: ShortText(60),
  hours: Type.Object({
    mon: Type.Optional(IntervalsType),
    tue: Type.Optional(IntervalsType),
    wed: Type.Optional(IntervalsType),
    thu: Type.Optional(IntervalsType),
    fri: Type.Optional(IntervalsType),
    sat: Type.Optional(IntervalsType),
    sun: Type.Optional(IntervalsType),
  }),
  holidays: Type.Array(DateType),
  exceptions: Type.Optional(Type.Array(Type.Object({ date: DateType, hours: IntervalsType }))),
};

/** Business hours in local time of an IANA zone; conventions in shared/sla. */
export const CalendarPolicyType = documentType('policy', {
  kind: Type.Literal('calendar'),
  name: ShortText(160),
  ...hoursAndDays,
  /** What a holiday or an exception is called, by date; names decide nothing. */
  dayNames: Type.Optional(Type.Record(Type.String(), ShortText(160))),
  /** Countries and regions its holidays were taken from, `DE-SN`. */
  holidayRegions: Type.Optional(Type.Array(ShortText(20))),
  /** What it said before, oldest first, and until when: work done then is judged by it. */
  earlier: Type.Optional(Type.Array(Type.Object({ until: InstantType, ...hoursAndDays }))),
});

export const SLA_METRICS = ['assignment', 'response', 'next-update', 'resolution'] as const;
export const SLA_AGREEMENTS = ['sla', 'ola', 'uc'] as const;

/** What a policy asks about a ticket; it matches where one of the values does. */
export const SLA_CONDITION_FIELDS = [
  'priority',
  'category',
  'subcategory',
  'service',
  'site',
  'team',
  'origin',
  'vip',
  'major',
  'contract',
] as const;
export const SlaConditionType = Type.Object({
  field: OneOf(SLA_CONDITION_FIELDS),
  /** Ids, words, digits of a priority, or `yes`/`no`. */
  anyOf: Type.Array(ShortText(160)),
  /** True: matches where none of them does. */
  not: Type.Optional(Type.Boolean()),
});

/** Something that happens to a ticket, or a state it is in. */
export const SLA_TRIGGERS = [
  'state',
  'public-comment',
  'requester-comment',
  'assigned',
  'team-changed',
] as const;
export const SlaTriggerType = Type.Object({
  on: OneOf(SLA_TRIGGERS),
  /** For `state`. */
  states: Type.Optional(Type.Array(ShortText(40))),
  /** For `state`: only with one of these hold reasons. */
  reasons: Type.Optional(Type.Array(ShortText(60))),
});

export const ESCALATION_ACTIONS = ['notify', 'raise-priority', 'reassign', 'add-watcher'] as const;
export const ESCALATION_RECIPIENTS = [
  'assignee',
  'team',
  'team-lead',
  'manager',
  'watchers',
  'person',
] as const;
export const EscalationActionType = Type.Object({
  do: OneOf(ESCALATION_ACTIONS),
  /** Of `notify`. */
  whom: Type.Optional(OneOf(ESCALATION_RECIPIENTS)),
  /** Of `notify` a person, of `reassign` the new assignee, of `add-watcher` who watches. */
  personId: Type.Optional(IdType('person')),
  /** Of `reassign`. */
  teamId: Type.Optional(IdType('person')),
});
export const EscalationRuleType = Type.Object({
  /** Unique within its target, for ever: what fired is known by it. */
  id: ShortText(40),
  at: OneOf(['percent', 'before-due', 'after-due'] as const),
  /** Percent of the target, or minutes of open time. */
  value: Type.Number({ minimum: 0 }),
  actions: Type.Array(EscalationActionType),
});

export const SlaTargetType = Type.Object({
  metric: OneOf(SLA_METRICS),
  /** Open time per priority, index 0 is priority 1; null: none is promised. See `unit`. */
  minutes: Type.Tuple([
    Type.Union([Type.Number(), Type.Null()]),
    Type.Union([Type.Number(), Type.Null()]),
    Type.Union([Type.Number(), Type.Null()]),
    Type.Union([Type.Number(), Type.Null()]),
  ]),
  /** Of the figures above; absent: minutes. */
  unit: Type.Optional(OneOf(['minutes', 'business-days'] as const)),
  warnAtPercent: Type.Integer({ minimum: 1, maximum: 100 }),
  /* Absent: what is usual for the metric; see shared/sla/sla-rules.ts. */
  startOn: Type.Optional(Type.Array(SlaTriggerType)),
  pauseWhile: Type.Optional(Type.Array(SlaTriggerType)),
  resumeOn: Type.Optional(Type.Array(SlaTriggerType)),
  stopOn: Type.Optional(Type.Array(SlaTriggerType)),
  resetOn: Type.Optional(Type.Array(SlaTriggerType)),
  escalations: Type.Optional(Type.Array(EscalationRuleType)),
});

/** Whose hours count: one calendar for all, or that of a place or a team, else the fixed one. */
export const CALENDAR_SOURCES = ['fixed', 'site', 'requester-site', 'item-site', 'team'] as const;

const slaTerms = {
  ticketKinds: Type.Array(OneOf(TICKET_KINDS)),
  /** Lower is asked first; of each agreement the first policy that matches a ticket runs. */
  order: Type.Integer(),
  siteIds: Type.Optional(Type.Array(IdType('place'))),
  /** All of them must match. */
  conditions: Type.Optional(Type.Array(SlaConditionType)),
  calendarId: IdType('policy'),
  calendarSource: Type.Optional(OneOf(CALENDAR_SOURCES)),
  targets: Type.Array(SlaTargetType),
  /** Hold reasons that stop the resolution clock. */
  pauseReasons: Type.Array(OneOf(HOLD_REASONS)),
  retroactive: OneOf(['fromStart', 'fromChange'] as const),
  reopen: OneOf(['resume', 'restart', 'nothing'] as const),
};

export const SlaPolicyType = documentType('policy', {
  kind: Type.Literal('sla'),
  name: ShortText(160),
  /** With customers, between own teams, or with a supplier; absent: with customers. */
  agreement: Type.Optional(OneOf(SLA_AGREEMENTS)),
  /** In force from then on; absent: always was. */
  validFrom: Type.Optional(InstantType),
  /** In force until then. */
  validTo: Type.Optional(InstantType),
  ...slaTerms,
  /** What it said before, oldest first, and until when. */
  earlier: Type.Optional(Type.Array(Type.Object({ until: InstantType, ...slaTerms }))),
});

/** Impact × urgency → priority. Rows are impact 1–3, columns urgency 1–3. */
const PriorityValue = IntegerOf([1, 2, 3, 4]);
const MatrixRow = Type.Tuple([PriorityValue, PriorityValue, PriorityValue]);
export const PriorityMatrixType = documentType('policy', {
  kind: Type.Literal('priority-matrix'),
  name: ShortText(160),
  rows: Type.Tuple([MatrixRow, MatrixRow, MatrixRow]),
});

export const ItemClassType = documentType('policy', {
  kind: Type.Literal('item-class'),
  key: ShortText(60),
  name: ShortText(120),
  parentKey: Type.Optional(ShortText(60)),
  /** Name of an icon of the design system. */
  icon: ShortText(40),
  attributes: Type.Array(
    Type.Object({
      key: ShortText(60),
      label: ShortText(120),
      type: OneOf(['text', 'number', 'boolean', 'date', 'choice', 'list'] as const),
      unit: Type.Optional(ShortText(20)),
      choices: Type.Optional(Type.Array(ShortText(120))),
    }),
  ),
});

export const CategoryPolicyType = documentType('policy', {
  kind: Type.Literal('category'),
  name: ShortText(120),
  ticketKinds: Type.Array(OneOf(TICKET_KINDS)),
  subcategories: Type.Array(ShortText(120)),
  defaultTeamId: Type.Optional(IdType('person')),
});

/** Absent: shared with everybody. */
const OwnerType = Type.Optional(ShortText(80));

/** A named queue: the filter in the query language of shared/query, and how it is laid out. */
export const SavedViewType = documentType('policy', {
  kind: Type.Literal('saved-view'),
  name: ShortText(120),
  icon: ShortText(40),
  ticketKinds: Type.Array(OneOf(TICKET_KINDS)),
  query: ShortText(1000),
  ownerUserName: OwnerType,
  order: Type.Integer(),
  /** Ids of the columns from left to right; absent: the usual ones. */
  columns: Type.Optional(Type.Array(ShortText(40))),
  sort: Type.Optional(Type.Object({ id: ShortText(40), dir: OneOf(['asc', 'desc'] as const) })),
  /** Id of the column whose values part the list. */
  groupBy: Type.Optional(ShortText(40)),
});

/* What saves typing ------------------------------------------------------------------ */

/** A text to answer with; `{{requester.name}}` and the like are filled in. */
export const CannedResponseType = documentType('policy', {
  kind: Type.Literal('canned-response'),
  name: ShortText(120),
  /** Typed after a slash it puts the text in. */
  shortcut: ShortText(40),
  body: ShortText(20_000),
  ticketKinds: Type.Array(OneOf(TICKET_KINDS)),
  audience: OneOf(['public', 'internal'] as const),
  ownerUserName: OwnerType,
});

export const MACRO_STEPS = [
  'set-field',
  'comment',
  'note',
  'state',
  'assign-me',
  'watch',
  'log-time',
  'checklist',
] as const;
export const MacroStepType = Type.Object({
  do: OneOf(MACRO_STEPS),
  /** Of `set-field`: a field of the ticket's patch. */
  field: Type.Optional(ShortText(60)),
  /** Of `set-field`: what it becomes; absent empties it. */
  value: Type.Optional(Type.Unknown()),
  /** Of `comment`, `note` and `log-time` the words, with the variables of canned responses. */
  text: Type.Optional(ShortText(20_000)),
  /** Of `state`. */
  state: Type.Optional(ShortText(40)),
  /** Of `state`: the hold reason or the resolution code it demands; `text` is the resolution. */
  reason: Type.Optional(ShortText(60)),
  /** Of `log-time`. */
  minutes: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Of `checklist`. */
  checklistId: Type.Optional(IdType('policy')),
});
/** Several steps on a ticket by one key; all of them are done, or none. */
export const MacroType = documentType('policy', {
  kind: Type.Literal('macro'),
  name: ShortText(120),
  ticketKinds: Type.Array(OneOf(TICKET_KINDS)),
  steps: Type.Array(MacroStepType),
  ownerUserName: OwnerType,
});

/** How a kind of work is written down: what is filled in, not shown, and not to be left empty. */
export const TicketTemplateType = documentType('policy', {
  kind: Type.Literal('ticket-template'),
  name: ShortText(120),
  description: ShortText(400),
  ticketKind: OneOf(TICKET_KINDS),
  /** By name of the field. */
  values: Type.Record(Type.String(), Type.Unknown()),
  hidden: Type.Array(ShortText(60)),
  mandatory: Type.Array(ShortText(60)),
  checklistId: Type.Optional(IdType('policy')),
  order: Type.Integer(),
});

export const ChecklistPolicyType = documentType('policy', {
  kind: Type.Literal('checklist'),
  name: ShortText(120),
  ticketKinds: Type.Array(OneOf(TICKET_KINDS)),
  lines: Type.Array(
    Type.Object({ id: ShortText(40), text: ShortText(400), required: Type.Boolean() }),
  ),
});

/* The desk --------------------------------------------------------------------------- */

export const ASSIGNMENT_METHODS = ['team-only', 'round-robin', 'least-busy'] as const;
/** Whom new work goes to: by `order` the first rule whose conditions match. */
export const AssignmentRuleType = documentType('policy', {
  kind: Type.Literal('assignment-rule'),
  name: ShortText(120),
  order: Type.Integer(),
  ticketKinds: Type.Array(OneOf(TICKET_KINDS)),
  /** All of them must match; they read as those of service levels do. */
  conditions: Type.Array(SlaConditionType),
  teamId: IdType('person'),
  method: OneOf(ASSIGNMENT_METHODS),
  /** Somebody who has all of them. */
  skills: Type.Array(ShortText(80)),
  /** Somebody at the site of the ticket, where there is one. */
  sameSite: Type.Boolean(),
  /** Somebody who is on shift now. */
  onShift: Type.Boolean(),
});

/** Who of a team works when, and who is called when nobody does. */
export const ShiftPlanType = documentType('policy', {
  kind: Type.Literal('shift-plan'),
  name: ShortText(120),
  teamId: IdType('person'),
  timezone: ShortText(60),
  shifts: Type.Array(
    Type.Object({
      id: ShortText(40),
      kind: OneOf(['shift', 'on-call'] as const),
      /** 1 Monday to 7 Sunday: the days it begins on. */
      weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 })),
      from: TimeType,
      /** Not later than `from`: on the next day. */
      to: TimeType,
      personIds: Type.Array(IdType('person')),
      /** True: one of them each week in turn, counted from `validFrom`; else all of them. */
      weekly: Type.Boolean(),
      validFrom: DateType,
      validTo: Type.Optional(DateType),
    }),
  ),
});

/** Something everybody at the desk is to know for a while. */
export const AnnouncementType = documentType('policy', {
  kind: Type.Literal('announcement'),
  name: ShortText(200),
  body: ShortText(4000),
  severity: OneOf(['info', 'maintenance', 'outage'] as const),
  fromAt: InstantType,
  /** Absent: until it is ended. */
  toAt: Type.Optional(InstantType),
  serviceIds: Type.Array(IdType('catalog')),
  siteIds: Type.Array(IdType('place')),
  /** The incident or change it is about. */
  ticketId: Type.Optional(IdType('ticket')),
});

/** What the desk has decided for everybody; one document. */
export const DeskRulesType = documentType('policy', {
  kind: Type.Literal('desk-rules'),
  name: ShortText(120),
  /** Days after which a resolved record is closed; absent: never by itself. */
  autoCloseDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
  /** A parent's resolution resolves its open children as well. */
  childrenFollow: Type.Boolean(),
  /** Resolving asks what the requester thought of it. */
  asksSatisfaction: Type.Boolean(),
  /** Days before an article's valid-to day on which its owner is reminded. */
  articleReminderDays: Type.Integer({ minimum: 1, maximum: 365 }),
});

/** How the columns of somebody else's export become fields here. */
export const ImportMappingType = documentType('policy', {
  kind: Type.Literal('import-mapping'),
  name: ShortText(120),
  /** Of `source` on what it brings: the same system and key are the same record for ever. */
  system: ShortText(60),
  /** What shared/import knows to do; plain JSON. */
  mapping: Type.Record(Type.String(), Type.Unknown()),
});

/** A stretch of time in which no normal change may be made. */
export const FreezeType = documentType('policy', {
  kind: Type.Literal('freeze'),
  name: ShortText(160),
  fromAt: ShortText(30),
  toAt: ShortText(30),
  reason: ShortText(400),
});

export const PolicyType = Type.Union([
  CalendarPolicyType,
  SlaPolicyType,
  PriorityMatrixType,
  ItemClassType,
  CategoryPolicyType,
  SavedViewType,
  FreezeType,
  CannedResponseType,
  MacroType,
  TicketTemplateType,
  ChecklistPolicyType,
  AssignmentRuleType,
  ShiftPlanType,
  AnnouncementType,
  DeskRulesType,
  ImportMappingType,
]);

export type CalendarPolicy = Immutable<Static<typeof CalendarPolicyType>>;
export type SlaPolicyDocument = Immutable<Static<typeof SlaPolicyType>>;
export type SlaTargetDocument = Immutable<Static<typeof SlaTargetType>>;
export type SlaMetric = (typeof SLA_METRICS)[number];
/** Agreement with customers, between own teams, or with a supplier. */
export type SlaAgreement = (typeof SLA_AGREEMENTS)[number];
export type SlaCondition = Immutable<Static<typeof SlaConditionType>>;
export type SlaConditionField = (typeof SLA_CONDITION_FIELDS)[number];
export type SlaTrigger = Immutable<Static<typeof SlaTriggerType>>;
export type EscalationRule = Immutable<Static<typeof EscalationRuleType>>;
export type EscalationAction = Immutable<Static<typeof EscalationActionType>>;
export type CalendarSource = (typeof CALENDAR_SOURCES)[number];
export type PriorityMatrix = Immutable<Static<typeof PriorityMatrixType>>;
export type ItemClass = Immutable<Static<typeof ItemClassType>>;
export type CategoryPolicy = Immutable<Static<typeof CategoryPolicyType>>;
export type SavedView = Immutable<Static<typeof SavedViewType>>;
export type Freeze = Immutable<Static<typeof FreezeType>>;
export type CannedResponse = Immutable<Static<typeof CannedResponseType>>;
export type Macro = Immutable<Static<typeof MacroType>>;
export type TicketTemplate = Immutable<Static<typeof TicketTemplateType>>;
export type ChecklistPolicy = Immutable<Static<typeof ChecklistPolicyType>>;
export type AssignmentRule = Immutable<Static<typeof AssignmentRuleType>>;
export type ShiftPlan = Immutable<Static<typeof ShiftPlanType>>;
export type Announcement = Immutable<Static<typeof AnnouncementType>>;
export type DeskRules = Immutable<Static<typeof DeskRulesType>>;
export type ImportMapping = Immutable<Static<typeof ImportMappingType>>;
export type MacroStep = Immutable<Static<typeof MacroStepType>>;
export type AssignmentMethod = (typeof ASSIGNMENT_METHODS)[number];
export type Policy =
  | CalendarPolicy
  | SlaPolicyDocument
  | PriorityMatrix
  | ItemClass
  | CategoryPolicy
  | SavedView
  | Freeze
  | CannedResponse
  | Macro
  | TicketTemplate
  | ChecklistPolicy
  | AssignmentRule
  | ShiftPlan
  | Announcement
  | DeskRules
  | ImportMapping;
