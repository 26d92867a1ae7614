import { expect, it } from 'vitest';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { closesByItself } from './closes-by-itself.ts';

const resolvedAt = '2027-03-30T06:46:00.000Z';
const ticket = { kind: 'incident', state: 'resolved', resolvedAt } as Ticket;
const verdict = { kind: 'verdict' } as Entry;

it('promises to close a ticket only where a rule says so and a server follows the record', () => {
  expect(closesByItself(ticket, [verdict], 3)).toBe(Date.parse('2027-04-02T06:46:00.000Z'));
  expect(closesByItself(ticket, [], 3)).toBeNull();
  expect(closesByItself(ticket, [verdict], undefined)).toBeNull();
  const open = { ...ticket, state: 'in-progress' } as Ticket;
  expect(closesByItself(open, [verdict], 3)).toBeNull();
});
