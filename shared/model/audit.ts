import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { documentType, IdType, InstantType, OneOf, ScopeType, ShortText } from './envelope.ts';
import type { Immutable } from './envelope.ts';

/** One expected asset with what the campaign confirms about it, frozen at the start. */
export const ExpectedAssetType = Type.Object({
  itemId: IdType('item'),
  tag: ShortText(60),
  serial: ShortText(120),
  placeId: Type.Optional(IdType('place')),
  ownerId: Type.Optional(IdType('person')),
});

export const AuditType = documentType('audit', {
  kind: Type.Literal('campaign'),
  scope: ScopeType,
  number: ShortText(40),
  name: ShortText(200),
  reason: ShortText(400),
  state: OneOf(['planned', 'running', 'review', 'closed'] as const),
  blind: Type.Boolean(),
  placeIds: Type.Array(IdType('place')),
  auditors: Type.Array(ShortText(80)),
  startedAt: Type.Optional(InstantType),
  dueAt: Type.Optional(InstantType),
  expected: Type.Array(ExpectedAssetType),
});
export type Audit = Immutable<Static<typeof AuditType>>;

/** What an auditor saw; never changed afterwards. */
export const ScanType = documentType('scan', {
  kind: Type.Literal('scan'),
  scope: ScopeType,
  auditId: IdType('audit'),
  /** As read, before any matching. */
  code: ShortText(200),
  itemId: Type.Optional(IdType('item')),
  placeId: Type.Optional(IdType('place')),
  at: InstantType,
  condition: Type.Optional(OneOf(['good', 'worn', 'damaged'] as const)),
  note: Type.Optional(ShortText(2000)),
});
export type Scan = Immutable<Static<typeof ScanType>>;
