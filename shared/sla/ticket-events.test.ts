import { expect, it } from 'vitest';
import type { Entry } from '../model/entry.ts';
import type { Ticket } from '../model/ticket.ts';
import { ticketEvents } from './ticket-events.ts';

const openedAt = '2027-03-30T06:46:00.000Z';
const at = '2027-03-30T06:50:00.000Z';
const ticket = { id: 'ticket:1', state: 'new', priority: 2, openedAt } as unknown as Ticket;
const comment = { id: 'entry:1', kind: 'comment', body: 'On it.', at, createdBy: 'ada' } as Entry;

it('takes no answer of a merged duplicate for an answer to this requester', () => {
  const copiedFrom = { entryId: 'entry:9', recordId: 'ticket:9', number: 'INC-9', at, by: 'ada' };
  const kinds = (entry: Entry): readonly string[] =>
    ticketEvents(ticket, [entry]).map(({ kind }) => kind);
  expect(kinds(comment)).toContain('comment');
  expect(kinds({ ...comment, copiedFrom } as Entry)).not.toContain('comment');
});
