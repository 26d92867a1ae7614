import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { t } from '../../../ui/i18n.ts';
import { holdLabel, originLabel, stateLabel } from '../../../words/ticket-words.ts';
import type { GroupColumn } from './column-list.ts';
import { columnLabel, isGroupColumn } from './column-list.ts';
import { kindLabel, majorStageLabel } from './column-words.ts';
import { DUE_GROUP_LABELS, isDueGroup } from './due-groups.ts';

function valueOf(column: GroupColumn, row: TicketRow): string | number | undefined {
  switch (column) {
    case 'assignee':
      return row.assigneeId;
    case 'team':
      return row.teamId;
    case 'site':
      return row.siteId;
    case 'service':
      return row.serviceId;
    case 'hold':
      return row.holdReason;
    case 'major':
      return row.majorStage;
    case 'knownError':
      return row.knownError ? 'yes' : undefined;
    case 'left':
      return undefined;
    default:
      return row[column];
  }
}

/** The group of a row: what it has in the column; `team=` where it has nothing. */
export function groupIdOf(column: GroupColumn, row: TicketRow): string {
  return `${column}=${valueOf(column, row) ?? ''}`;
}

const NOTHING: Readonly<Partial<Record<GroupColumn, () => string>>> = {
  assignee: () => t('Nobody'),
  hold: () => t('Waits for nothing'),
  major: () => t('No major incident'),
  knownError: () => t('No known error'),
  satisfaction: () => t('Not asked'),
};

/** What the header of a group says. */
export function groupLabel(group: string, { people, places, catalog }: ReferenceSnapshot): string {
  if (isDueGroup(group)) return t(DUE_GROUP_LABELS[group]);
  const at = group.indexOf('=');
  const column = group.slice(0, at);
  const value = group.slice(at + 1);
  if (!isGroupColumn(column)) return group;
  if (value === '') {
    return NOTHING[column]?.() ?? t('Without: {{column}}', { column: columnLabel(column) });
  }
  switch (column) {
    case 'priority':
      return t('Priority {{priority}}', { priority: value });
    case 'state':
      return stateLabel(value);
    case 'kind':
      return kindLabel(value);
    case 'assignee':
    case 'team':
      return people.get(value)?.name ?? value;
    case 'site':
      return places.get(value)?.name ?? value;
    case 'service':
      return catalog.get(value)?.name ?? value;
    case 'origin':
      return originLabel(value);
    case 'hold':
      return holdLabel(value);
    case 'major':
      return majorStageLabel(value);
    case 'knownError':
      return columnLabel(column);
    case 'satisfaction':
      return t('{{points}} of 5', { points: value });
    default:
      return value;
  }
}
