import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { documentType, IdType, IntegerOf, OneOf, ShortText } from './envelope.ts';
import type { Immutable } from './envelope.ts';
import { HOLD_REASONS, TICKET_KINDS } from './ticket.ts';

const DateType = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', maxLength: 10 });
const TimeType = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$', maxLength: 5 });
const IntervalsType = Type.Array(Type.Tuple([TimeType, TimeType]));

/** Business hours in local time of an IANA zone; conventions in shared/sla. */
export const CalendarPolicyType = documentType('policy', {
  kind: Type.Literal('calendar'),
  name: ShortText(160),
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
});

export const SlaTargetType = Type.Object({
  metric: OneOf(['response', 'resolution'] as const),
  /** Minutes of open time per priority, index 0 is priority 1. */
  minutes: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
  warnAtPercent: Type.Integer({ minimum: 1, maximum: 100 }),
});
export const SlaPolicyType = documentType('policy', {
  kind: Type.Literal('sla'),
  name: ShortText(160),
  ticketKinds: Type.Array(OneOf(TICKET_KINDS)),
  /** Lower is asked first; the first policy that matches a ticket runs. */
  order: Type.Integer(),
  siteIds: Type.Optional(Type.Array(IdType('place'))),
  calendarId: IdType('policy'),
  targets: Type.Array(SlaTargetType),
  /** Hold reasons that stop the resolution clock. */
  pauseReasons: Type.Array(OneOf(HOLD_REASONS)),
  retroactive: OneOf(['fromStart', 'fromChange'] as const),
  reopen: OneOf(['resume', 'restart', 'nothing'] as const),
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

/** A named queue: the filter in the query language of shared/query. */
export const SavedViewType = documentType('policy', {
  kind: Type.Literal('saved-view'),
  name: ShortText(120),
  icon: ShortText(40),
  ticketKinds: Type.Array(OneOf(TICKET_KINDS)),
  query: ShortText(1000),
  /** Absent: shared with everybody. */
  ownerUserName: Type.Optional(ShortText(80)),
  order: Type.Integer(),
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
]);

export type CalendarPolicy = Immutable<Static<typeof CalendarPolicyType>>;
export type SlaPolicyDocument = Immutable<Static<typeof SlaPolicyType>>;
export type PriorityMatrix = Immutable<Static<typeof PriorityMatrixType>>;
export type ItemClass = Immutable<Static<typeof ItemClassType>>;
export type CategoryPolicy = Immutable<Static<typeof CategoryPolicyType>>;
export type SavedView = Immutable<Static<typeof SavedViewType>>;
export type Freeze = Immutable<Static<typeof FreezeType>>;
export type Policy =
  | CalendarPolicy
  | SlaPolicyDocument
  | PriorityMatrix
  | ItemClass
  | CategoryPolicy
  | SavedView
  | Freeze;
