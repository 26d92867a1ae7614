import { SLA_AGREEMENTS } from '../../../../shared/model/policy.ts';
import type { SlaAgreement, SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { SlaPolicyBody } from '../../../../shared/workflow/sla-commands.ts';
import { policiesOf } from '../../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';

const PREFIX = 'new-';

/** Stands in the address of a policy that is not there yet. */
export function newPolicyId(agreement: SlaAgreement): string {
  return `${PREFIX}${agreement}`;
}

/** The agreement of a policy that is not there yet; null for the id of one that is. */
export function agreementOfNew(id: string): SlaAgreement | null {
  return SLA_AGREEMENTS.find((agreement) => newPolicyId(agreement) === id) ?? null;
}

/** A policy to begin with: usual targets by the first calendar. It is asked before the others, because what is
 * added later is mostly for fewer tickets. */
export function emptyPolicy(agreement: SlaAgreement, reference: ReferenceSnapshot): SlaPolicyBody {
  const places = policiesOf(reference, 'sla')
    .filter((policy) => (policy.agreement ?? 'sla') === agreement)
    .map(({ order }) => order);
  const [calendar] = [...policiesOf(reference, 'calendar')].sort((a, b) =>
    a.name.localeCompare(b.name),
  );
  return {
    name: '',
    ...(agreement === 'sla' ? {} : { agreement }),
    ticketKinds: ['incident'],
    order: Math.min(20, ...places) - 10,
    calendarId: calendar?.id ?? ('' as SlaPolicyDocument['calendarId']),
    targets: [
      { metric: 'response', minutes: [15, 30, 60, 240], warnAtPercent: 75 },
      { metric: 'resolution', minutes: [240, 480, 1440, 2400], warnAtPercent: 75 },
    ],
    pauseReasons: ['awaiting-caller'],
    retroactive: 'fromStart',
    reopen: 'resume',
  };
}
