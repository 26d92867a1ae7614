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
import { EscalationActionType, SLA_METRICS } from './policy.ts';

const shared = {
  scope: ScopeType,
  /** The record whose timeline this belongs to. */
  recordId: ShortText(64),
  /** When it happened; service levels count this and not when it synced. */
  at: InstantType,
  /** Name of who did it, where that is not whoever wrote it here: an imported history. */
  saidBy: Type.Optional(ShortText(160)),
};

/** What was carried over from the timeline of another record, a duplicate for one. */
const CopiedFromType = Type.Object({
  entryId: ShortText(64),
  recordId: ShortText(64),
  number: ShortText(40),
  at: InstantType,
  by: ShortText(160),
});

/** Any JSON value a field of a record can have. */
const FieldValue = Type.Unknown();

export const FieldChangeType = Type.Object({
  field: ShortText(60),
  before: Type.Optional(FieldValue),
  after: Type.Optional(FieldValue),
});

export const MERGE_RULES = [
  'mine-only',
  'theirs-only',
  'both-same',
  'union',
  'maximum',
  'state-machine',
  'text-merge',
  'server-first',
  'derived',
] as const;
export type MergeRule = (typeof MERGE_RULES)[number];

export const MergeDecisionType = Type.Object({
  field: ShortText(60),
  base: Type.Optional(FieldValue),
  mine: Type.Optional(FieldValue),
  theirs: Type.Optional(FieldValue),
  kept: Type.Optional(FieldValue),
  rule: OneOf(MERGE_RULES),
});

/** Public comment: the requester reads it. */
export const CommentType = documentType('entry', {
  ...shared,
  kind: Type.Literal('comment'),
  body: LongText,
  copiedFrom: Type.Optional(CopiedFromType),
});
/** Internal work note. */
export const NoteType = documentType('entry', {
  ...shared,
  kind: Type.Literal('note'),
  body: LongText,
  copiedFrom: Type.Optional(CopiedFromType),
});
export const StateEntryType = documentType('entry', {
  ...shared,
  kind: Type.Literal('state'),
  from: Type.Union([ShortText(40), Type.Null()]),
  to: ShortText(40),
  /** Hold reason or resolution code, where the state has one. */
  reason: Type.Optional(ShortText(60)),
  /** Priority right after, so that service levels need no other document. */
  priority: Type.Optional(IntegerOf([1, 2, 3, 4])),
});
export const ChangeEntryType = documentType('entry', {
  ...shared,
  kind: Type.Literal('change'),
  changes: Type.Array(FieldChangeType),
  /** The merge entry that a person settled by this: both who wrote see it as done. */
  resolves: Type.Optional(ShortText(64)),
  /** The escalation that made it, in nobody's name. */
  escalationId: Type.Optional(ShortText(64)),
});
export const TimeEntryType = documentType('entry', {
  ...shared,
  kind: Type.Literal('time'),
  minutes: Type.Integer({ minimum: 1, maximum: 60 * 24 * 31 }),
  activity: ShortText(200),
});
export const LinkEntryType = documentType('entry', {
  ...shared,
  kind: Type.Literal('link'),
  relation: ShortText(40),
  otherId: ShortText(64),
  removed: Type.Optional(Type.Boolean()),
  /** The relation goes from the other record to this one. */
  inverse: Type.Optional(Type.Boolean()),
});
/** Two people changed the same record: what was decided, and every text that lost (L8). */
export const MergeEntryType = documentType('entry', {
  ...shared,
  kind: Type.Literal('merge'),
  decisions: Type.Array(MergeDecisionType),
  otherUser: ShortText(80),
  /** The document they are about, where it is not the record itself: a relation. */
  documentId: Type.Optional(ShortText(64)),
});

/** SHA-256 in lower-case hexadecimal digits; the name of a file and of each of its parts (L22). */
export const Sha256Type = Type.String({ pattern: '^[0-9a-f]{64}$', maxLength: 64 });

/**
 * A file on a record. Its content lies in the files database of the scope, in parts that are sent
 * one by one, so that a large file goes on where it was cut off.
 */
export const AttachmentType = documentType('entry', {
  ...shared,
  kind: Type.Literal('attachment'),
  name: ShortText(200),
  /** As the file says it is, `image/jpeg`; never trusted to be shown as such. */
  mediaType: ShortText(120),
  /** Bytes. */
  size: Type.Integer({ minimum: 0 }),
  /** Of the whole content. */
  sha256: Sha256Type,
  /** Of its parts, in order. */
  parts: Type.Array(Sha256Type),
  /** A JPEG or WebP of at most 12 kB in base64, there before the file is. */
  preview: Type.Optional(ShortText(16_000)),
});

