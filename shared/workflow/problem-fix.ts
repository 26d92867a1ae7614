import type { Incident, Problem, Ticket, TicketState } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { canMove, STATE_MACHINES, stateSpec } from './states.ts';

/** Why an incident of a fixed problem is left as it is. */
export type FixRefusal =
  'ended-already' | 'not-on-hold' | 'waits-for-something-else' | 'major-incident';

/** What fixing a problem does to its incidents, before anything is written. */
export interface FixPlan {
  readonly resolved: readonly Incident[];
  readonly left: readonly { readonly incident: Incident; readonly why: FixRefusal }[];
}

function fixRefusal(incident: Incident): FixRefusal | null {
  if (incident.open === 0) return 'ended-already';
  if (incident.state !== 'on-hold') return 'not-on-hold';
  if (incident.holdReason !== 'awaiting-problem') return 'waits-for-something-else';
  return incident.majorStage === 'declared' ? 'major-incident' : null;
}

/** Those that wait for a problem end with it; somebody works on the others, or they wait for more. */
export function planFix(incidents: readonly Incident[]): FixPlan {
  const resolved: Incident[] = [];
  const left: { incident: Incident; why: FixRefusal }[] = [];
  for (const incident of incidents) {
    const why = fixRefusal(incident);
    if (why === null) resolved.push(incident);
    else left.push({ incident, why });
  }
  return { resolved, left };
}

export interface FixArguments {
  /** How it was fixed; requesters of the incidents read it. */
  readonly resolution: string;
  readonly incidents: readonly Incident[];
}

function resolve(
  build: CommandBuilder,
  ticket: Ticket,
  code: 'fix-applied' | 'fixed',
  resolution: string,
  { now, userName }: CommandContext,
): void {
  const next = build.change('tickets', ticket, {
    state: 'resolved',
    open: 0,
    holdReason: undefined,
    activityAt: now,
    respondedAt: ticket.respondedAt ?? now,
    resolvedAt: now,
    resolvedBy: userName,
    resolutionCode: code,
    resolution,
  });
  const { state: from, priority } = ticket;
  build.entry(next, { kind: 'state', from, to: 'resolved', reason: code, priority });
}

function refuseStrays(incidents: readonly Incident[]): void {
  const [stray] = planFix(incidents).left;
  if (stray) {
    throw new CommandError(`${stray.incident.number} does not wait for a problem.`, 'incidents');
  }
}

/** Resolves what still waits for a problem that was fixed before, in its words. */
export function resolveWaiting(
  problem: Problem,
  incidents: readonly Incident[],
  context: CommandContext,
): CommandResult {
  const { resolution, resolutionCode } = problem;
  if (resolutionCode !== 'fix-applied' || resolution === undefined) {
    throw new CommandError('The problem is not fixed.', 'state');
  }
  refuseStrays(incidents);
  const build = new CommandBuilder(context);
  for (const incident of incidents) resolve(build, incident, 'fixed', resolution, context);
  return build.result();
}

/**
 * The fix is in: the problem is resolved, and with it the incidents that wait for it. All of it is
 * one act. Throws a CommandError where one of them does not wait for a problem.
 */
export function fixProblem(
  problem: Problem,
  { resolution, incidents }: FixArguments,
  context: CommandContext,
): CommandResult {
  const words = resolution.trim();
  if (words === '') {
    throw new CommandError('Say in a sentence what resolved it.', 'resolution');
  }
  if (!canMove('problem', problem.state, 'resolved')) {
    throw new CommandError('The problem is resolved already.', 'state');
  }
  refuseStrays(incidents);
  const build = new CommandBuilder(context);
  resolve(build, problem, 'fix-applied', words, context);
  for (const incident of incidents) resolve(build, incident, 'fixed', words, context);
  return build.result();
}

/** A record before an act and as it stands now. */
export interface BeforeAndNow {
  readonly before: Ticket;
  readonly now: Ticket;
}

/** Every state that moves lead to from here. */
function reachable(ticket: Ticket): ReadonlySet<TicketState> {
  const found = new Set<TicketState>([ticket.state]);
  for (const state of found) for (const to of stateSpec(ticket.kind, state).next) found.add(to);
  return found;
}

/** Where a move is taken back to: to where it was, or as near as its machine allows. */
function wayBack({ before, now }: BeforeAndNow): TicketState {
  const states = reachable(now);
  if (states.has(before.state)) return before.state;
  const { next } = stateSpec(now.kind, now.state);
  return next.find((state) => stateSpec(now.kind, state).open) ?? now.state;
}

/**
 * Takes a fix back: what it resolved is as it was. Records that somebody has moved on since stay
 * as they are; throws a CommandError where that is all of them.
 */
export function takeBackFix(
  records: readonly BeforeAndNow[],
  context: CommandContext,
): CommandResult {
  const mine = records.filter(({ now }) => now.state === 'resolved');
  if (mine.length === 0) throw new CommandError('Somebody moved it on since.');
  const build = new CommandBuilder(context);
  for (const each of mine) {
    const { before, now } = each;
    const to = wayBack(each);
    const { holdReason, respondedAt, resolution, resolutionCode } = before;
    const { resolvedAt, resolvedBy, closedAt } = before;
    const next = build.change('tickets', now, {
      state: to,
      open: STATE_MACHINES[now.kind].states[to]?.open === true ? 1 : 0,
      holdReason: to === before.state ? holdReason : undefined,
      activityAt: context.now,
      ...{ respondedAt, resolution, resolutionCode, resolvedAt, resolvedBy, closedAt },
    });
    const reason = to === before.state ? holdReason : undefined;
    build.entry(next, {
      kind: 'state',
      from: now.state,
      to,
      priority: now.priority,
      ...(reason === undefined ? {} : { reason }),
    });
  }
  return build.result();
}
