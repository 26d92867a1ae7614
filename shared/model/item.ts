import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { documentType, IdType, OneOf, ScopeType, ShortText } from './envelope.ts';
import type { Immutable } from './envelope.ts';

/** How a configuration item does right now. */
export const ITEM_STATUSES = [
  'operational',
  'degraded',
  'down',
  'maintenance',
  'in-stock',
  'on-order',
  'retired',
] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

export const CRITICALITIES = ['low', 'medium', 'high'] as const;
export type Criticality = (typeof CRITICALITIES)[number];

/** A date without a time, `2027-06-30`. */
const DateType = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', maxLength: 10 });

/** A configuration item and asset: one thing, two views. */
export const ItemType = documentType('item', {
  kind: Type.Literal('item'),
  scope: ScopeType,
  /** `CI-004417`. */
  number: ShortText(40),
  name: ShortText(200),
  /** Key of an item class (a policy of kind `item-class`), e.g. `server`. */
  className: ShortText(60),
  status: OneOf(ITEM_STATUSES),
  criticality: OneOf(CRITICALITIES),
  assetTag: Type.Optional(ShortText(60)),
  serial: Type.Optional(ShortText(120)),
  manufacturer: Type.Optional(ShortText(120)),
  model: Type.Optional(ShortText(200)),
  placeId: Type.Optional(IdType('place')),
  ownerId: Type.Optional(IdType('person')),
  teamId: Type.Optional(IdType('person')),
  description: Type.Optional(Type.String({ maxLength: 100_000 })),
  purchasedOn: Type.Optional(DateType),
  warrantyEndsOn: Type.Optional(DateType),
  /** Typed by the class; unknown keys are kept. */
  attributes: Type.Record(
    Type.String(),
    Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())]),
  ),
});
export type Item = Immutable<Static<typeof ItemType>>;

/** Directed: `from` does something to, or needs, `to`. The other direction has its own wording. */
export const RELATION_TYPES = [
  'depends-on',
  'runs-on',
  'connected-to',
  'powered-by',
  'part-of',
  'provides',
  'backed-up-by',
  'affects',
  'caused-by',
  'resolved-by',
  'relates-to',
  'duplicate-of',
  'documented-by',
  /** Work that was parted from another record. */
  'split-from',
  /** A problem, change, request or article that was made out of another record. */
  'created-from',
] as const;
export type RelationKind = (typeof RELATION_TYPES)[number];

export const RelationType = documentType('relation', {
  kind: Type.Literal('relation'),
  scope: ScopeType,
  type: OneOf(RELATION_TYPES),
  fromId: ShortText(64),
  toId: ShortText(64),
});
export type Relation = Immutable<Static<typeof RelationType>>;
