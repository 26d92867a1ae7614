import type { Announcement } from '../model/policy.ts';

export type AnnouncementPhase = 'planned' | 'in-force' | 'ended';

/** Where an announcement stands; it ends by itself. */
export function announcementPhase(
  { fromAt, toAt }: Pick<Announcement, 'fromAt' | 'toAt'>,
  nowMs: number,
): AnnouncementPhase {
  if (Date.parse(fromAt) > nowMs) return 'planned';
  return toAt !== undefined && Date.parse(toAt) <= nowMs ? 'ended' : 'in-force';
}

/** Whether it is for somebody at a site: those without sites are for everybody. */
export function concerns(
  { siteIds }: Pick<Announcement, 'siteIds'>,
  siteId: string | undefined,
): boolean {
  return siteIds.length === 0 || siteIds.some((id) => id === siteId);
}

const WEIGHT = { outage: 0, maintenance: 1, info: 2 } as const;

/** Heaviest first, then the newest. */
export function inOrder(all: readonly Announcement[]): readonly Announcement[] {
  return [...all].sort(
    (a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || (a.fromAt < b.fromAt ? 1 : -1),
  );
}

/** What is in force now and concerns somebody at a site, heaviest first. */
export function announcementsFor(
  all: readonly Announcement[],
  siteId: string | undefined,
  nowMs: number,
): readonly Announcement[] {
  return inOrder(
    all.filter((each) => announcementPhase(each, nowMs) === 'in-force' && concerns(each, siteId)),
  );
}

/** Outages and maintenance in force that touch a service at a site of a ticket. */
export function knownOutages(
  all: readonly Announcement[],
  serviceId: string | undefined,
  siteId: string | undefined,
  nowMs: number,
): readonly Announcement[] {
  if (serviceId === undefined) return [];
  return inOrder(
    all.filter(
      (each) =>
        each.severity !== 'info' &&
        announcementPhase(each, nowMs) === 'in-force' &&
        each.serviceIds.some((id) => id === serviceId) &&
        (siteId === undefined || concerns(each, siteId)),
    ),
  );
}
