import type { Incident, Problem } from '../../model/ticket.ts';
import { relate } from '../../workflow/record-commands.ts';
import { linkToProblem, pushToIncidents, setKnownError } from '../../workflow/problem-acts.ts';
import {
  addComment,
  changeTicketState,
  createTicket,
  updateTicket,
} from '../../workflow/ticket-commands.ts';
import { CALLERS } from './organisation.ts';
import { TicketLife } from './ticket-histories.ts';
import type { Setting } from './ticket-histories.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Numbers below those of the queue, so that nothing else has them. */
const FIRST = { INC: 45_801, PRB: 281, TSK: 101 } as const;

const WORKAROUND =
  'Open the template once in the editor and save it: the printer is asked for anew. Takes a minute a template.';

/** How the linked incidents stand: those on hold end with the problem. */
const CALLS = [
  { title: 'Labels of dock 4 go to the printer of hall 2', daysAgo: 6, stand: 'waits' },
  { title: 'Shelf labels print in the wrong hall since the restart', daysAgo: 5, stand: 'waits' },
  { title: 'Label template forgets its printer after the restart', daysAgo: 3, stand: 'waits' },
  { title: 'Pallet labels go to the wrong printer', daysAgo: 2, stand: 'busy' },
  { title: 'Template for returns has lost its printer', daysAgo: 9, stand: 'done' },
] as const;

const TASKS = [
  { title: 'Compare the mapping before and after a restart', done: true },
  { title: 'Ask the vendor for the hotfix of build 2214', done: false },
  { title: 'Try the hotfix on the spare print server', done: false },
] as const;

function itemNamed({ found }: Setting, name: string) {
  return found.items.find(({ plan }) => plan.name === name);
}

function call(setting: Setting, index: number): TicketLife {
  const { author, found, nowMs, scope } = setting;
  const { title, daysAgo, stand } = CALLS[index]!;
  const caller = CALLERS[(index * 5) % CALLERS.length]!;
  const agent = 'pavel.reznik';
  const life = new TicketLife(
    author,
    nowMs,
    nowMs - daysAgo * DAY - 2 * HOUR,
    {
      kind: 'incident',
      scope,
      number: `INC-${FIRST.INC + index}`,
      title,
      description: 'It began with the restart of the print server. The printer itself is fine.',
      requesterId: found.people.get(caller.name)!,
      siteId: found.places.get('leipzig')!,
      teamId: found.teams.get('endpoint')!,
      serviceId: found.services.get('Label printing')!,
      category: 'Peripherals',
      subcategory: 'Label printer',
      impact: 3,
      urgency: 2,
      origin: 'phone',
    },
    'tobias.brandt',
  );
  const server = itemNamed(setting, 'print-srv-02');
  if (server) {
    life.do('tobias.brandt', (ticket, context) => relate(ticket, 'affects', server.id, context));
  }
  life.wait(20);
  life.do(agent, (ticket, context) =>
    updateTicket(ticket, { assigneeId: found.people.get(agent)! }, context),
  );
  life.state(agent, 'in-progress');
  life.wait(15);
  life.do(agent, (ticket, context) =>
    addComment(
      ticket,
      'The template lost its printer. We set it again by hand.',
      'public',
      context,
    ),
  );
  if (stand === 'waits') life.state(agent, 'on-hold', { holdReason: 'awaiting-problem' });
  if (stand === 'done') {
    life.wait(30);
    life.state(agent, 'resolved', {
      resolutionCode: 'workaround',
      resolution: 'Printer set by hand.',
    });
  }
  return life;
}

