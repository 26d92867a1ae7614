import { SCHEMA_VERSION } from '../../shared/model/envelope.ts';
import { makeId, makeUlid } from '../../shared/model/ids.ts';
import type { CalendarPolicy, SlaPolicyDocument } from '../../shared/model/policy.ts';
import { slaRules } from '../../shared/sla/sla-rules.ts';
import type { SlaRules } from '../../shared/sla/sla-rules.ts';
import { eventLogCalendar, eventLogPolicy } from '../seed/event-log-policies.ts';
import type { FittedLevels } from '../seed/event-log-policies.ts';

const AT = '2016-01-01T00:00:00.000Z';

function envelope(id: number) {
  return {
    id: makeId(
      'policy',
      makeUlid(Date.parse(AT) + id, () => 0),
    ),
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    mutationId: 'sla-compare',
    createdAt: AT,
    createdBy: 'sla-compare',
    updatedAt: AT,
    updatedBy: 'sla-compare',
    deviceId: 'sla-compare',
  };
}

/** The documents that the demo ships, as a workspace would hold them, ready for evaluation. */
export function eventLogRules(levels: FittedLevels, timezone: string): SlaRules {
  const calendar: CalendarPolicy = { ...envelope(1), ...eventLogCalendar(levels, timezone) };
  const policy: SlaPolicyDocument = { ...envelope(2), ...eventLogPolicy(levels, calendar.id) };
  return slaRules({ policies: [calendar, policy] });
}
