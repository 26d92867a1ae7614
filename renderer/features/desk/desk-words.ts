import { msg, t } from '../../ui/i18n.ts';
import type { IconName } from '../../ui/icon-paths.ts';
import type { CountKind, CountLine } from './desk-lists.ts';
import type { Waiting } from './waiting.ts';

export const COUNT_LABELS: Readonly<Record<CountLine, string>> = {
  mine: msg('Mine, open'),
  'mine-due': msg('Mine, missed or close to it'),
  team: msg('With others of my teams'),
  unassigned: msg('Unassigned'),
  missed: msg('Missed in my teams'),
  'on-hold': msg('On hold in my teams'),
};

const COLUMNS: Readonly<Record<CountKind, string>> = {
  incident: msg('Inc.'),
  request: msg('Req.'),
  change: msg('Chg.'),
  problem: msg('Prob.'),
};

/** A kind as the head of a narrow column. */
export function kindColumn(kind: CountKind): string {
  return t(COLUMNS[kind]);
}

const WHY: Readonly<Record<Waiting['why'], { readonly text: string; readonly icon: IconName }>> = {
  approval: { text: msg('{{name}} asks for your approval'), icon: 'check' },
  review: { text: msg('{{name}} asks you to review it'), icon: 'book' },
  changed: { text: msg('{{name}} changed it'), icon: 'pen' },
};

/** "Denise Kofler changed it". */
export function waitingText(why: Waiting['why'], name: string): string {
  return t(WHY[why].text, { name });
}

export function waitingIcon(why: Waiting['why']): IconName {
  return WHY[why].icon;
}
