import type { Contract } from '../model/reference.ts';
import type { SlaRules } from './sla-rules.ts';
import type { SlaFacts } from './sla-types.ts';

/** Where a configuration item stands; undefined: nowhere, or not known here. */
export type ItemPlaceOf = (itemId: string) => string | undefined;

/** The fields of a ticket that policies ask for. */
export const FACT_FIELDS = [
  'category',
  'subcategory',
  'serviceId',
  'siteId',
  'teamId',
  'assigneeId',
  'requesterId',
  'origin',
  'major',
] as const;
export type FactField = (typeof FACT_FIELDS)[number];

/** What a ticket says of itself at one moment. */
export type RawFacts = Partial<Record<FactField, unknown>> & {
  readonly ticketKind: string;
  readonly openedAt: string;
  /** Linked configuration items, oldest link first. */
  readonly itemIds: readonly string[];
};

/** Turns what a ticket says into what policies ask; people's standing is that of today. */
export interface FactsReader {
  readonly read: (raw: RawFacts) => SlaFacts;
  /** Whether an entry's author is the requester. */
  readonly isRequester: (userName: string, requesterId: unknown) => boolean;
}

/** Reads facts with the people and contracts of a workspace. */
export function factsReader(
  { people, contracts }: Pick<SlaRules, 'people' | 'contracts'>,
  itemPlaceOf: ItemPlaceOf,
): FactsReader {
  return {
    read(raw) {
      const requester = people.get(textOf(raw.requesterId) ?? '');
      const [itemId] = raw.itemIds;
      const serviceId = textOf(raw.serviceId);
      const siteId = textOf(raw.siteId);
      return {
        ticketKind: raw.ticketKind,
        category: textOf(raw.category),
        subcategory: textOf(raw.subcategory),
        serviceId,
        siteId,
        teamId: textOf(raw.teamId),
        assigneeId: textOf(raw.assigneeId),
        requesterId: textOf(raw.requesterId),
        origin: textOf(raw.origin),
        major: raw.major === true,
        vip: requester?.vip !== undefined,
        requesterSiteId: requester?.siteId,
        itemSiteId: itemId === undefined ? undefined : itemPlaceOf(itemId),
        contractIds: contractIdsOf(contracts, serviceId, siteId, raw.openedAt.slice(0, 10)),
      };
    },
    isRequester: (userName, requesterId) =>
      people.get(textOf(requesterId) ?? '')?.userName === userName,
  };
}

function contractIdsOf(
  contracts: readonly Contract[],
  serviceId: string | undefined,
  siteId: string | undefined,
  date: string,
): readonly string[] {
  if (serviceId === undefined || contracts.length === 0) return [];
  return contracts
    .filter(
      ({ serviceIds, siteIds, validFrom = '', validTo = '9999' }) =>
        serviceIds.some((id) => id === serviceId) &&
        (siteIds === undefined || siteIds.some((id) => id === siteId)) &&
        validFrom <= date &&
        date <= validTo,
    )
    .map(({ id }) => id);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