function knownError(setting: Setting, calls: readonly TicketLife[]): void {
  const { author, found, nowMs, scope } = setting;
  const by = 'yusuf.demir';
  const life = new TicketLife(
    author,
    nowMs,
    nowMs - 2 * DAY + 3 * HOUR,
    {
      kind: 'problem',
      scope,
      number: `PRB-${FIRST.PRB}`,
      title: 'Label templates lose their printer when the print server restarts',
      description: 'Five incidents since the monthly restart, all with templates of build 2214.',
      category: 'Peripherals',
      subcategory: 'Label printer',
      impact: 2,
      urgency: 2,
      origin: 'monitoring',
      teamId: found.teams.get('endpoint')!,
      assigneeId: found.people.get(by)!,
      siteId: found.places.get('leipzig')!,
      serviceId: found.services.get('Label printing')!,
    },
    by,
  );
  const server = itemNamed(setting, 'print-srv-02');
  if (server) life.do(by, (ticket, context) => relate(ticket, 'affects', server.id, context));
  const incidents = calls.map(({ ticket }) => ticket as Incident);
  life.do(by, (ticket, context) => linkToProblem(ticket as Problem, incidents, context));
  life.wait(30);
  life.state(by, 'assess');
  life.do(by, (ticket, context) =>
    updateTicket(
      ticket,
      {
        symptoms:
          'After a restart labels come out of another printer than the one that was chosen.',
        businessImpact: 'A line stands for ten minutes until somebody sees where its labels went.',
      },
      context,
    ),
  );
  life.wait(60);
  life.state(by, 'root-cause-analysis');
  life.do(by, (ticket, context) =>
    updateTicket(
      ticket,
      { rootCause: 'Build 2214 stores the printer by its place in the list, not by its name.' },
      context,
    ),
  );
  life.wait(20);
  life.do(by, (ticket, context) => setKnownError(ticket as Problem, true, context, WORKAROUND));
  const push = { what: 'workaround', audience: 'internal', body: WORKAROUND } as const;
  for (const each of calls.slice(0, 2)) {
    each.wait(2 * 24 * 60);
    each.do(by, (ticket, context) =>
      pushToIncidents(life.ticket as Problem, [ticket as Incident], push, context),
    );
  }
  addTasks(setting, life);
}

function addTasks({ author, nowMs, scope, found }: Setting, problem: TicketLife): void {
  const by = 'yusuf.demir';
  for (const [index, { title, done }] of TASKS.entries()) {
    const atMs = nowMs - (30 - index) * HOUR;
    const task = new TicketLife(
      author,
      nowMs,
      atMs,
      {
        kind: 'task',
        scope,
        number: `TSK-${FIRST.TSK + index}`,
        title,
        impact: 2,
        urgency: 2,
        origin: 'portal',
        parentId: problem.ticket.id,
        teamId: found.teams.get('endpoint')!,
      },
      by,
    );
    if (!done) continue;
    task.wait(90);
    task.state(by, 'done');
  }
}

/** A major problem whose fix is in: its review is owed. */
function owedReview(setting: Setting): void {
  const { author, found, nowMs, scope } = setting;
  const by = 'yusuf.demir';
  const opened = author.keep(
    createTicket(
      {
        kind: 'problem',
        scope,
        number: `PRB-${FIRST.PRB + 1}`,
        title: 'Both lines to Rostock ran through one duct',
        description:
          'An excavator cut both at once. The site was without a network for five hours.',
        category: 'Network',
        subcategory: 'Internet line',
        impact: 1,
        urgency: 2,
        origin: 'monitoring',
        assigneeId: found.people.get(by)!,
      },
      author.context(nowMs - 21 * DAY, by),
    ),
  ).writes[0]!.document as Problem;
  const major = author.keep(
    updateTicket(
      opened,
      {
        major: true,
        rootCause: 'The carrier leased the second line in the duct of the first.',
        businessImpact: 'A day of shipments was late.',
      },
      author.context(nowMs - 20 * DAY, by),
    ),
  ).writes[0]!.document as Problem;
  const args = {
    resolutionCode: 'fix-applied',
    resolution: 'The second line comes by radio now.',
  } as const;
  author.keep(changeTicketState(major, 'resolved', args, author.context(nowMs - 6 * DAY, by)));
}

/** A known error with its incidents and tasks, and a major problem that owes a review. */
export function liveProblemStories(setting: Setting): void {
  const calls = CALLS.map((_, index) => call(setting, index));
  knownError(setting, calls);
  owedReview(setting);
}
