import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { documentType, IdType, InstantType, LongText, OneOf, ShortText } from './envelope.ts';
import type { Immutable } from './envelope.ts';

/* People, teams and organisations ------------------------------------------------ */

export const PersonType = documentType('person', {
  kind: Type.Literal('person'),
  name: ShortText(120),
  /** CouchDB user name of those who sign in. */
  userName: Type.Optional(ShortText(80)),
  mail: Type.Optional(ShortText(200)),
  phone: Type.Optional(ShortText(60)),
  jobTitle: Type.Optional(ShortText(120)),
  siteId: Type.Optional(IdType('place')),
  managerId: Type.Optional(IdType('person')),
  teamIds: Type.Array(IdType('person')),
  vip: Type.Optional(ShortText(200)),
});
export const TeamType = documentType('person', {
  kind: Type.Literal('team'),
  name: ShortText(120),
  description: Type.Optional(ShortText(400)),
  calendarId: Type.Optional(IdType('policy')),
  leadId: Type.Optional(IdType('person')),
});
export const OrganisationType = documentType('person', {
  kind: Type.Literal('organisation'),
  name: ShortText(160),
  role: OneOf(['customer', 'vendor', 'internal'] as const),
  mail: Type.Optional(ShortText(200)),
  phone: Type.Optional(ShortText(60)),
});
export const PartyType = Type.Union([PersonType, TeamType, OrganisationType]);
export type Person = Immutable<Static<typeof PersonType>>;
export type Team = Immutable<Static<typeof TeamType>>;
export type Organisation = Immutable<Static<typeof OrganisationType>>;
export type Party = Person | Team | Organisation;

/* Places ------------------------------------------------------------------------- */

export const PLACE_KINDS = ['site', 'building', 'room', 'rack', 'stockroom'] as const;
export const PlaceType = documentType('place', {
  kind: OneOf(PLACE_KINDS),
  name: ShortText(160),
  /** Short and unique among its siblings; printed on the label an auditor scans. */
  code: ShortText(60),
  parentId: Type.Optional(IdType('place')),
  timezone: Type.Optional(ShortText(60)),
  /** Its business hours; absent: those of the place it lies in. */
  calendarId: Type.Optional(IdType('policy')),
  address: Type.Optional(ShortText(400)),
  /** Rack units of a rack. */
  heightUnits: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});
export type Place = Immutable<Static<typeof PlaceType>>;

/* Knowledge ---------------------------------------------------------------------- */

export const ARTICLE_STATES = ['draft', 'review', 'scheduled', 'published', 'retired'] as const;
export const AUDIENCES = ['everyone', 'agents', 'technicians'] as const;
export const ArticleType = documentType('article', {
  kind: Type.Literal('article'),
  /** `KB-0042`. */
  number: ShortText(40),
  slug: ShortText(200),
  title: ShortText(400),
  summary: ShortText(2000),
  markdown: LongText,
  category: Type.Optional(ShortText(120)),
  tags: Type.Array(ShortText(80)),
  audience: OneOf(AUDIENCES),
  state: OneOf(ARTICLE_STATES),
  author: ShortText(160),
  lang: ShortText(10),
  revisedAt: InstantType,
  validTo: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', maxLength: 10 })),
  related: Type.Array(ShortText(200)),
  /** Name of the source and its licence, shown under an imported article. */
  attribution: Type.Optional(ShortText(400)),
});
export type Article = Immutable<Static<typeof ArticleType>>;

/* Catalog ------------------------------------------------------------------------ */

export const ServiceType = documentType('catalog', {
  kind: Type.Literal('service'),
  name: ShortText(160),
  description: ShortText(2000),
  status: OneOf(['operational', 'degraded', 'down'] as const),
  ownerTeamId: Type.Optional(IdType('person')),
  criticality: OneOf(['low', 'medium', 'high'] as const),
});
export const OfferingType = documentType('catalog', {
  kind: Type.Literal('offering'),
  serviceId: IdType('catalog'),
  name: ShortText(160),
  description: ShortText(2000),
});
export const FormQuestionType = Type.Object({
  key: ShortText(60),
  label: ShortText(200),
  type: OneOf(['text', 'long-text', 'choice', 'date', 'yes-no'] as const),
  required: Type.Boolean(),
  choices: Type.Optional(Type.Array(ShortText(120))),
});
export const CatalogItemType = documentType('catalog', {
  kind: Type.Literal('catalog-item'),
  offeringId: Type.Optional(IdType('catalog')),
  name: ShortText(160),
  description: ShortText(2000),
  category: ShortText(120),
  deliveryBusinessDays: Type.Integer({ minimum: 0, maximum: 365 }),
  priceCents: Type.Optional(Type.Integer({ minimum: 0 })),
  currency: Type.Optional(ShortText(3)),
  questions: Type.Array(FormQuestionType),
  state: OneOf(['draft', 'published'] as const),
});
/** A make and model that items are of, such as a switch of 48 ports. */
export const ProductModelType = documentType('catalog', {
  kind: Type.Literal('product-model'),
  name: ShortText(200),
  manufacturer: ShortText(120),
  partNumber: Type.Optional(ShortText(120)),
  /** Rack units. */
  heightUnits: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  weightKg: Type.Optional(Type.Number({ minimum: 0 })),
  /** Ports and bays by type, as `Interfaces: 1000base-t` → 48. */
  attributes: Type.Record(
    Type.String(),
    Type.Union([Type.String(), Type.Number(), Type.Boolean()]),
  ),
});
const ContractDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', maxLength: 10 });
/** What was agreed with a customer or a supplier about some services; policies ask for it. */
export const ContractType = documentType('catalog', {
  kind: Type.Literal('contract'),
  name: ShortText(160),
  /** As it stands on the paper. */
  number: Type.Optional(ShortText(60)),
  partyId: Type.Optional(IdType('person')),
  serviceIds: Type.Array(IdType('catalog')),
  /** Absent: at every site. */
  siteIds: Type.Optional(Type.Array(IdType('place'))),
  /** Local dates of the reporting instant in UTC, both inclusive. */
  validFrom: Type.Optional(ContractDate),
  validTo: Type.Optional(ContractDate),
});
export const CatalogEntryType = Type.Union([
  ServiceType,
  OfferingType,
  CatalogItemType,
  ProductModelType,
  ContractType,
]);
export type Service = Immutable<Static<typeof ServiceType>>;
export type Offering = Immutable<Static<typeof OfferingType>>;
export type CatalogItem = Immutable<Static<typeof CatalogItemType>>;
export type ProductModel = Immutable<Static<typeof ProductModelType>>;
export type Contract = Immutable<Static<typeof ContractType>>;
export type CatalogEntry = Service | Offering | CatalogItem | ProductModel | Contract;
