import type { Incident } from '../../model/ticket.ts';
import {
  communicate,
  declareMajor,
  endMajor,
  proposeMajor,
} from '../../workflow/major-incident.ts';
import { relate } from '../../workflow/record-commands.ts';
import { addComment, updateTicket } from '../../workflow/ticket-commands.ts';
import { CALLERS } from './organisation.ts';
import { TicketLife } from './ticket-histories.ts';
import type { Setting } from './ticket-histories.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FIRST_NUMBER = 45_901;

interface Outage {
  readonly index: number;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly subcategory: string;
  readonly service: string;
  readonly team: string;
  readonly agoMs: number;
  readonly item: string | null;
  readonly urgency: 1 | 2;
}

function begin(setting: Setting, outage: Outage): TicketLife {
  const { author, found, nowMs, scope } = setting;
  const caller = CALLERS[outage.index * 3]!;
  const life = new TicketLife(
    author,
    nowMs,
    nowMs - outage.agoMs,
    {
      kind: 'incident',
      scope,
      number: `INC-${FIRST_NUMBER + outage.index}`,
      title: outage.title,
      description: outage.description,
      requesterId: found.people.get(caller.name)!,
      siteId: found.places.get('leipzig')!,
      teamId: found.teams.get(outage.team)!,
      serviceId: found.services.get(outage.service)!,
      category: outage.category,
      subcategory: outage.subcategory,
      impact: 1,
      urgency: outage.urgency,
      origin: 'phone',
    },
    'tobias.brandt',
  );
  const item = found.items.find(({ plan }) => plan.name === outage.item);
  if (item) {
    life.do('tobias.brandt', (ticket, context) => relate(ticket, 'affects', item.id, context));
  }
  life.wait(3);
  const agent = 'yusuf.demir';
  life.do(agent, (ticket, context) =>
    updateTicket(ticket, { assigneeId: found.people.get(agent)! }, context),
  );
  life.state(agent, 'in-progress');
  return life;
}

function tell(life: TicketLife, by: string, body: string, nextUpdateAtMs: number | null): void {
  life.do(by, (ticket, context) =>
    communicate(
      ticket as Incident,
      {
        audience: 'users',
        body,
        nextUpdateAt: nextUpdateAtMs === null ? null : new Date(nextUpdateAtMs).toISOString(),
      },
      context,
    ),
  );
}

/** Under way: two updates are out, the third is due in a moment. */
function underWay(setting: Setting): void {
  const { found, nowMs } = setting;
  const life = begin(setting, {
    index: 0,
    title: 'No labels in any hall of Leipzig: print server does not answer',
    description: 'All label printers show “waiting for server”. Shipping stands still.',
    category: 'Peripherals',
    subcategory: 'Label printer',
    service: 'Label printing',
    team: 'server',
    agoMs: 68 * MINUTE,
    item: 'print-srv-02',
    urgency: 1,
  });
  life.wait(5);
  life.do('clara.bouchard', (ticket, context) =>
    declareMajor(
      ticket as Incident,
      {
        reason: 'Nothing leaves the halls of Leipzig; 40 people wait for labels.',
        roles: {
          manager: found.people.get('clara.bouchard')!,
          communications: found.people.get('denise.kofler')!,
          'technical-lead': found.people.get('yusuf.demir')!,
          scribe: found.people.get('tobias.brandt')!,
        },
        updateMinutes: 30,
      },
      context,
    ),
  );
  life.wait(4);
  tell(
    life,
    'denise.kofler',
    'Label printing is down in all halls of Leipzig. We are working on it. Please use the handwritten slips from the shift office.',
    nowMs - 26 * MINUTE,
  );
  life.wait(28);
  life.do('yusuf.demir', (ticket, context) =>
    addComment(
      ticket,
      'The volume of the print server is full, the spooler stopped.',
      'internal',
      context,
    ),
  );
  tell(
    life,
    'denise.kofler',
    'The cause is found: the disk of the print server is full. We make room and start it again.',
    nowMs + 4 * MINUTE,
  );
}

/** Somebody thinks it is one. */
function proposed(setting: Setting): void {
  const life = begin(setting, {
    index: 1,
    title: 'Voice picking drops out in halls 2 and 3',
    description: 'Headsets lose the connection every few minutes since the early shift.',
    category: 'Warehouse systems',
    subcategory: 'Voice picking',
    service: 'Goods in and out',
    team: 'apps',
    agoMs: 40 * MINUTE,
    item: 'wms-app-01',
    urgency: 2,
  });
  life.wait(9);
  life.do('denise.kofler', (ticket, context) =>
    proposeMajor(
      ticket as Incident,
      'Twelve pickers called within ten minutes; hall 3 has stopped picking.',
      context,
    ),
  );
}

/** Over since last week; nobody wrote the review yet. */
function over(setting: Setting): void {
  const { found, nowMs } = setting;
  const life = begin(setting, {
    index: 2,
    title: 'Warehouse management refuses all sign-ins',
    description: 'Nobody gets in after the certificate ran out over night.',
    category: 'Warehouse systems',
    subcategory: 'ERP',
    service: 'Goods in and out',
    team: 'apps',
    agoMs: 8 * DAY,
    item: 'wms-app-01',
    urgency: 1,
  });
  life.wait(6);
  life.do('clara.bouchard', (ticket, context) =>
    declareMajor(
      ticket as Incident,
      {
        reason: 'All five sites cannot sign in to warehouse management.',
        roles: {
          manager: found.people.get('clara.bouchard')!,
          'technical-lead': found.people.get('yusuf.demir')!,
        },
        updateMinutes: 60,
      },
      context,
    ),
  );
  life.wait(10);
  tell(
    life,
    'clara.bouchard',
    'Nobody can sign in to warehouse management. A certificate ran out; it is being renewed.',
    nowMs - 8 * DAY + 2 * HOUR,
  );
  life.wait(55);
  tell(life, 'clara.bouchard', 'Sign-in works again at all sites.', null);
  life.state('yusuf.demir', 'resolved', {
    resolutionCode: 'fixed',
    resolution: 'Certificate renewed; its end is watched from now on.',
  });
  life.do('clara.bouchard', (ticket, context) => endMajor(ticket as Incident, context));
}

/** A major incident under way, one that is proposed, and one that owes a review. */
export function liveMajorStories(setting: Setting): void {
  underWay(setting);
  proposed(setting);
  over(setting);
}
