import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { Command } from '../../../ui/commands.ts';
import type { IconName } from '../../../ui/icon-paths.ts';
import { t } from '../../../ui/i18n.ts';
import type { MenuItem } from '../../../ui/menu.tsx';
import { majorItems } from '../major/major-items.ts';

/** Acts that ask something first. */
export type ActName =
  | 'duplicate'
  | 'absorb'
  | 'parent'
  | 'child'
  | 'split'
  | 'convert'
  | 'watchers'
  | 'rate'
  | 'approval';

interface Act {
  readonly name: ActName | 'watch';
  readonly icon: IconName;
  readonly label: string;
  readonly keys?: string;
}

/** Every act of a ticket as it is now, in the order of menu and palette. */
function actsOf(ticket: Ticket, userName: string): readonly Act[] {
  const isOver = ticket.open === 0;
  const watches = ticket.watchers.includes(userName);
  return [
    {
      name: 'watch',
      icon: 'eye',
      label: watches ? t('Stop watching') : t('Watch'),
      keys: 'v',
    },
    { name: 'watchers', icon: 'user', label: t('Watchers…'), keys: 'Shift+V' },
    { name: 'duplicate', icon: 'merge', label: t('Mark as duplicate of…'), keys: 'Shift+M' },
    { name: 'absorb', icon: 'merge', label: t('Merge another into this…') },
    { name: 'split', icon: 'split', label: t('Split…'), keys: 'Shift+S' },
    {
      name: 'convert',
      icon: 'copy',
      label: t('Make a problem, change, request or article…'),
      keys: 'Shift+C',
    },
    { name: 'parent', icon: 'graph', label: t('Set parent…'), keys: 'Shift+P' },
    { name: 'child', icon: 'graph', label: t('Add child…') },
    { name: 'approval', icon: 'check', label: t('Ask for approval…'), keys: 'Shift+A' },
    ...(isOver
      ? [{ name: 'rate', icon: 'star', label: t('Satisfaction of the requester…') } as const]
      : []),
  ];
}

interface Acting {
  open(act: ActName): void;
  watch(): void;
}

function runOf({ name }: Act, acting: Acting): () => void {
  return name === 'watch' ? acting.watch : () => acting.open(name);
}

/** The acts for the menu of the record. */
export function actItems(ticket: Ticket, userName: string, acting: Acting): readonly MenuItem[] {
  const own = actsOf(ticket, userName).map((act): MenuItem => ({
    id: `act-${act.name}`,
    icon: act.icon,
    label: act.label,
    ...(act.keys === undefined ? {} : { kbd: act.keys }),
    onSelect: runOf(act, acting),
  }));
  return [...own, ...majorItems(ticket)];
}

/** The same for keys and palette. */
export function actCommands(ticket: Ticket, userName: string, acting: Acting): readonly Command[] {
  const group = t('Ticket');
  return actsOf(ticket, userName).map((act) => ({
    id: `ticket.${act.name}`,
    label: act.label,
    icon: act.icon,
    group,
    ...(act.keys === undefined ? {} : { keys: act.keys }),
    run: runOf(act, acting),
  }));
}
