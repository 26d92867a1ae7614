import type { TicketKind, TicketState } from '../model/ticket.ts';
import { canMove, STATE_MACHINES } from '../workflow/states.ts';
import type { Said } from './sentences.ts';

/** The same state of another kind: what is `resolved` of an incident is `done` of a task. */
const EQUIVALENTS: readonly (readonly string[])[] = [
  ['new', 'draft'],
  ['in-progress', 'root-cause-analysis', 'implement', 'fix-in-progress'],
  ['on-hold', 'in-progress', 'root-cause-analysis', 'assess', 'scheduled'],
  ['resolved', 'fulfilled', 'done', 'review'],
  ['closed', 'done'],
  ['cancelled', 'closed'],
  ['assess', 'in-progress'],
];

/** A state as a kind of ticket has it, or undefined where none means the same. */
export function fitState(kind: TicketKind, state: string): TicketState | undefined {
  const { order } = STATE_MACHINES[kind];
  const like = EQUIVALENTS.find(([first]) => first === state) ?? [];
  const wanted = [state, ...like];
  return wanted.flatMap((each) => order.filter((known) => known === each))[0];
}

/** The shortest way of the state machine, both ends included; a jump where there is none. */
export function pathBetween(
  kind: TicketKind,
  from: TicketState,
  to: TicketState,
): readonly TicketState[] {
  const { states } = STATE_MACHINES[kind];
  const cameFrom = new Map<TicketState, TicketState | null>([[from, null]]);
  for (const [state] of cameFrom) {
    for (const next of states[state]?.next ?? []) {
      if (!cameFrom.has(next)) cameFrom.set(next, state);
    }
  }
  if (!cameFrom.has(to)) return [from, to];
  const path: TicketState[] = [];
  for (let at: TicketState | null = to; at !== null; at = cameFrom.get(at) ?? null)
    path.unshift(at);
  return path;
}

/**
 * What is wrong with a sequence of states: each is either a way of the state machine or named here,
 * the same sentence once.
 */
export function checkStatePath(kind: TicketKind, states: readonly TicketState[]): readonly Said[] {
  const { initial } = STATE_MACHINES[kind];
  const found = new Map<string, Said>();
  const say = (said: Said): unknown => found.set(JSON.stringify(said), said);
  const [first] = states;
  if (first !== undefined && first !== initial) {
    say({ code: 'path-start', values: { state: first, initial } });
  }
  states.forEach((to, at) => {
    const from = states[at - 1];
    if (from === undefined || from === to || canMove(kind, from, to)) return;
    say({ code: 'path-jump', values: { from, to } });
  });
  return [...found.values()];
}

/** May a ticket be brought from one state to another by any number of moves? */
export function mayReach(kind: TicketKind, from: TicketState, to: TicketState): boolean {
  const path = pathBetween(kind, from, to);
  return path.every((state, at) => at === 0 || canMove(kind, path[at - 1]!, state));
}
