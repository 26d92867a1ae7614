import { describe, expect, it } from 'vitest';
import type { Announcement } from '../model/policy.ts';
import { announcementPhase, announcementsFor, knownOutages } from './announcements.ts';

const NOW = Date.parse('2027-03-30T10:00:00Z');

function announcement(part: Partial<Record<keyof Announcement, unknown>>): Announcement {
  return {
    id: 'policy:a',
    kind: 'announcement',
    name: 'ERP is down',
    body: '',
    severity: 'outage',
    fromAt: '2027-03-30T09:00:00Z',
    serviceIds: ['catalog:erp'],
    siteIds: [],
    ...part,
  } as unknown as Announcement;
}

describe('an announcement', () => {
  it('begins and ends by itself', () => {
    const planned = { fromAt: '2027-03-30T10:00:01Z' };
    const over = { fromAt: '2027-03-30T08:00:00Z', toAt: '2027-03-30T10:00:00Z' };
    expect(announcementPhase(planned, NOW)).toBe('planned');
    expect(announcementPhase(over, NOW)).toBe('ended');
    expect(announcementPhase(over, NOW - 1)).toBe('in-force');
    expect(announcementPhase({ fromAt: planned.fromAt }, NOW + 1000)).toBe('in-force');
  });

  it('reaches its sites, or everybody, the heaviest first', () => {
    const all = [
      announcement({ id: 'policy:info', severity: 'info' }),
      announcement({ id: 'policy:graz', siteIds: ['place:grz'] }),
      announcement({ id: 'policy:all' }),
      announcement({ id: 'policy:later', fromAt: '2027-03-31T00:00:00Z' }),
    ];
    const ids = (siteId?: string) => announcementsFor(all, siteId, NOW).map(({ id }) => id);
    expect(ids('place:lej')).toEqual(['policy:all', 'policy:info']);
    expect(ids('place:grz')).toHaveLength(3);
    expect(ids()).toEqual(['policy:all', 'policy:info']);
  });

  it('warns on a ticket of an affected service at an affected site', () => {
    const all = [announcement({ siteIds: ['place:lej'] })];
    expect(knownOutages(all, 'catalog:erp', 'place:lej', NOW)).toHaveLength(1);
    expect(knownOutages(all, 'catalog:erp', undefined, NOW)).toHaveLength(1);
    expect(knownOutages(all, 'catalog:erp', 'place:grz', NOW)).toEqual([]);
    expect(knownOutages(all, 'catalog:mail', 'place:lej', NOW)).toEqual([]);
    expect(knownOutages(all, undefined, 'place:lej', NOW)).toEqual([]);
    const info = [announcement({ severity: 'info' })];
    expect(knownOutages(info, 'catalog:erp', undefined, NOW)).toEqual([]);
  });
});
