import type { Announcement } from '../../shared/model/policy.ts';
import { msg, t } from '../ui/i18n.ts';
import type { IconName } from '../ui/icon-paths.ts';

type Severity = Announcement['severity'];

const SEVERITIES: Readonly<Record<Severity, { readonly label: string; readonly icon: IconName }>> =
  {
    info: { label: msg('Information'), icon: 'info' },
    maintenance: { label: msg('Maintenance'), icon: 'settings' },
    outage: { label: msg('Outage'), icon: 'bolt' },
  };

export function severityLabel(severity: Severity): string {
  return t(SEVERITIES[severity].label);
}

export function severityIcon(severity: Severity): IconName {
  return SEVERITIES[severity].icon;
}
