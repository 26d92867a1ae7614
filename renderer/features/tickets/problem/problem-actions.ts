import type { Incident, Problem, Ticket } from '../../../../shared/model/ticket.ts';
import type { CommandContext, CommandResult } from '../../../../shared/workflow/command.ts';
import {
  planPush,
  pushEntryId,
  pushToIncidents,
  setKnownError,
} from '../../../../shared/workflow/problem-acts.ts';
import type { ProblemPush, PushPlan } from '../../../../shared/workflow/problem-acts.ts';
import {
  fixProblem,
  planFix,
  resolveWaiting,
  takeBackFix,
} from '../../../../shared/workflow/problem-fix.ts';
import type { FixArguments } from '../../../../shared/workflow/problem-fix.ts';
import { changeTicketState, createTicket } from '../../../../shared/workflow/ticket-commands.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { failureOf, offerUndo } from '../failures.ts';
import { moveTicket } from '../ticket-actions.ts';

/** Nothing, or the sentence that says why it was not done. */
type Said = Promise<string | undefined>;

async function current(replica: Replica, id: string): Promise<Ticket> {
  const ticket = await replica.get('tickets', id);
  if (!ticket) throw new Error(t('The ticket is no longer here.'));
  return ticket;
}

/** Marks the problem as a known error, or takes the mark off; offers the way back. */
export async function markKnownError(
  replica: Replica,
  problem: Problem,
  isKnown: boolean,
  workaround?: string,
): Said {
  const { number } = problem;
  const words = isKnown
    ? t('{{number}} is a known error', { number })
    : t('{{number}} is no known error any more', { number });
  try {
    await replica.run((context) => setKnownError(problem, isKnown, context, workaround), words);
  } catch (error) {
    return failureOf(error);
  }
  offerUndo(words, async () => {
    const now = (await current(replica, problem.id)) as Problem;
    const label = t('Take back: {{act}}', { act: words });
    await replica.run(
      (context) => setKnownError(now, !isKnown, context, problem.workaround ?? now.workaround),
      label,
    );
  });
  return undefined;
}

/** Whom a message would reach: what is on the timelines already is looked up by its id. */
export async function planOfPush(
  replica: Replica,
  problem: Problem,
  incidents: readonly Incident[],
  push: ProblemPush,
): Promise<PushPlan> {
  const ids = incidents.map((incident) => pushEntryId(problem, incident, push));
  const present = await replica.getMany('entries', ids);
  return planPush(problem, incidents, push, new Set(present.map(({ id }) => id)));
}

/** Tells the incidents. What was said stays said, so nothing is offered back. */
export async function tellIncidents(
  replica: Replica,
  problem: Problem,
  incidents: readonly Incident[],
  push: ProblemPush,
): Said {
  const { number } = problem;
  const count = incidents.length;
  const words =
    push.what === 'workaround'
      ? t('Workaround of {{number}} sent to {{count}} incidents', { number, count })
      : t('Fix of {{number}} sent to {{count}} incidents', { number, count });
  try {
    await replica.run((context) => pushToIncidents(problem, incidents, push, context), words);
  } catch (error) {
    return failureOf(error);
  }
  toast({ tone: 'success', text: words });
  return undefined;
}

function ticketsOf({ writes }: CommandResult): readonly Ticket[] {
  return writes.flatMap(({ collection, document }) =>
    collection === 'tickets' ? [document as Ticket] : [],
  );
}

/** Resolves the problem and what waits for it, in one act that can be taken back. */
export async function applyFix(replica: Replica, problem: Problem, args: FixArguments): Said {
  const { number } = problem;
  const count = args.incidents.length;
  const words =
    count === 0
      ? t('{{number}} is fixed', { number })
      : t('{{number}} is fixed, {{count}} incidents with it', { number, count });
  const before = [problem, ...args.incidents];
  return actTogether(replica, before, words, (context) => fixProblem(problem, args, context));
}

/** Ends what still waits for a problem that is fixed already. */
export async function endWaiting(replica: Replica, problem: Problem, ids: readonly string[]): Said {
  const found = await replica.getMany('tickets', ids);
  const { resolved } = planFix(found.filter((each) => each.kind === 'incident'));
  const words = t('{{count}} incidents resolved with {{number}}', {
    count: resolved.length,
    number: problem.number,
  });
  return actTogether(replica, resolved, words, (context) =>
    resolveWaiting(problem, resolved, context),
  );
}

/** One act upon several tickets, taken back as one. */
async function actTogether(
  replica: Replica,
  tickets: readonly Ticket[],
  words: string,
  command: (context: CommandContext) => CommandResult,
): Said {
  let done: CommandResult;
  try {
    done = await replica.run(command, words);
  } catch (error) {
    return failureOf(error);
  }
  const before = new Map<string, Ticket>(tickets.map((each) => [each.id, each]));
  offerUndo(words, async () => {
    const now = await replica.getMany(
      'tickets',
      ticketsOf(done).map(({ id }) => id),
    );
    const pairs = now.flatMap((each) => {
      const was = before.get(each.id);
      return was === undefined ? [] : [{ before: was, now: each }];
    });
    const label = t('Take back: {{act}}', { act: words });
    await replica.run((context) => takeBackFix(pairs, context), label);
  });
  return undefined;
}

/** Adds a task to the problem; taking it back cancels it. */
export async function addProblemTask(replica: Replica, problem: Problem, title: string): Said {
  try {
    const number = await replica.takeNumber('TSK');
    const words = t('Task {{number}} added', { number });
    const { scope, impact, urgency, origin, teamId, siteId, category } = problem;
    const made = await replica.run(
      (context) =>
        createTicket(
          {
            kind: 'task',
            number,
            title,
            parentId: problem.id,
            ...{ scope, impact, urgency, origin },
            ...(teamId === undefined ? {} : { teamId }),
            ...(siteId === undefined ? {} : { siteId }),
            ...(category === undefined ? {} : { category }),
          },
          context,
        ),
      words,
    );
    const [task] = ticketsOf(made);
    offerUndo(words, async () => {
      const now = await current(replica, task!.id);
      const label = t('Take back: {{act}}', { act: words });
      await replica.run((context) => changeTicketState(now, 'cancelled', {}, context), label);
    });
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

/** Ticks a task off, or takes it up again. */
export async function setTaskDone(replica: Replica, id: string, isDone: boolean): Said {
  try {
    const task = await current(replica, id);
    return await moveTicket(replica, task, isDone ? 'done' : 'in-progress', {});
  } catch (error) {
    return failureOf(error);
  }
}