/**
 * The server's word on one run of a service level: final, because clocks of consoles may be wrong
 * and news come late (F12). Late news that change it make a further one, which `corrects` the former.
 */
export const VerdictType = documentType('entry', {
  ...shared,
  kind: Type.Literal('verdict'),
  policyId: IdType('policy'),
  metric: OneOf(SLA_METRICS),
  /** Start of the run it is about: a ticket that was reopened may have several. */
  runStartedAt: InstantType,
  outcome: OneOf(['met', 'breached'] as const),
  /** When the target was used up; absent where it never was. */
  breachedAt: Type.Optional(InstantType),
  stoppedAt: Type.Optional(InstantType),
  targetSeconds: Type.Number(),
  /** The verdict that this one takes the place of. */
  corrects: Type.Optional(ShortText(64)),
  /** Entries dated ahead of the server's clock when it heard of them, and what it counted instead. */
  clamped: Type.Optional(Type.Array(Type.Object({ entryId: ShortText(64), at: InstantType }))),
});

/**
 * A warning, a breach or an escalation of a service level that fired. Its id follows from ticket,
 * run and rule, so that whoever fires it, console or server, it is there once.
 */
export const EscalationEntryType = documentType('entry', {
  ...shared,
  kind: Type.Literal('escalation'),
  policyId: IdType('policy'),
  metric: OneOf(SLA_METRICS),
  runStartedAt: InstantType,
  /** `warning` and `breach` of every target, else the id of the policy's rule. */
  ruleId: ShortText(40),
  /** Of the target, when it fired by the clock; may exceed 100. */
  percent: Type.Number(),
  dueAt: Type.Optional(InstantType),
  /** What was done. */
  actions: Type.Array(EscalationActionType),
  /** Who was to hear of it. */
  notified: Type.Array(IdType('person')),
});

export const COMMUNICATION_AUDIENCES = ['users', 'stakeholders', 'team'] as const;
/** What was said to many while a major incident lasts. */
export const CommunicationType = documentType('entry', {
  ...shared,
  kind: Type.Literal('communication'),
  audience: OneOf(COMMUNICATION_AUDIENCES),
  body: LongText,
  /** When the next one was promised; absent: none is to follow. */
  nextUpdateAt: Type.Optional(InstantType),
});

export const APPROVAL_DECISIONS = ['asked', 'approved', 'rejected', 'withdrawn'] as const;
/** One step of an approval; the last step about an approver is how it stands. */
export const ApprovalType = documentType('entry', {
  ...shared,
  kind: Type.Literal('approval'),
  decision: OneOf(APPROVAL_DECISIONS),
  approverId: IdType('person'),
  note: Type.Optional(LongText),
});

export const EntryType = Type.Union([
  CommentType,
  NoteType,
  StateEntryType,
  ChangeEntryType,
  TimeEntryType,
  LinkEntryType,
  MergeEntryType,
  AttachmentType,
  VerdictType,
  EscalationEntryType,
  CommunicationType,
  ApprovalType,
]);

export type FieldChange = Immutable<Static<typeof FieldChangeType>>;
export type MergeDecision = Immutable<Static<typeof MergeDecisionType>>;
export type CommentEntry = Immutable<Static<typeof CommentType>>;
export type NoteEntry = Immutable<Static<typeof NoteType>>;
export type StateEntry = Immutable<Static<typeof StateEntryType>>;
export type ChangeEntry = Immutable<Static<typeof ChangeEntryType>>;
export type TimeEntry = Immutable<Static<typeof TimeEntryType>>;
export type LinkEntry = Immutable<Static<typeof LinkEntryType>>;
export type MergeEntry = Immutable<Static<typeof MergeEntryType>>;
export type AttachmentEntry = Immutable<Static<typeof AttachmentType>>;
export type VerdictEntry = Immutable<Static<typeof VerdictType>>;
export type EscalationEntry = Immutable<Static<typeof EscalationEntryType>>;
export type CommunicationEntry = Immutable<Static<typeof CommunicationType>>;
export type ApprovalEntry = Immutable<Static<typeof ApprovalType>>;
export type Entry =
  | CommentEntry
  | NoteEntry
  | StateEntry
  | ChangeEntry
  | TimeEntry
  | LinkEntry
  | MergeEntry
  | AttachmentEntry
  | VerdictEntry
  | EscalationEntry
  | CommunicationEntry
  | ApprovalEntry;
export type EntryKind = Entry['kind'];
