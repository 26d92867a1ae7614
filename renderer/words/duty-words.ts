import type { Standing } from '../../shared/desk/shifts.ts';
import type { DutyState } from '../ui/duty-mark.tsx';
import { msg, t } from '../ui/i18n.ts';

const STANDINGS: Readonly<Record<DutyState, string>> = {
  'on-shift': msg('On shift'),
  'on-call': msg('On call'),
  off: msg('Off duty'),
  absent: msg('Absent'),
};

/** "On shift"; empty for whom no plan names. */
export function standingLabel(standing: Standing): string {
  return standing === 'unplanned' ? '' : t(STANDINGS[standing]);
}

/** The mark of a standing; null for whom no plan names. */
export function dutyState(standing: Standing): DutyState | null {
  return standing === 'unplanned' ? null : standing;
}
