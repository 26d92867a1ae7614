import type { SlaPolicyDocument, SlaTargetDocument, SlaTrigger } from '../model/policy.ts';
import {
  CHANGE_STATES,
  HOLD_REASONS,
  INCIDENT_STATES,
  PROBLEM_STATES,
  REQUEST_STATES,
  RESOLUTION_CODES,
  TASK_STATES,
} from '../model/ticket.ts';
import type { TicketKind } from '../model/ticket.ts';
import type { ProblemList } from './policy-problems.ts';
import { DONE_STATES } from './ticket-states.ts';

const STATES: Readonly<Record<TicketKind, readonly string[]>> = {
  incident: INCIDENT_STATES,
  problem: PROBLEM_STATES,
  change: CHANGE_STATES,
  request: REQUEST_STATES,
  task: TASK_STATES,
};
const REASONS: readonly string[] = [...HOLD_REASONS, ...RESOLUTION_CODES];

/** In the unit's own terms: a year, and three of them, which is the most a policy may promise. */
const LIMITS = {
  minutes: { long: 366 * 24 * 60, absurd: 1_100 * 24 * 60 },
  'business-days': { long: 366, absurd: 1_100 },
} as const;

/** Reports what is wrong with the targets of a policy, their amounts and their triggers. */
export function checkTargets(policy: SlaPolicyDocument, list: ProblemList): void {
  if (policy.targets.length === 0) list.error('targets', 'no-target');
  policy.targets.forEach((target, i) => {
    const field = `targets[${i}]`;
    const isDouble = policy.targets.slice(0, i).some(({ metric }) => metric === target.metric);
    if (isDouble) list.error(`${field}.metric`, 'double-metric', { metric: target.metric });
    checkAmounts(target, field, list);
    if (target.warnAtPercent >= 100) list.warning(`${field}.warnAtPercent`, 'warning-with-breach');
    checkTriggers(policy, target, field, list);
  });
  checkAgainstResolution(policy, list);
}

function checkAmounts(target: SlaTargetDocument, field: string, list: ProblemList): void {
  const { minutes, unit = 'minutes' } = target;
  if (minutes.every((amount) => amount === null)) list.error(field, 'nothing-promised');
  minutes.forEach((amount, i) => {
    if (amount === null) return;
    const place = `${field}.minutes[${i}]`;
    if (!(amount > 0)) list.error(place, 'not-positive');
    else if (amount > LIMITS[unit].absurd) list.error(place, 'absurd-amount');
    else if (unit === 'business-days' && !Number.isInteger(amount))
      list.error(place, 'no-whole-days');
    else if (amount > LIMITS[unit].long) list.warning(place, 'long-amount');
  });
  const given = minutes.flatMap((amount, i) => (amount === null ? [] : [{ amount, at: i + 1 }]));
  given.forEach(({ amount, at }, i) => {
    const next = given[i + 1];
    if (next && next.amount < amount) {
      list.warning(`${field}.minutes[${at - 1}]`, 'urgent-is-slower', {
        urgent: at,
        lesser: next.at,
      });
    }
  });
}

function checkAgainstResolution({ targets }: SlaPolicyDocument, list: ProblemList): void {
  const resolution = targets.find(({ metric }) => metric === 'resolution');
  if (!resolution) return;
  targets.forEach((target, i) => {
    if (target.metric !== 'response' && target.metric !== 'assignment') return;
    if ((target.unit ?? 'minutes') !== (resolution.unit ?? 'minutes')) return;
    target.minutes.forEach((amount, p) => {
      const most = resolution.minutes[p] ?? null;
      if (amount === null || most === null || amount <= most) return;
      list.warning(`targets[${i}].minutes[${p}]`, 'longer-than-resolution', { priority: p + 1 });
    });
  });
}

/* Triggers ------------------------------------------------------------------------- */

function checkTriggers(
  policy: SlaPolicyDocument,
  target: SlaTargetDocument,
  field: string,
  list: ProblemList,
): void {
  const { ticketKinds } = policy;
  for (const name of ['startOn', 'pauseWhile', 'resumeOn', 'stopOn', 'resetOn'] as const) {
    (target[name] ?? []).forEach((trigger, i) =>
      checkTrigger(trigger, ticketKinds, `${field}.${name}[${i}]`, list),
    );
  }
  (target.pauseWhile ?? []).forEach(({ on }, i) => {
    if (on !== 'state') list.error(`${field}.pauseWhile[${i}]`, 'pause-is-a-state');
  });
  const isPaused = target.pauseWhile
    ? target.pauseWhile.length > 0
    : target.metric === 'resolution' && policy.pauseReasons.length > 0;
  if (!isPaused && (target.resumeOn ?? []).length > 0)
    list.warning(`${field}.resumeOn`, 'resume-without-pause');
  for (const kind of ticketKinds) checkCourse(target, kind, field, list);
}

function checkTrigger(
  { on, states, reasons }: SlaTrigger,
  kinds: readonly TicketKind[],
  field: string,
  list: ProblemList,
): void {
  if (on !== 'state') return;
  if (!states || states.length === 0) list.error(`${field}.states`, 'no-states');
  for (const state of states ?? []) {
    if (kinds.length > 0 && !kinds.some((kind) => STATES[kind].includes(state)))
      list.error(`${field}.states`, 'no-such-state', { kind: kinds[0]!, state });
  }
  for (const reason of reasons ?? []) {
    if (!REASONS.includes(reason)) list.error(`${field}.reasons`, 'no-such-reason', { reason });
  }
}

/** Whether a ticket of a kind can start, run and end a target at all. */
function checkCourse(
  target: SlaTargetDocument,
  kind: TicketKind,
  field: string,
  list: ProblemList,
): void {
  const { startOn, pauseWhile, stopOn } = target;
  if (startOn && startOn.length > 0 && !startOn.some((each) => canHappen(each, kind)))
    list.error(`${field}.startOn`, 'never-starts', { kind });
  if (stopOn && stopOn.length > 0 && !stopOn.some((each) => canHappen(each, kind)))
    list.warning(`${field}.stopOn`, 'ends-when-done', { kind });
  if (!pauseWhile) return;
  const stops = statesOf(stopOn ?? []);
  const namesDone = stops.some((state) => DONE_STATES.includes(state));
  const ends = namesDone ? stops : [...DONE_STATES, ...stops];
  const live = STATES[kind].filter((state) => !ends.includes(state));
  const paused = statesOf(pauseWhile.filter(({ reasons }) => reasons === undefined));
  const isAlways = live.length > 0 && live.every((state) => paused.includes(state));
  if (isAlways && (target.resumeOn ?? []).length === 0)
    list.error(`${field}.pauseWhile`, 'always-paused', { kind });
}

/** One without a state is reported as such. */
function canHappen({ on, states = [] }: SlaTrigger, kind: TicketKind): boolean {
  if (on !== 'state' || states.length === 0) return true;
  return states.some((state) => STATES[kind].includes(state));
}

function statesOf(triggers: readonly SlaTrigger[]): readonly string[] {
  return triggers.flatMap(({ on, states }) => (on === 'state' ? (states ?? []) : []));
}
