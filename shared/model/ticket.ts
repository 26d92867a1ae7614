import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import {
  documentType,
  IdType,
  InstantType,
  IntegerOf,
  LongText,
  OneOf,
  ScopeType,
  ShortText,
} from './envelope.ts';
import type { Immutable } from './envelope.ts';

export const TICKET_KINDS = ['incident', 'problem', 'change', 'request', 'task'] as const;
export type TicketKind = (typeof TICKET_KINDS)[number];

/** The prefix of the human number of a kind, `INC-1042`. */
export const NUMBER_PREFIXES: Readonly<Record<TicketKind, string>> = {
  incident: 'INC',
  problem: 'PRB',
  change: 'CHG',
  request: 'REQ',
  task: 'TSK',
};

export const INCIDENT_STATES = [
  'new',
  'in-progress',
  'on-hold',
  'resolved',
  'closed',
  'cancelled',
] as const;
export const PROBLEM_STATES = [
  'new',
  'assess',
  'root-cause-analysis',
  'fix-in-progress',
  'resolved',
  'closed',
] as const;
export const CHANGE_STATES = [
  'draft',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
  'closed',
  'cancelled',
] as const;
export const REQUEST_STATES = [
  'new',
  'in-progress',
  'on-hold',
  'fulfilled',
  'closed',
  'cancelled',
] as const;
export const TASK_STATES = ['new', 'in-progress', 'on-hold', 'done', 'cancelled'] as const;

export type TicketState =
  | (typeof INCIDENT_STATES)[number]
  | (typeof PROBLEM_STATES)[number]
  | (typeof CHANGE_STATES)[number]
  | (typeof REQUEST_STATES)[number]
  | (typeof TASK_STATES)[number];

