import type { TicketState } from '../../model/ticket.ts';
import { addComment, updateTicket } from '../../workflow/ticket-commands.ts';
import { CALLERS, SITES } from './organisation.ts';
import { CATALOG_ITEMS, CHANGES, PROBLEMS } from './services.ts';
import { TicketLife } from './ticket-histories.ts';
import type { Setting } from './ticket-histories.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A request from the catalog, fulfilled when there was time enough. */
export function liveRequest(setting: Setting, number: string, atMs: number): void {
  const { author, found, nowMs, scope } = setting;
  const item = author.pick(CATALOG_ITEMS);
  const caller = author.pick(CALLERS);
  const life = new TicketLife(
    author,
    nowMs,
    atMs,
    {
      kind: 'request',
      scope,
      number,
      title: `${item.name} for ${caller.name}`,
      description: `${item.description}. Ordered by ${caller.name}, ${caller.title.toLowerCase()}.`,
      requesterId: found.people.get(caller.name)!,
      siteId: found.places.get(caller.site)!,
      serviceId: found.services.get(item.service)!,
      teamId: found.teams.get('desk')!,
      category: 'Workplace',
      impact: 3,
      urgency: author.pick([2, 3]),
      origin: 'portal',
    },
    'tobias.brandt',
  );
  const agent = author.pick(['tobias.brandt', 'denise.kofler', 'sofia.marek']);
  if (!life.wait(author.between(30, 300))) return;
  life.do(agent, (ticket, context) =>
    updateTicket(ticket, { assigneeId: found.people.get(agent)! }, context),
  );
  life.state(agent, 'in-progress');
  if (!life.wait(author.between(60, 900))) return;
  life.do(agent, (ticket, context) =>
    addComment(ticket, 'Ordered; we tell you when it is on your desk.', 'public', context),
  );
  if (!life.wait(item.deliveryBusinessDays * 24 * 60 * (0.5 + author.random()))) return;
  life.state(agent, 'fulfilled');
  if (life.wait(3 * 24 * 60)) life.state(agent, 'closed');
}

/** The open problems with their workarounds. */
export function liveProblems(setting: Setting, numberOf: (n: number) => string): void {
  const { author, found, nowMs, scope } = setting;
  const steps: readonly TicketState[] = ['assess', 'root-cause-analysis', 'fix-in-progress'];
  for (const [n, problem] of PROBLEMS.entries()) {
    const life = new TicketLife(
      author,
      nowMs,
      nowMs - (12 + n * 4) * DAY,
      {
        kind: 'problem',
        scope,
        number: numberOf(n),
        title: problem.title,
        description: 'Several incidents show the same pattern; they are linked here.',
        category: problem.category,
        impact: 2,
        urgency: 2,
        origin: 'monitoring',
        assigneeId: found.people.get('yusuf.demir')!,
        siteId: found.places.get('leipzig')!,
      },
      'yusuf.demir',
    );
    life.do('yusuf.demir', (ticket, context) =>
      updateTicket(ticket, { workaround: problem.workaround }, context),
    );
    for (const step of steps.slice(0, steps.indexOf(problem.state) + 1)) {
      if (!life.wait(1500)) break;
      life.state('yusuf.demir', step);
    }
  }
}

/** Changes around now, most of them planned. */
export function liveChanges(setting: Setting, numberOf: (n: number) => string): void {
  const { author, found, nowMs, scope } = setting;
  for (const [n, change] of CHANGES.entries()) {
    const start = Math.ceil((nowMs + change.days * DAY) / HOUR) * HOUR;
    const life = new TicketLife(
      author,
      nowMs,
      nowMs - (4 + n) * DAY,
      {
        kind: 'change',
        scope,
        number: numberOf(n),
        title: change.title,
        description: 'Plan, back-out and test are in the fields below.',
        category: change.category,
        impact: 2,
        urgency: change.type === 'emergency' ? 1 : 3,
        origin: 'portal',
        changeType: change.type,
        plannedStartAt: new Date(start).toISOString(),
        plannedEndAt: new Date(start + change.hours * HOUR).toISOString(),
        assigneeId: found.people.get(
          author.pick(['yusuf.demir', 'ingrid.halvorsen', 'matteo.ricci']),
        )!,
        siteId: found.places.get(author.pick(SITES).key)!,
      },
      'yusuf.demir',
    );
    life.do('yusuf.demir', (ticket, context) =>
      updateTicket(
        ticket,
        {
          implementationPlan: 'Announce, take a backup, apply to one device, check, then the rest.',
          backoutPlan: 'Restore the saved configuration; 20 minutes.',
          testPlan: 'Function test with the shift lead; monitoring green for 30 minutes.',
        },
        context,
      ),
    );
    const path: readonly TicketState[] =
      change.type === 'standard' ? ['scheduled'] : ['assess', 'authorize', 'scheduled'];
    for (const step of path.slice(0, n % 3 === 2 ? 1 : path.length)) {
      if (!life.wait(700)) break;
      life.state('yusuf.demir', step);
    }
  }
}
