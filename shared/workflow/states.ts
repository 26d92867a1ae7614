import type { TicketKind, TicketState } from '../model/ticket.ts';
import {
  CHANGE_STATES,
  INCIDENT_STATES,
  PROBLEM_STATES,
  REQUEST_STATES,
  TASK_STATES,
} from '../model/ticket.ts';

/** What a person must say when a record enters a state. */
export type StateDemand = 'hold-reason' | 'resolution';

export interface StateSpec {
  /** Somebody still has to do something. */
  readonly open: boolean;
  /** Icon family of the state mark. */
  readonly phase: 'new' | 'active' | 'waiting' | 'done' | 'closed' | 'cancelled';
  readonly label: string;
  readonly demands?: StateDemand;
  /** States one may go to from here. */
  readonly next: readonly TicketState[];
}

export interface StateMachine {
  readonly initial: TicketState;
  readonly states: Readonly<Partial<Record<TicketState, StateSpec>>>;
  /** All states in the order people read them; later wins where two people moved one record. */
  readonly order: readonly TicketState[];
}

const incident: StateMachine = {
  initial: 'new',
  order: INCIDENT_STATES,
  states: {
    new: {
      open: true,
      phase: 'new',
      label: 'New',
      next: ['in-progress', 'on-hold', 'resolved', 'cancelled'],
    },
    'in-progress': {
      open: true,
      phase: 'active',
      label: 'In progress',
      next: ['on-hold', 'resolved', 'cancelled'],
    },
    'on-hold': {
      open: true,
      phase: 'waiting',
      label: 'On hold',
      demands: 'hold-reason',
      next: ['in-progress', 'resolved', 'cancelled'],
    },
    resolved: {
      open: false,
      phase: 'done',
      label: 'Resolved',
      demands: 'resolution',
      next: ['in-progress', 'closed'],
    },
    closed: { open: false, phase: 'closed', label: 'Closed', next: [] },
    cancelled: { open: false, phase: 'cancelled', label: 'Cancelled', next: [] },
  },
};

const problem: StateMachine = {
  initial: 'new',
  order: PROBLEM_STATES,
  states: {
    new: { open: true, phase: 'new', label: 'New', next: ['assess', 'resolved'] },
    assess: {
      open: true,
      phase: 'active',
      label: 'Assess',
      next: ['root-cause-analysis', 'resolved'],
    },
    'root-cause-analysis': {
      open: true,
      phase: 'active',
      label: 'Root-cause analysis',
      next: ['fix-in-progress', 'resolved'],
    },
    'fix-in-progress': {
      open: true,
      phase: 'active',
      label: 'Fix in progress',
      next: ['root-cause-analysis', 'resolved'],
    },
    resolved: {
      open: false,
      phase: 'done',
      label: 'Resolved',
      demands: 'resolution',
      next: ['root-cause-analysis', 'closed'],
    },
    closed: { open: false, phase: 'closed', label: 'Closed', next: [] },
  },
};

const change: StateMachine = {
  initial: 'draft',
  order: CHANGE_STATES,
  states: {
    draft: { open: true, phase: 'new', label: 'Draft', next: ['assess', 'scheduled', 'cancelled'] },
    assess: { open: true, phase: 'active', label: 'Assess', next: ['authorize', 'cancelled'] },
    authorize: {
      open: true,
      phase: 'waiting',
      label: 'Authorize',
      next: ['scheduled', 'assess', 'cancelled'],
    },
    scheduled: {
      open: true,
      phase: 'waiting',
      label: 'Scheduled',
      next: ['implement', 'cancelled'],
    },
    implement: { open: true, phase: 'active', label: 'Implement', next: ['review', 'cancelled'] },
    review: { open: true, phase: 'active', label: 'Review', next: ['closed'] },
    closed: { open: false, phase: 'closed', label: 'Closed', next: [] },
    cancelled: { open: false, phase: 'cancelled', label: 'Cancelled', next: [] },
  },
};

const request: StateMachine = {
  initial: 'new',
  order: REQUEST_STATES,
  states: {
    new: { open: true, phase: 'new', label: 'New', next: ['in-progress', 'on-hold', 'cancelled'] },
    'in-progress': {
      open: true,
      phase: 'active',
      label: 'In progress',
      next: ['on-hold', 'fulfilled', 'cancelled'],
    },
    'on-hold': {
      open: true,
      phase: 'waiting',
      label: 'On hold',
      demands: 'hold-reason',
      next: ['in-progress', 'cancelled'],
    },
    fulfilled: { open: false, phase: 'done', label: 'Fulfilled', next: ['in-progress', 'closed'] },
    closed: { open: false, phase: 'closed', label: 'Closed', next: [] },
    cancelled: { open: false, phase: 'cancelled', label: 'Cancelled', next: [] },
  },
};

const task: StateMachine = {
  initial: 'new',
  order: TASK_STATES,
  states: {
    new: {
      open: true,
      phase: 'new',
      label: 'New',
      next: ['in-progress', 'on-hold', 'done', 'cancelled'],
    },
    'in-progress': {
      open: true,
      phase: 'active',
      label: 'In progress',
      next: ['on-hold', 'done', 'cancelled'],
    },
    'on-hold': {
      open: true,
      phase: 'waiting',
      label: 'On hold',
      demands: 'hold-reason',
      next: ['in-progress', 'cancelled'],
    },
    done: { open: false, phase: 'done', label: 'Done', next: ['in-progress'] },
    cancelled: { open: false, phase: 'cancelled', label: 'Cancelled', next: [] },
  },
};

/** State machines as data: the console offers from them, merge decides by them, servers enforce them. */
export const STATE_MACHINES: Readonly<Record<TicketKind, StateMachine>> = {
  incident,
  problem,
  change,
  request,
  task,
};

/** The spec of a state; an unknown pair is a programming error. */
export function stateSpec(kind: TicketKind, state: TicketState): StateSpec {
  const spec = STATE_MACHINES[kind].states[state];
  if (!spec) throw new Error(`A ${kind} has no state "${state}"`);
  return spec;
}

/** May a record of this kind go from one state to another? */
export function canMove(kind: TicketKind, from: TicketState, to: TicketState): boolean {
  return stateSpec(kind, from).next.includes(to);
}
