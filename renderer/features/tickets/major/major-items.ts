import type { Ticket } from '../../../../shared/model/ticket.ts';
import { commands } from '../../../ui/commands.ts';
import { t } from '../../../ui/i18n.ts';
import type { MenuItem } from '../../../ui/menu.tsx';

/** Where an incident begins to be a major one, for the menu of the record. */
export function majorItems(ticket: Ticket): readonly MenuItem[] {
  if (ticket.kind !== 'incident' || ticket.majorStage !== undefined || ticket.open === 0) return [];
  const item = (act: 'propose' | 'declare', label: string): MenuItem => ({
    id: `major-${act}`,
    icon: 'warning',
    label,
    onSelect: () => commands.run(`major.${act}`),
  });
  return [
    item('propose', t('Propose as major incident…')),
    item('declare', t('Declare a major incident…')),
  ];
}
