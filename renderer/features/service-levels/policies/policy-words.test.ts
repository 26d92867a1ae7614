import { describe, expect, it } from 'vitest';
import type { Policy, SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { CatalogEntry, Party, Place } from '../../../../shared/model/reference.ts';
import { POLICY_PROBLEM_TEXTS } from '../../../../shared/sla/policy-problems.ts';
import de from './de.json' with { type: 'json' };
import { escalationText, whichTickets } from './policy-words.ts';
import type { Names } from './policy-words.ts';

const named = <T>(...pairs: readonly (readonly [string, string])[]) =>
  new Map(pairs.map(([id, name]) => [id, { id, name } as T]));

const names: Names = {
  people: named<Party>(['person:net', 'Network team'], ['person:ines', 'Ines Kofler']),
  places: named<Place>(['place:l', 'Leipzig'], ['place:r', 'Rostock']),
  catalog: named<CatalogEntry>(['catalog:erp', 'ERP']),
  policies: new Map<string, Policy>(),
};

const policy = (change: object) =>
  ({ ticketKinds: ['incident'], ...change }) as unknown as SlaPolicyDocument;

describe('a policy in plain words', () => {
  it.each<[object, string]>([
    [{}, 'Incidents'],
    [{ ticketKinds: ['incident', 'request'] }, 'Incidents and Requests'],
    [
      {
        siteIds: ['place:l', 'place:r'],
        conditions: [
          { field: 'priority', anyOf: ['1', '2'] },
          { field: 'vip', anyOf: ['yes'] },
        ],
      },
      'Incidents at Leipzig or Rostock, priority 1 or 2, VIP requesters',
    ],
    [
      { conditions: [{ field: 'service', anyOf: ['catalog:erp', 'catalog:gone'], not: true }] },
      'Incidents, not service ERP or catalog:gone',
    ],
    [
      { conditions: [{ field: 'major', anyOf: ['yes'], not: true }] },
      'Incidents, no major incidents',
    ],
  ])('%j', (change, text) => {
    expect(whichTickets(policy(change), names)).toBe(text);
  });

  it('says what an escalation does, to whom and when', () => {
    const actions = [
      { do: 'notify', whom: 'person', personId: 'person:ines' },
      { do: 'reassign', teamId: 'person:net' },
    ] as never;
    expect(escalationText({ id: 'a', at: 'percent', value: 80, actions }, names)).toBe(
      'At 80%: notify Ines Kofler and reassign to Network team',
    );
    expect(escalationText({ id: 'a', at: 'before-due', value: 90, actions: [] }, names)).toBe(
      '1 h 30 min before due: ',
    );
  });

  it('has a German sentence for everything that can be wrong', () => {
    const missing = Object.values(POLICY_PROBLEM_TEXTS).filter((text) => !(text in de));
    expect(missing).toEqual([]);
  });
});
