import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { documentType, IdType, InstantType, LongText, OneOf, ShortText } from './envelope.ts';
import type { Immutable } from './envelope.ts';

/** A local date without a time, `2027-06-30`. */
const DayType = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', maxLength: 10 });

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
  /** What assignment rules may ask for, in words of the house. */
  skills: Type.Optional(Type.Array(ShortText(80))),
  /** When this person takes no work: local dates, both inclusive. */
  absences: Type.Optional(
    Type.Array(Type.Object({ from: DayType, to: DayType, reason: Type.Optional(ShortText(200)) })),
  ),
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
/** What a reviewer ticks before an article is published. */
export const ARTICLE_CHECKS = [
  'title-says-it',
  'steps-tried',
  'audience-right',
  'no-secrets',
  'links-work',
  'not-a-duplicate',
] as const;
export type ArticleCheck = (typeof ARTICLE_CHECKS)[number];

const articleText = {
  title: ShortText(400),
  summary: ShortText(2000),
  markdown: LongText,
};
export const ArticleType = documentType('article', {
  kind: Type.Literal('article'),
  /** `KB-0042`. */
  number: ShortText(40),
  slug: ShortText(200),
  ...articleText,
  category: Type.Optional(ShortText(120)),
  tags: Type.Array(ShortText(80)),
  audience: OneOf(AUDIENCES),
  state: OneOf(ARTICLE_STATES),
  author: ShortText(160),
  lang: ShortText(10),
  revisedAt: InstantType,
  validTo: Type.Optional(DayType),
  related: Type.Array(ShortText(200)),
  /** Name of the source and its licence, shown under an imported article. */
  attribution: Type.Optional(ShortText(400)),
  /** Who is asked when it gets old or is flagged. */
  ownerId: Type.Optional(IdType('person')),
  /** Who is to read it before it is published, and what they said. */
  reviewerId: Type.Optional(IdType('person')),
  reviewNote: Type.Optional(ShortText(4000)),
  /** A scheduled article is published at this instant. */
  publishAt: Type.Optional(InstantType),
  publishedAt: Type.Optional(InstantType),
  /** Of the last version that was kept; see article-version. */
  versionNumber: Type.Optional(Type.Integer({ minimum: 1 })),
  retiredReason: Type.Optional(ShortText(400)),
  /** What the quality checklist says, by ARTICLE_CHECKS. */
  checks: Type.Optional(Type.Record(Type.String(), Type.Boolean())),
  /** Products, builds or models it is about. */
  appliesTo: Type.Optional(Type.Array(ShortText(200))),
});
/** What an article said when it was published; never changed afterwards. */
export const ArticleVersionType = documentType('article', {
  kind: Type.Literal('article-version'),
  articleId: IdType('article'),
  versionNumber: Type.Integer({ minimum: 1 }),
  ...articleText,
  /** What changed, as its author says. */
  note: Type.Optional(ShortText(400)),
});
export const FEEDBACK_TYPES = ['vote', 'comment', 'flag', 'search-miss'] as const;
/** What a reader says of an article, or a search of theirs that found none. */
export const ArticleFeedbackType = documentType('article', {
  kind: Type.Literal('article-feedback'),
  type: OneOf(FEEDBACK_TYPES),
  /** Theirs to change, whatever their role. */
  ownerUserName: ShortText(80),
  /** Absent for a search. */
  articleId: Type.Optional(IdType('article')),
  /** Of a vote. */
  helpful: Type.Optional(Type.Boolean()),
  /** Of a comment or a flag. */
  body: Type.Optional(ShortText(4000)),
  /** Of a search: what was typed, and how often. */
  words: Type.Optional(ShortText(200)),
  count: Type.Optional(Type.Integer({ minimum: 1 })),
  /** The task that a flag became. */
  taskId: Type.Optional(IdType('ticket')),
});
/** A picture of an article, small enough to be on every machine that has the article. */
export const ArticlePictureType = documentType('article', {
  kind: Type.Literal('article-picture'),
  articleId: IdType('article'),
  name: ShortText(200),
  /** PNG, JPEG or WebP. */
  mediaType: ShortText(40),
  /** Base64 of at most 400 kB. */
  data: Type.String({ maxLength: 560_000 }),
  widthPixels: Type.Integer({ minimum: 1 }),
  heightPixels: Type.Integer({ minimum: 1 }),
});
export const ArticleDocumentType = Type.Union([
  ArticleType,
  ArticleVersionType,
  ArticleFeedbackType,
  ArticlePictureType,
]);
export type Article = Immutable<Static<typeof ArticleType>>;
export type ArticleVersion = Immutable<Static<typeof ArticleVersionType>>;
export type ArticleFeedback = Immutable<Static<typeof ArticleFeedbackType>>;
export type ArticlePicture = Immutable<Static<typeof ArticlePictureType>>;
/** The articles among what lies in their collection. */
export function isArticle(document: ArticleDocument): document is Article {
  return document.kind === 'article';
}
export type ArticleDocument = Article | ArticleVersion | ArticleFeedback | ArticlePicture;

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
  validFrom: Type.Optional(DayType),
  validTo: Type.Optional(DayType),
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
