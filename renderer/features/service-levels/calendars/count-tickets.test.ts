import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { CalendarPolicy, SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { slaRules } from '../../../../shared/sla/sla-rules.ts';
import { ticketSlaInput } from '../../../../shared/sla/ticket-sla.ts';
import { aTicket, fakeContext, MORNING_MS } from '../../../../shared/testkit/factories.ts';
import { saveCalendar, saveSlaPolicy } from '../../../../shared/workflow/sla-commands.ts';
import { createTicket } from '../../../../shared/workflow/ticket-commands.ts';
import type { Clocks } from '../../../replica/clocks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { bodyOf, newDraft } from './calendar-draft.ts';
import { usersCount, usersOf } from './calendar-facts.ts';
import { countOpenTickets } from './count-tickets.ts';

const next = fakeContext({ roles: ['manager', 'agent'] });
const body = bodyOf({ ...newDraft('Europe/Berlin'), name: 'Desk' });
const calendarOf = (): CalendarPolicy =>
  saveCalendar(null, body, next()).writes[0]!.document as CalendarPolicy;
const desk = calendarOf();
const other = calendarOf();
const policy = saveSlaPolicy(
  null,
  {
    name: 'Incidents',
    ticketKinds: ['incident'],
    order: 1,
    calendarId: desk.id,
    targets: [{ metric: 'resolution', minutes: [60, 60, 60, 60], warnAtPercent: 75 }],
    pauseReasons: [],
    retroactive: 'fromStart',
    reopen: 'resume',
  },
  next(),
).writes[0]!.document as SlaPolicyDocument;

describe('who is told before a calendar is saved', () => {
  it('are those who count by it and the open tickets whose clocks do', async () => {
    const rules = slaRules({ policies: [desk, other, policy], people: [], places: [] });
    const { writes } = createTicket(
      {
        kind: 'incident',
        scope: 'leipzig',
        number: 'INC-1',
        title: 'Printer',
        impact: 2,
        urgency: 2,
        origin: 'mail',
      },
      next(),
    );
    const ticket = writes[0]!.document as Ticket;
    const now = new Date(MORNING_MS + 60_000).toISOString();
    const input = ticketSlaInput(ticket, [writes[1]!.document as Entry], rules, now);
    const closed = aTicket(next());
    const rows = [
      { id: ticket.id, open: 1 },
      { id: closed.id, open: 0 },
    ] as unknown as TicketRow[];
    const clocks = { inputFor: () => input } as unknown as Clocks;
    const nowMs = Date.parse(now);
    expect(await countOpenTickets(clocks, rows, desk.id, nowMs)).toBe(1);
    expect(await countOpenTickets(clocks, rows, other.id, nowMs)).toBe(0);
  });

  it('are policies that were not removed', () => {
    const held = (removed: boolean) => ({
      policies: new Map(
        [desk, removed ? { ...policy, removedAt: next().now } : policy].map((each) => [
          each.id,
          each,
        ]),
      ),
      people: new Map(),
      places: new Map(),
    });
    expect(usersCount(usersOf(held(false) as never, desk.id))).toBe(1);
    expect(usersCount(usersOf(held(true) as never, desk.id))).toBe(0);
  });
});
