import {
  CHANGE_STATES,
  INCIDENT_STATES,
  PROBLEM_STATES,
  REQUEST_STATES,
  TASK_STATES,
} from '../model/ticket.ts';

/** Words `state:` takes: every state of every kind, and the two that sum them up. */
export const STATE_NAMES: ReadonlySet<string> = new Set([
  'open',
  'done',
  ...INCIDENT_STATES,
  ...PROBLEM_STATES,
  ...CHANGE_STATES,
  ...REQUEST_STATES,
  ...TASK_STATES,
]);