export const HOLD_REASONS = [
  'awaiting-caller',
  'awaiting-vendor',
  'awaiting-problem',
  'awaiting-change',
  'awaiting-parts',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export const ORIGINS = ['phone', 'mail', 'portal', 'walk-up', 'monitoring'] as const;
export type Origin = (typeof ORIGINS)[number];

/** 1 high, 2 medium, 3 low. */
export type Level = 1 | 2 | 3;
/** 1 critical to 4 low; always from the matrix, never typed by a person. */
export type Priority = 1 | 2 | 3 | 4;

export const RESOLUTION_CODES = [
  'fixed',
  'workaround',
  'user-guidance',
  'duplicate',
  'not-reproducible',
  'no-fault-found',
  'cancelled-by-caller',
  'risk-accepted',
  'fix-applied',
  'cancelled',
] as const;
export type ResolutionCode = (typeof RESOLUTION_CODES)[number];

/** Which of them a kind is resolved with, in the order they are offered. */
export const RESOLUTION_CODES_OF: Readonly<Record<TicketKind, readonly ResolutionCode[]>> = {
  incident: [
    'fixed',
    'workaround',
    'user-guidance',
    'duplicate',
    'not-reproducible',
    'no-fault-found',
    'cancelled-by-caller',
  ],
  problem: ['fix-applied', 'risk-accepted', 'duplicate', 'cancelled'],
  change: ['fixed', 'cancelled'],
  request: ['fixed', 'user-guidance', 'duplicate', 'cancelled-by-caller'],
  task: ['fixed', 'duplicate', 'cancelled'],
};

/** A major incident: proposed, managed as one, over, looked back on. */
export const MAJOR_STAGES = ['candidate', 'declared', 'ended', 'reviewed'] as const;
export type MajorStage = (typeof MAJOR_STAGES)[number];

/** Who does what in a major incident. */
export const MAJOR_ROLES = ['manager', 'communications', 'technical-lead', 'scribe'] as const;
export type MajorRole = (typeof MAJOR_ROLES)[number];

/** What a review of a major incident or problem answers. */
export const REVIEW_QUESTIONS = [
  'summary',
  'timeline',
  'cause',
  'went-well',
  'went-badly',
  'lessons',
] as const;
export type ReviewQuestion = (typeof REVIEW_QUESTIONS)[number];

/** One line of a checklist on a record, under a key of its own. */
export const ChecklistLineType = Type.Object({
  text: ShortText(400),
  /** Lines are shown by it, ascending. */
  order: Type.Integer(),
  /** The record cannot be resolved before it is done. */
  required: Type.Optional(Type.Boolean()),
  doneAt: Type.Optional(InstantType),
  doneBy: Type.Optional(ShortText(80)),
});
export type ChecklistLine = Immutable<Static<typeof ChecklistLineType>>;

/** Why a service level was missed, as the person who closed the record saw it. */
export const BREACH_REASONS = [
  'capacity',
  'waiting-for-caller',
  'waiting-for-vendor',
  'waiting-for-parts',
  'wrong-team',
  'reported-late',
  'major-outage',
  'target-unfit',
  'other',
] as const;
export type BreachReason = (typeof BREACH_REASONS)[number];

/** Fields that only mean something together with the state and follow it. */
export const FOLLOWS_STATE: ReadonlySet<string> = new Set([
  'holdReason',
  'resolutionCode',
  'resolution',
  'resolvedAt',
  'closedAt',
]);

const shared = {
  scope: ScopeType,
  number: ShortText(40),
  title: ShortText(400),
  description: LongText,
  requesterId: Type.Optional(IdType('person')),
  assigneeId: Type.Optional(IdType('person')),
  teamId: Type.Optional(IdType('person')),
  siteId: Type.Optional(IdType('place')),
  serviceId: Type.Optional(IdType('catalog')),
  category: Type.Optional(ShortText(120)),
  subcategory: Type.Optional(ShortText(120)),
  impact: IntegerOf([1, 2, 3]),
  urgency: IntegerOf([1, 2, 3]),
  priority: IntegerOf([1, 2, 3, 4]),
  origin: OneOf(ORIGINS),
  watchers: Type.Array(ShortText(80)),
  /** When the person reported it, which may be before anybody wrote it down. */
  openedAt: InstantType,
  /** Last thing anybody did to the record, comments included. */
  activityAt: InstantType,
  /** 1 while somebody has to do something; an integer because it is indexed. */
  open: IntegerOf([0, 1]),
  holdReason: Type.Optional(OneOf(HOLD_REASONS)),
  resolutionCode: Type.Optional(OneOf(RESOLUTION_CODES)),
  resolution: Type.Optional(LongText),
  resolvedAt: Type.Optional(InstantType),
  closedAt: Type.Optional(InstantType),
  parentId: Type.Optional(IdType('ticket')),
  breachReason: Type.Optional(OneOf(BREACH_REASONS)),
  breachNote: Type.Optional(ShortText(2000)),
  /** How often it went from one person or team to another; absent: never. */
  reassignments: Type.Optional(Type.Integer({ minimum: 0 })),
  /** How often it came back after it was resolved; absent: never. */
  reopens: Type.Optional(Type.Integer({ minimum: 0 })),
  /** When somebody first took it up or answered. */
  respondedAt: Type.Optional(InstantType),
  /** User name of whoever resolved it last. */
  resolvedBy: Type.Optional(ShortText(80)),
  /** What the requester thought of it, 1 bad to 5 good, and what they said. */
  satisfaction: Type.Optional(IntegerOf([1, 2, 3, 4, 5])),
  satisfactionNote: Type.Optional(ShortText(2000)),
  checklist: Type.Optional(Type.Record(Type.String(), ChecklistLineType)),
  /** The template it was made from: what it hides and demands holds for the record as well. */
  templateId: Type.Optional(IdType('policy')),
  /** Answers of the review of a major incident or problem, by REVIEW_QUESTIONS. */
  review: Type.Optional(Type.Record(Type.String(), ShortText(20_000))),
};

export const IncidentType = documentType('ticket', {
  ...shared,
  kind: Type.Literal('incident'),
  state: OneOf(INCIDENT_STATES),
  /** True while it is managed as a major incident, and afterwards; service levels ask for it. */
  major: Type.Optional(Type.Boolean()),
  majorStage: Type.Optional(OneOf(MAJOR_STAGES)),
  /** Why it was proposed or declared. */
  majorReason: Type.Optional(ShortText(2000)),
  majorDeclaredAt: Type.Optional(InstantType),
  majorEndedAt: Type.Optional(InstantType),
  /** By MAJOR_ROLES. */
  majorRoles: Type.Optional(Type.Record(Type.String(), IdType('person'))),
  /** Promised minutes between two communications; see the communication entries. */
  majorUpdateMinutes: Type.Optional(Type.Integer({ minimum: 5, maximum: 1440 })),
});
export const ProblemType = documentType('ticket', {
  ...shared,
  kind: Type.Literal('problem'),
  state: OneOf(PROBLEM_STATES),
  workaround: Type.Optional(LongText),
  rootCause: Type.Optional(LongText),
  knownError: Type.Optional(Type.Boolean()),
  symptoms: Type.Optional(LongText),
  businessImpact: Type.Optional(LongText),
  /** A review is owed once it is resolved. */
  major: Type.Optional(Type.Boolean()),
});
export const ChangeType = documentType('ticket', {
  ...shared,
  kind: Type.Literal('change'),
  state: OneOf(CHANGE_STATES),
  changeType: OneOf(['standard', 'normal', 'emergency'] as const),
  plannedStartAt: Type.Optional(InstantType),
  plannedEndAt: Type.Optional(InstantType),
  implementationPlan: Type.Optional(LongText),
  backoutPlan: Type.Optional(LongText),
  testPlan: Type.Optional(LongText),
});
export const RequestType = documentType('ticket', {
  ...shared,
  kind: Type.Literal('request'),
  state: OneOf(REQUEST_STATES),
  catalogItemId: Type.Optional(IdType('catalog')),
  answers: Type.Optional(Type.Record(Type.String(), Type.String())),
});
export const TaskType = documentType('ticket', {
  ...shared,
  kind: Type.Literal('task'),
  state: OneOf(TASK_STATES),
});

export const TicketType = Type.Union([
  IncidentType,
  ProblemType,
  ChangeType,
  RequestType,
  TaskType,
]);

export type Incident = Immutable<Static<typeof IncidentType>>;
export type Problem = Immutable<Static<typeof ProblemType>>;
export type Change = Immutable<Static<typeof ChangeType>>;
export type Request = Immutable<Static<typeof RequestType>>;
export type Task = Immutable<Static<typeof TaskType>>;
export type Ticket = Incident | Problem | Change | Request | Task;
