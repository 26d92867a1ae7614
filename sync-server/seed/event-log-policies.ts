/** The demo's policies for imported incidents; only the seed may take anything from the testkit. */
export {
  EVENT_LOG_LEVELS,
  eventLogCalendar,
  eventLogPolicy,
} from '../../shared/testkit/demo/event-log-policies.ts';
export type { FittedLevels } from '../../shared/testkit/demo/event-log-policies.ts';
