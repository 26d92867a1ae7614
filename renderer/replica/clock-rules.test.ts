import { describe, expect, it } from 'vitest';
import { rulesAfter, rulesOf } from './clock-rules.ts';
import type { ReferenceSnapshot } from './reference.ts';

interface Given {
  readonly id: string;
  readonly [field: string]: unknown;
}

const envelope = { version: 1, mutationId: 'm1' };
const person = (id: string, more: object = {}): Given => ({
  ...envelope,
  id: `person:${id}`,
  kind: 'person',
  name: id,
  teamIds: [],
  ...more,
});
const mapOf = (documents: readonly Given[]): ReadonlyMap<string, never> =>
  new Map(documents.map((each) => [each.id, each as never]));

const empty: ReferenceSnapshot = {
  people: new Map(),
  places: new Map(),
  catalog: new Map(),
  policies: new Map(),
  byUserName: new Map(),
  matrix: [] as never,
  classes: new Map(),
};
const snapshot = (
  part: Partial<Record<'people' | 'places' | 'catalog' | 'policies', Given[]>>,
) => ({
  ...empty,
  ...Object.fromEntries(Object.entries(part).map(([name, all]) => [name, mapOf(all)])),
});

/** Whose clocks a change from one state of the reference data to the next moves. */
function affected(last: ReferenceSnapshot, next: ReferenceSnapshot) {
  return rulesAfter(rulesOf(last), last, next).affected;
}

describe('a change of reference data', () => {
  it('moves no clock when it is somebody’s phone number', () => {
    const last = snapshot({ people: [person('marit', { phone: '1' })] });
    expect(affected(last, snapshot({ people: [person('marit', { phone: '2' })] }))).toBe('none');
  });

  it('moves what somebody reported when they become a VIP, or when they arrive', () => {
    const last = snapshot({ people: [person('marit'), person('joe')] });
    const next = snapshot({
      people: [person('marit', { vip: 'Board' }), person('joe'), person('ann', { siteId: 's' })],
    });
    expect(affected(last, next)).toEqual(new Set(['person:marit', 'person:ann']));
    const people = rulesAfter(rulesOf(last), last, next).rules.people;
    expect(people.get('person:marit')).toMatchObject({ vip: 'Board' });
  });

  it('moves all when a policy, a contract or the hours of a place change, and not for a saved view', () => {
    const policy = { ...envelope, id: 'policy:v', kind: 'saved-view', name: 'Mine' };
    expect(affected(empty, snapshot({ policies: [policy] }))).toBe('none');
    const calendar = { ...policy, kind: 'calendar', timezone: 'UTC', hours: {}, holidays: [] };
    expect(affected(empty, snapshot({ policies: [calendar] }))).toBe('all');
    const contract = { ...envelope, id: 'catalog:c', kind: 'contract', serviceIds: [] };
    expect(affected(empty, snapshot({ catalog: [contract] }))).toBe('all');
    const place = { ...envelope, id: 'place:p', kind: 'site', name: 'Graz', code: 'G' };
    expect(affected(empty, snapshot({ places: [place] }))).toBe('none');
    const open = { ...place, calendarId: 'policy:v' };
    expect(affected(snapshot({ places: [place] }), snapshot({ places: [open] }))).toBe('all');
  });
});
