import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Policy, SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { slaRules } from '../../../../shared/sla/sla-rules.ts';
import { askPolicies } from './ask-policies.ts';
import { swapped } from './policy-acts.ts';

const NOW = '2027-03-30T06:46:00.000Z';
const ticket = {
  id: 'ticket:01J0000000000000000000000A',
  kind: 'incident',
  state: 'new',
  priority: 2,
  siteId: 'place:leipzig',
  openedAt: NOW,
} as unknown as Ticket;
const moved = {
  id: 'entry:01J0000000000000000000000A:1',
  kind: 'change',
  recordId: ticket.id,
  at: NOW,
  changes: [{ field: 'siteId', before: 'place:halle', after: 'place:leipzig' }],
} as unknown as Entry;

let order = 0;
const policy = (name: string, change: object = {}) =>
  ({
    kind: 'sla',
    id: `policy:${name}`,
    name,
    order: (order += 1),
    ticketKinds: ['incident'],
    calendarId: 'policy:c',
    targets: [],
    pauseReasons: [],
    retroactive: 'fromStart',
    reopen: 'resume',
    ...change,
  }) as unknown as SlaPolicyDocument;

const ask = (...policies: readonly Policy[]) =>
  askPolicies(ticket, [moved], slaRules({ policies }), NOW).map(
    ({ policy: { name }, answer, unmet }) =>
      [name, answer, ...(unmet ? [unmet.field] : [])].join(' '),
  );

describe('which policy a ticket gets', () => {
  it('says of each one asked why it does not apply, up to the one that does', () => {
    expect(
      ask(
        policy('requests', { ticketKinds: ['request'] }),
        policy('future', { validFrom: '2028-01-01T00:00:00Z' }),
        policy('past', { validTo: NOW }),
        policy('halle', {
          conditions: [
            { field: 'priority', anyOf: ['2'] },
            { field: 'site', anyOf: ['place:halle'] },
          ],
        }),
        policy('leipzig', { siteIds: ['place:leipzig'] }),
        policy('all'),
      ),
    ).toEqual([
      'requests other-kind',
      'future not-yet',
      'past over',
      'halle condition site',
      'leipzig chosen',
      'all later',
    ]);
  });

  it('chooses one of each agreement', () => {
    expect(ask(policy('sla'), policy('ola', { agreement: 'ola' }))).toEqual([
      'sla chosen',
      'ola chosen',
    ]);
  });
});

describe('moving a policy', () => {
  const list = [policy('a', { order: 10 }), policy('b', { order: 20 }), policy('c', { order: 40 })];

  it('exchanges the places of two and touches no other', () => {
    expect(swapped(list, 'policy:b', 1)).toEqual([
      { id: 'policy:c', order: 20 },
      { id: 'policy:b', order: 40 },
    ]);
  });

  it('stays where it is at either end', () => {
    expect(swapped(list, 'policy:a', -1)).toEqual([]);
    expect(swapped(list, 'policy:c', 1)).toEqual([]);
  });

  it('counts all anew where two have the same place', () => {
    const same = list.map((each) => ({ ...each, order: 10 }));
    expect(swapped(same, 'policy:a', 1)).toEqual([
      { id: 'policy:a', order: 20 },
      { id: 'policy:c', order: 30 },
    ]);
  });
});
